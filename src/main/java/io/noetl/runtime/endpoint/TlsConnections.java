package io.noetl.runtime.endpoint;

import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes connections over TLS that know whether their handshake is done. */
final class TlsConnections extends SslConnectionFactory {

  private final LostConnections lost;

  TlsConnections(SslContextFactory.Server tls, LostConnections lost) {
    super(tls, HttpVersion.HTTP_1_1.asString());
    this.lost = lost;
    // It refuses a Host that the certificate does not name. Which names a certificate covers is
    // the client's to check; probes and load balancers come by address.
    setEnsureSecureRequestCustomizer(false);
  }

  @Override
  protected SslConnection newSslConnection(Connector connector, EndPoint end, SSLEngine engine) {
    return new Tls(connector, end, engine);
  }

  /**
   * One connection. Whoever asks Jetty for the session of its handshake has Jetty keep what is
   * there by then for good, so nobody asks for it to see whether the handshake is done.
   */
  final class Tls extends SslConnection implements SslHandshakeListener {

    private volatile boolean open;

    private Tls(Connector connector, EndPoint end, SSLEngine engine) {
      super(
          connector.getByteBufferPool(),
          connector.getExecutor(),
          getSslContextFactory(),
          end,
          engine,
          isDirectBuffersForEncryption(),
          isDirectBuffersForDecryption());
      addHandshakeListener(this);
    }

    /** Whether the handshake is done. */
    boolean isShaken() {
      return open;
    }

    @Override
    public void handshakeSucceeded(Event event) {
      open = true;
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
      lost.handshakeFailed(getEndPoint(), failure);
    }
  }
}
