package io.noetl.runtime.endpoint.connection;

import io.noetl.runtime.endpoint.connection.LostConnections.Reason;
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
 * of its body take too long. Jetty's idle timeout starts anew with each byte, and the reader of a
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
  private IdentityHashMap<EndPoint, Seen> seen = new IdentityHashMap<>();

  RequestTimeouts(ServerConnector connector, LongSupplier nanoTime, LostConnections lost) {
    this.connector = connector;
    this.nanoTime = nanoTime;
    this.lost = lost;
  }

  /** What is being received, and its time limit. */
  private enum Part {
    HANDSHAKE(HEAD_TIME, Reason.SLOW_HANDSHAKE),
    HEAD(HEAD_TIME, Reason.SLOW_HEAD),
    BODY(LONGEST_BODY, Reason.SLOW_BODY);

    private final Duration longest;
    private final Reason late;

    Part(Duration longest, Reason late) {
      this.longest = longest;
      this.late = late;
    }
  }

  /**
   * What a connection is receiving.
   *
   * @param message the number of the request on its connection
   */
  private record Receiving(Part part, long message) {}

  /** The same, and when it was first seen, in nanoseconds. */
  private record Seen(Receiving what, long since) {}

  /** Closes connections that are late; to be called many times within the time of a head. */
  public void tick() {
    long now = nanoTime.getAsLong();
    IdentityHashMap<EndPoint, Seen> still = new IdentityHashMap<>();
    for (EndPoint end : connector.getConnectedEndPoints()) {
      Receiving what = receiving(end.getConnection());
      if (what != null) {
        Seen known = seen.get(end);
        Seen one = known != null && known.what.equals(what) ? known : new Seen(what, now);
        if (now - one.since > what.part.longest.toNanos()) {
          lost.cut(end, what.part.late);
          end.close();
        } else {
          still.put(end, one);
        }
      }
    }
    seen = still;
  }

  private static @Nullable Receiving receiving(@Nullable Connection connection) {
    return switch (connection) {
      case HttpConnection http -> {
        Part part = receivedPart(http.getParser());
        yield part == null ? null : new Receiving(part, http.getMessagesIn());
      }
      case TlsConnections.Tls tls ->
          tls.isHandshakeDone()
              ? receiving(tls.getSslEndPoint().getConnection())
              : new Receiving(Part.HANDSHAKE, 0);
      case null, default -> null;
    };
  }

  private static @Nullable Part receivedPart(HttpParser parser) {
    if (parser.inHeaderState()) {
      return parser.isStart() ? null : Part.HEAD;
    }
    return switch (parser.getState()) {
      case CHUNKED_CONTENT, CHUNK_SIZE, CHUNK_END, TRAILER -> Part.BODY;
      default -> null;
    };
  }
}
