package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the key stores that Java wants of the PEM files that people have. */
final class PemKeyStore {

  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";

  private PemKeyStore() {}

  /** The server's own key and certificates. */
  static KeyStore own(EndpointOptions.TlsFiles files) {
    Certificate[] chain = certificates(files.certificate()).toArray(Certificate[]::new);
    PrivateKey key = key(files.key());
    try {
      KeyStore store = empty();
      store.setKeyEntry("serve", key, new char[0], chain);
      return store;
    } catch (GeneralSecurityException | IOException unfit) {
      throw refused(files.key(), "is not the key of the certificate", unfit);
    }
  }

  /** Those who vouch for clients. */
  static KeyStore trusted(Path file) {
    try {
      KeyStore store = empty();
      int number = 0;
      for (Certificate certificate : certificates(file)) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      return store;
    } catch (GeneralSecurityException | IOException unfit) {
      throw refused(file, "holds no certificates that may vouch for others", unfit);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path file) {
    try {
      List<Certificate> found =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(bytes(file))));
      if (!found.isEmpty()) {
        return found;
      }
      throw refused(file, "holds no certificate in PEM", null);
    } catch (GeneralSecurityException notPem) {
      throw refused(file, "holds no certificate in PEM", notPem);
    }
  }

  private static PrivateKey key(Path file) {
    String text = new String(bytes(file), StandardCharsets.US_ASCII);
    int begin = text.indexOf(KEY_BEGIN);
    int end = text.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw refused(file, "holds no private key in PEM (PKCS#8, without a passphrase)", null);
    }
    try {
      String base64 = text.substring(begin + KEY_BEGIN.length(), end);
      return key(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      throw refused(file, "holds no private key that this Java knows", broken);
    }
  }

  private static PrivateKey key(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
    for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException another) {
        // The next algorithm is tried; only the key's own takes it.
      }
    }
    throw new InvalidKeySpecException("none of EC, RSA and EdDSA");
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw refused(file, "cannot be read", unreadable);
    }
  }

  private static InvalidRequest refused(Path file, String problem, @Nullable Throwable cause) {
    return new InvalidRequest(
        "the file " + file + " " + problem, cause == null ? Details.NONE : Details.causedBy(cause));
  }
}
