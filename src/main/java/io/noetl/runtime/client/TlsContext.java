package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the TLS context of a client. */
final class TlsContext {

  private TlsContext() {}

  /**
   * The context that the options describe.
   *
   * @throws RuntimeApiException.InvalidRequest when a file cannot be read or does not hold what it
   *     should
   */
  static SSLContext of(TlsOptions options) {
    try {
      if (options.equals(TlsOptions.DEFAULT)) {
        return SSLContext.getDefault();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity(options), trust(options), null);
      return context;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new RuntimeApiException.InvalidRequest(
          "cannot set TLS up: " + impossible.getMessage(), Details.causedBy(impossible));
    }
  }

  private static TrustManager @Nullable [] trust(TlsOptions options)
      throws GeneralSecurityException, IOException {
    if (options.insecure()) {
      return new TrustManager[] {new Anybody()};
    }
    Path cacert = options.cacert();
    if (cacert == null) {
      return null;
    }
    KeyStore store = emptyStore();
    List<X509Certificate> certificates = PemFile.read(cacert).certificates();
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("ca-" + i, certificates.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] identity(TlsOptions options)
      throws GeneralSecurityException, IOException {
    Path cert = options.cert();
    if (cert == null) {
      return null;
    }
    List<X509Certificate> chain = PemFile.read(cert).certificates();
    Path key = options.key() == null ? cert : options.key();
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        PemFile.read(key).privateKey(options.passphraseFile()),
        new char[0],
        chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** Trusts every server, whatever its name: the extended class is not asked to check the host. */
  private static final class Anybody extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
