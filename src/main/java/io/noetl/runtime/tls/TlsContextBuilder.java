package io.noetl.runtime.tls;

import io.noetl.runtime.schema.RuntimeApiException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
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
 * and has no client certificate.
 */
public final class TlsContextBuilder {

  private TrustManager @Nullable [] trust;
  private KeyManager @Nullable [] identity;

  /** Takes any certificate. */
  public TlsContextBuilder trustAll() {
    trust = new TrustManager[] {new TrustAll()};
    return this;
  }

  /**
   * Accepts certificates that one of the file's has issued.
   *
   * @throws RuntimeApiException.InvalidRequest when the file does not hold any
   */
  public TlsContextBuilder trust(Path authorities) {
    KeyStore store = PemKeyStore.authorities(authorities);
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      trust = factory.getTrustManagers();
      return this;
    } catch (GeneralSecurityException unfit) {
      throw PemKeyStore.impossible(unfit);
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
    KeyStore store = PemKeyStore.identity(certificate, key, passphrase);
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      identity = factory.getKeyManagers();
      return this;
    } catch (GeneralSecurityException unfit) {
      throw PemKeyStore.impossible(unfit);
    }
  }

  /** The context. */
  public SSLContext build() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity, trust, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw PemKeyStore.impossible(impossible);
    }
  }

  /** Trusts every server, whatever its name: the extended class is not asked to check the host. */
  private static final class TrustAll extends X509ExtendedTrustManager {

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
