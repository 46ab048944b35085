package io.noetl.runtime.endpoint;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections on which the head of a request, or the handshake before it, is under way for too
 * long. Jetty's own time-out begins anew with each byte. A connection that rests is left alone.
 *
 * <p>Not for several threads.
 */
final class HeadWatch {

  /** How long a head may be on its way, whatever its sender's pace. */
  static final Duration LONGEST_TIME = Duration.ofSeconds(10);

  private static final Long HANDSHAKE = -1L;

  /** What a session without a handshake has for a cipher begins so. */
  private static final String NO_CIPHER = "SSL_NULL";

  private final ServerConnector connector;
  private final LongSupplier nanoTime;
  private IdentityHashMap<EndPoint, Begun> begun = new IdentityHashMap<>();

  HeadWatch(ServerConnector connector, LongSupplier nanoTime) {
    this.connector = connector;
    this.nanoTime = nanoTime;
  }

  /**
   * What is on its way.
   *
   * @param message the number of the request on its connection
   * @param since when it was first seen so
   */
  private record Begun(long message, long since) {}

  /** Ends what is late by now; to be called many times within the time of a head. */
  void tick() {
    long now = nanoTime.getAsLong();
    IdentityHashMap<EndPoint, Begun> still = new IdentityHashMap<>();
    for (EndPoint end : connector.getConnectedEndPoints()) {
      Long message = messageUnderWay(end.getConnection());
      if (message != null) {
        Begun known = begun.get(end);
        Begun one = known != null && known.message == message ? known : new Begun(message, now);
        if (now - one.since > LONGEST_TIME.toNanos()) {
          end.close();
        } else {
          still.put(end, one);
        }
      }
    }
    begun = still;
  }

  private static @Nullable Long messageUnderWay(@Nullable Connection connection) {
    return switch (connection) {
      case HttpConnection http -> {
        boolean isInHead = http.getParser().inHeaderState() && !http.getParser().isStart();
        yield isInHead ? http.getMessagesIn() : null;
      }
      case SslConnection ssl -> {
        EndPoint.SslSessionData session = ssl.getSslEndPoint().getSslSessionData();
        boolean isOpen = session != null && !session.cipherSuite().startsWith(NO_CIPHER);
        yield isOpen ? messageUnderWay(ssl.getSslEndPoint().getConnection()) : HANDSHAKE;
      }
      case null, default -> null;
    };
  }
}
