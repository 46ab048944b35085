package io.noetl.runtime.endpoint.connection;

import io.noetl.runtime.endpoint.connection.LostConnections.Why;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections on which a TLS handshake, the head of a request, or the bytes between the chunks
 * of its body take too long. Jetty's idle time-out starts anew with each byte, and the reader of a
 * body sees only its content. An idle connection is left alone.
 *
 * <p>Not thread-safe.
 */
public final class RequestTimeouts {

  /** The time for a head, however fast it comes. */
  public static final Duration HEAD_TIME = Duration.ofSeconds(10);

  /** The time for a body, however fast it comes; the reader of a late body answers 408. */
  public static final Duration BODY_TIME = Duration.ofSeconds(10);

  /** Longer, so that the answer of the reader comes first. */
  private static final Duration LONGEST_BODY = BODY_TIME.plusSeconds(2);

  private final ServerConnector connector;
  private final LongSupplier nanoTime;
  private final LostConnections lost;
  private IdentityHashMap<EndPoint, Begun> begun = new IdentityHashMap<>();

  RequestTimeouts(ServerConnector connector, LongSupplier nanoTime, LostConnections lost) {
    this.connector = connector;
    this.nanoTime = nanoTime;
    this.lost = lost;
  }

  /** What is on its way, and how long it may be. */
  private enum Part {
    HANDSHAKE(HEAD_TIME, Why.SLOW_HANDSHAKE),
    HEAD(HEAD_TIME, Why.SLOW_HEAD),
    BODY(LONGEST_BODY, Why.SLOW_BODY);

    private final Duration longest;
    private final Why late;

    Part(Duration longest, Why late) {
      this.longest = longest;
      this.late = late;
    }
  }

  /**
   * One thing on its way.
   *
   * @param message the number of the request on its connection
   */
  private record UnderWay(Part part, long message) {}

  /** The same, and when it was first seen. */
  private record Begun(UnderWay what, long since) {}

  /** Ends what is late by now; to be called many times within the time of a head. */
  public void tick() {
    long now = nanoTime.getAsLong();
    IdentityHashMap<EndPoint, Begun> still = new IdentityHashMap<>();
    for (EndPoint end : connector.getConnectedEndPoints()) {
      UnderWay what = underWay(end.getConnection());
      if (what != null) {
        Begun known = begun.get(end);
        Begun one = known != null && known.what.equals(what) ? known : new Begun(what, now);
        if (now - one.since > what.part.longest.toNanos()) {
          lost.cut(end, what.part.late);
          end.close();
        } else {
          still.put(end, one);
        }
      }
    }
    begun = still;
  }

  private static @Nullable UnderWay underWay(@Nullable Connection connection) {
    return switch (connection) {
      case HttpConnection http -> {
        Part part = partUnderWay(http.getParser());
        yield part == null ? null : new UnderWay(part, http.getMessagesIn());
      }
      case TlsConnections.Tls tls ->
          tls.isShaken()
              ? underWay(tls.getSslEndPoint().getConnection())
              : new UnderWay(Part.HANDSHAKE, 0);
      case null, default -> null;
    };
  }

  private static @Nullable Part partUnderWay(HttpParser parser) {
    if (parser.inHeaderState()) {
      return parser.isStart() ? null : Part.HEAD;
    }
    return switch (parser.getState()) {
      case CHUNKED_CONTENT, CHUNK_SIZE, CHUNK_END, TRAILER -> Part.BODY;
      default -> null;
    };
  }
}
