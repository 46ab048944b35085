package io.noetl.runtime.endpoint.connection;

import io.noetl.runtime.endpoint.connection.LostConnections.Why;
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

/** Makes connections over TLS that know whether their handshake is done. */
final class TlsConnections extends SslConnectionFactory {

  /** What a handshake has until it is done, its buffers for messages included. */
  private static final long HANDSHAKE = 32 * 1024;

  /** What a record has that has not come whole: a buffer for it, and one for what it holds. */
  private static final long RECORD = 2 * 17 * 1024;

  private final LostConnections lost;
  private final Budget budget;

  /**
   * Makes connections.
   *
   * @param budget what all handshakes and records that are not whole may have
   */
  TlsConnections(SslContextFactory.Server tls, LostConnections lost, Budget budget) {
    super(tls, HttpVersion.HTTP_1_1.asString());
    this.lost = lost;
    this.budget = budget;
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
    boolean isShaken() {
      return open;
    }

    @Override
    protected SSLEngineResult unwrap(SSLEngine engine, ByteBuffer input, ByteBuffer output)
        throws SSLException {
      SSLEngineResult result = super.unwrap(engine, input, output);
      boolean isPartial =
          input.hasRemaining() && result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW;
      share.resize((open ? 0 : HANDSHAKE) + (isPartial ? RECORD : 0));
      return result;
    }

    private void cut(EndPoint end) {
      lost.cut(end, Why.TLS_LIMIT);
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
      share.release();
      super.onClose(cause);
    }

    @Override
    public void handshakeSucceeded(Event event) {
      open = true;
      share.release();
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
      lost.handshakeFailed(getEndPoint(), failure);
    }
  }
}
