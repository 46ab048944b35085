package io.noetl.runtime.tls;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Makes the key stores that Java wants of the PEM files that people have.
 *
 * <p>All methods throw {@link RuntimeApiException.InvalidRequest} when a file does not hold what it
 * should.
 */
public final class PemKeyStore {

  private PemKeyStore() {}

  /**
   * A private key and its certificates, under an empty password; refuses another certificate's key.
   *
   * @param certificate the file of the certificate and those above it
   * @param key the file of its private key
   */
  public static KeyStore identity(Path certificate, Path key, Passphrase passphrase) {
    try {
      X509Certificate[] chain =
          PemFile.read(certificate).certificates().toArray(X509Certificate[]::new);
      PrivateKey secret = PemFile.read(key).privateKey(passphrase);
      KeyPairs.check(secret, chain[0], certificate, key);
      KeyStore store = empty();
      store.setKeyEntry("own", secret, new char[0], chain);
      return store;
    } catch (GeneralSecurityException | IOException unfit) {
      throw impossible(unfit);
    }
  }

  /** The CA certificates of a file, for verifying others. */
  public static KeyStore authorities(Path file) {
    try {
      KeyStore store = empty();
      List<X509Certificate> certificates = PemFile.read(file).certificates();
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("ca-" + i, certificates.get(i));
      }
      return store;
    } catch (GeneralSecurityException | IOException unfit) {
      throw impossible(unfit);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  static RuntimeApiException impossible(Exception cause) {
    return new RuntimeApiException.InvalidRequest(
        "cannot set TLS up: " + cause.getMessage(), Details.causedBy(cause));
  }
}
