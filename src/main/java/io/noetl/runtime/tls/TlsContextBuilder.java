package io.noetl.runtime.tls;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
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

/**
 * Makes the TLS context of a client out of PEM files; by default it trusts those that Java trusts,
 * and has no certificate of its own.
 */
public final class TlsContextBuilder {

  private TrustManager @Nullable [] trust;
  private KeyManager @Nullable [] identity;

  /** Takes any certificate. */
  public TlsContextBuilder trustAnybody() {
    trust = new TrustManager[] {new Anybody()};
    return this;
  }

  /**
   * Takes certificates that one of the file's vouches for.
   *
   * @throws RuntimeApiException.InvalidRequest when the file does not hold any
   */
  public TlsContextBuilder trust(Path authorities) {
    try {
      KeyStore store = emptyStore();
      List<X509Certificate> certificates = PemFile.read(authorities).certificates();
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("ca-" + i, certificates.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      trust = factory.getTrustManagers();
      return this;
    } catch (GeneralSecurityException | IOException unfit) {
      throw impossible(unfit);
    }
  }

  /**
   * Shows the certificate to a server that asks for one.
   *
   * @param certificate the file of the certificate and those above it
   * @param key the file of its private key
   * @throws RuntimeApiException.InvalidRequest when one of them does not hold what it should, or
   *     the key is another certificate's
   */
  public TlsContextBuilder identity(Path certificate, Path key, Passphrase passphrase) {
    try {
      X509Certificate[] chain =
          PemFile.read(certificate).certificates().toArray(X509Certificate[]::new);
      PrivateKey secret = PemFile.read(key).privateKey(passphrase);
      KeyPairs.check(secret, chain[0], certificate, key);
      KeyStore store = emptyStore();
      store.setKeyEntry("client", secret, new char[0], chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      identity = factory.getKeyManagers();
      return this;
    } catch (GeneralSecurityException | IOException unfit) {
      throw impossible(unfit);
    }
  }

  /** The context. */
  public SSLContext build() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity, trust, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw impossible(impossible);
    }
  }

  private static RuntimeApiException impossible(Exception cause) {
    return new RuntimeApiException.InvalidRequest(
        "cannot set TLS up: " + cause.getMessage(), Details.causedBy(cause));
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
