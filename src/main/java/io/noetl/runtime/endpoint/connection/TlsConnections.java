package io.noetl.runtime.endpoint.connection;

import io.noetl.runtime.endpoint.connection.LostConnections.Reason;
import io.noetl.runtime.endpoint.limits.Budget;
import io.noetl.runtime.endpoint.limits.ConnectionShare;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Makes TLS connections that know whether their handshake is done, and count their buffers. */
final class TlsConnections extends SslConnectionFactory {

  /** What a handshake takes until it is done, buffers included, in bytes. */
  private static final long HANDSHAKE = 32 * 1024;

  /** What an incomplete TLS record takes: a buffer for it, and one for its content, in bytes. */
  private static final long RECORD = 2 * 17 * 1024;

  private final LostConnections lost;
  private final Budget budget;

  /**
   * Makes connections.
   *
   * @param budget the budget of all handshakes and incomplete records
   */
  TlsConnections(SslContextFactory.Server tls, LostConnections lost, Budget budget) {
    super(tls, HttpVersion.HTTP_1_1.asString());
    this.lost = lost;
    this.budget = budget;
    // The customizer refuses a Host that the certificate does not name. It is up to the client to
    // verify the certificate; probes and load balancers use addresses.
    setEnsureSecureRequestCustomizer(false);
  }

  @Override
  protected SslConnection newSslConnection(Connector connector, EndPoint end, SSLEngine engine) {
    return new Tls(connector, end, engine);
  }

  /**
   * One connection. It tracks the handshake with a listener: asking Jetty for the session before
   * the handshake is done would make Jetty keep the incomplete session for good.
   */
  final class Tls extends SslConnection implements SslHandshakeListener {

    private volatile boolean handshakeDone;

    private final ConnectionShare share;

    private Tls(Connector connector, EndPoint end, SSLEngine engine) {
      super(
          connector.getByteBufferPool(),
          connector.getExecutor(),
          getSslContextFactory(),
          end,
          engine,
          isDirectBuffersForEncryption(),
          isDirectBuffersForDecryption());
      this.share = new ConnectionShare(budget, end, this::cut);
      addHandshakeListener(this);
    }

    /** Whether the handshake is done. */
    boolean isHandshakeDone() {
      return handshakeDone;
    }

    @Override
    protected SSLEngineResult unwrap(SSLEngine engine, ByteBuffer input, ByteBuffer output)
        throws SSLException {
      SSLEngineResult result = super.unwrap(engine, input, output);
      boolean isPartial =
          input.hasRemaining() && result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW;
      share.resize((handshakeDone ? 0 : HANDSHAKE) + (isPartial ? RECORD : 0));
      return result;
    }

    private void cut(EndPoint end) {
      lost.cut(end, Reason.TLS_LIMIT);
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
      share.release();
      super.onClose(cause);
    }

    @Override
    public void handshakeSucceeded(Event event) {
      handshakeDone = true;
      share.release();
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
      lost.handshakeFailed(getEndPoint(), failure);
    }
  }
}
