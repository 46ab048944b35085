package io.noetl.runtime.endpoint.connection;

import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.limits.ConnectionLimits;
import io.noetl.runtime.endpoint.metrics.MetricSource;
import io.noetl.runtime.json.JsonObject;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * Connections that were ended before a request was whole or its answer taken, or were not let in:
 * counted, and told to the access log.
 */
public final class LostConnections implements MetricSource, ConnectionLimits.News {

  private static final String FAMILY = "noetl_runtime_connections_lost_total";

  private final ServerLog log;
  private final boolean isLogged;
  private final Map<Why, LongAdder> counts = new EnumMap<>(Why.class);

  public LostConnections(ServerLog log, boolean isLogged) {
    this.log = log;
    this.isLogged = isLogged;
    for (Why why : Why.values()) {
      counts.put(why, new LongAdder());
    }
  }

  /** Those that ended for want of room, whatever their clients had to say. */
  private static final Set<Why> LIMITS = EnumSet.range(Why.HEAD_LIMIT, Why.ADDRESS_LIMIT);

  /** What ended one. */
  public enum Why {
    HANDSHAKE_FAILED("handshake_failed"),
    SLOW_HANDSHAKE("slow_handshake"),
    SLOW_HEAD("slow_head"),
    SLOW_BODY("slow_body"),
    HEAD_LIMIT("head_limit"),
    TLS_LIMIT("tls_limit"),
    ANSWER_LIMIT("answer_limit"),
    CONNECTION_LIMIT("connection_limit"),
    ADDRESS_LIMIT("address_limit"),

    /** It rested, and others needed its place: nothing that it had to say is lost. */
    GAVE_WAY("gave_way");

    private final String word;

    Why(String word) {
      this.word = word;
    }
  }

  void handshakeFailed(EndPoint end, Throwable failure) {
    tell(Why.HANDSHAKE_FAILED, end.getRemoteSocketAddress(), String.valueOf(failure.getMessage()));
  }

  /** It was ended because something took too long, or others needed the room. */
  public void cut(EndPoint end, Why why) {
    tell(why, end.getRemoteSocketAddress(), null);
  }

  @Override
  public void refused(SocketAddress client, boolean peerIsFull) {
    tell(peerIsFull ? Why.ADDRESS_LIMIT : Why.CONNECTION_LIMIT, client, null);
  }

  @Override
  public void gaveWay(EndPoint resting) {
    cut(resting, Why.GAVE_WAY);
  }

  /** How many ended for want of room. */
  public long forWantOfRoom() {
    return LIMITS.stream().mapToLong(why -> Objects.requireNonNull(counts.get(why)).sum()).sum();
  }

  private void tell(Why why, @Nullable SocketAddress client, @Nullable String error) {
    Objects.requireNonNull(counts.get(why)).increment();
    if (isLogged) {
      JsonObject line =
          JsonObject.EMPTY
              .with(
                  "client",
                  client instanceof InetSocketAddress inet && inet.getAddress() != null
                      ? inet.getAddress().getHostAddress()
                      : null)
              .with("reason", why.word);
      log.info("connection_lost", error == null ? line : line.with("error", error));
    }
  }

  @Override
  public void registerAt(PrometheusRegistry metrics) {
    CounterWithCallback.builder()
        .name(FAMILY)
        .help(
            "Connections that were refused, or ended before a request was whole or its answer"
                + " taken.")
        .labelNames("reason")
        .callback(page -> counts.forEach((why, count) -> page.call((double) count.sum(), why.word)))
        .register(metrics);
  }
}
