package io.noetl.runtime.endpoint.auth;

import io.noetl.runtime.endpoint.route.Access;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A bearer token, stored as its digest; digests are compared in constant time.
 *
 * @param access what the token allows
 */
public record Token(byte[] digest, Access access) {

  static Token of(String text, Access access) {
    return new Token(digest(text), access);
  }

  boolean is(byte[] otherDigest) {
    return MessageDigest.isEqual(digest, otherDigest);
  }

  static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
