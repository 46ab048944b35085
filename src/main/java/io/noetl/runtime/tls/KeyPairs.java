package io.noetl.runtime.tls;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Checks whether a private key is that of a certificate. */
final class KeyPairs {

  private static final byte[] ANYTHING = {1, 2, 3};

  private KeyPairs() {}

  /**
   * Refuses the key of another certificate; the handshake would only say that it failed.
   *
   * @throws RuntimeApiException.InvalidRequest when it is one
   */
  static void check(PrivateKey key, X509Certificate certificate, Path certificateFile, Path file)
      throws GeneralSecurityException {
    String algorithm = signature(key.getAlgorithm());
    if (algorithm != null && !fits(key, certificate, algorithm)) {
      throw new RuntimeApiException.InvalidRequest(
          file + " is not the key of the certificate in " + certificateFile,
          Details.NONE.withHint("name the key that was made with it"));
    }
  }

  private static boolean fits(PrivateKey key, X509Certificate certificate, String algorithm)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(ANYTHING);
    byte[] signed = signature.sign();
    try {
      signature.initVerify(certificate.getPublicKey());
      signature.update(ANYTHING);
      return signature.verify(signed);
    } catch (GeneralSecurityException anotherAlgorithm) {
      return false;
    }
  }

  private static @Nullable String signature(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
      default -> null;
    };
  }
}
