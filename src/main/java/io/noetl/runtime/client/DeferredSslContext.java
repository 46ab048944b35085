package io.noetl.runtime.client;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A TLS context that is created on first use, as after a redirect to https. {@code HttpClient}
 * wants one for {@code http://} too, and creating it reads and parses the whole trust store.
 */
final class DeferredSslContext extends SSLContext {

  DeferredSslContext(Supplier<SSLContext> real) {
    super(new Deferred(real), null, "TLS");
  }

  private static final class Deferred extends SSLContextSpi {

    private final Supplier<SSLContext> real;
    private @Nullable SSLContext made;

    Deferred(Supplier<SSLContext> real) {
      this.real = real;
    }

    private synchronized SSLContext real() {
      SSLContext context = made;
      if (context == null) {
        context = real.get();
        made = context;
      }
      return context;
    }

    /** The only method that a client without TLS calls. */
    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return new SSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return real().getSupportedSSLParameters();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("the default context is initialised already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return real().getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return real().getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return real().createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return real().createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return real().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return real().getClientSessionContext();
    }
  }
}
