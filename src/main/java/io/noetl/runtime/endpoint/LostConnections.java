package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.JsonObject;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/** Connections that ended before a request was whole: counted, and told to the access log. */
final class LostConnections implements Metrics.Counts {

  private static final String FAMILY = "noetl_runtime_connections_lost_total";

  private final ServerLog log;
  private final boolean isLogged;
  private final Map<Why, LongAdder> counts = new EnumMap<>(Why.class);

  LostConnections(ServerLog log, boolean isLogged) {
    this.log = log;
    this.isLogged = isLogged;
    for (Why why : Why.values()) {
      counts.put(why, new LongAdder());
    }
  }

  /** What ended one. */
  enum Why {
    HANDSHAKE_FAILED("handshake_failed"),
    SLOW_HANDSHAKE("slow_handshake"),
    SLOW_HEAD("slow_head"),
    SLOW_BODY("slow_body");

    private final String word;

    Why(String word) {
      this.word = word;
    }
  }

  void handshakeFailed(EndPoint end, Throwable failure) {
    tell(Why.HANDSHAKE_FAILED, end, String.valueOf(failure.getMessage()));
  }

  /** It was ended because something took too long. */
  void cut(EndPoint end, Why why) {
    tell(why, end, null);
  }

  private void tell(Why why, EndPoint end, @Nullable String error) {
    Objects.requireNonNull(counts.get(why)).increment();
    if (isLogged) {
      JsonObject line =
          JsonObject.EMPTY
              .with(
                  "client",
                  end.getRemoteSocketAddress() instanceof InetSocketAddress inet
                      ? inet.getAddress().getHostAddress()
                      : null)
              .with("reason", why.word);
      log.info("connection_lost", error == null ? line : line.with("error", error));
    }
  }

  @Override
  public void writeTo(MetricsText text) {
    text.family(FAMILY, "counter", "Connections that ended before a request was whole.");
    counts.forEach((why, count) -> text.sample(FAMILY, count.sum(), "reason", why.word));
  }
}
