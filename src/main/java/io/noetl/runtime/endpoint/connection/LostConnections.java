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
 * Counts and logs connections that were refused, or closed before a request was complete or its
 * answer sent.
 */
public final class LostConnections implements MetricSource, ConnectionLimits.Listener {

  private static final String FAMILY = "noetl_runtime_connections_lost_total";

  private final ServerLog log;
  private final boolean isLogged;
  private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

  public LostConnections(ServerLog log, boolean isLogged) {
    this.log = log;
    this.isLogged = isLogged;
    for (Reason reason : Reason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  /** The reasons that are limits, so that heartbeats may be lost with the connection. */
  private static final Set<Reason> LIMITS = EnumSet.range(Reason.HEAD_LIMIT, Reason.ADDRESS_LIMIT);

  /** Why a connection was refused or closed. */
  public enum Reason {
    HANDSHAKE_FAILED("handshake_failed"),
    SLOW_HANDSHAKE("slow_handshake"),
    SLOW_HEAD("slow_head"),
    SLOW_BODY("slow_body"),
    HEAD_LIMIT("head_limit"),
    TLS_LIMIT("tls_limit"),
    ANSWER_LIMIT("answer_limit"),
    CONNECTION_LIMIT("connection_limit"),
    ADDRESS_LIMIT("address_limit"),

    /** It was idle, and a new connection needed its place; no request is lost. */
    GAVE_WAY("gave_way");

    private final String word;

    Reason(String word) {
      this.word = word;
    }
  }

  void handshakeFailed(EndPoint end, Throwable failure) {
    record(
        Reason.HANDSHAKE_FAILED,
        end.getRemoteSocketAddress(),
        String.valueOf(failure.getMessage()));
  }

  /** Notes a connection that is closed because of a timeout or a limit. */
  public void cut(EndPoint end, Reason reason) {
    record(reason, end.getRemoteSocketAddress(), null);
  }

  @Override
  public void refused(SocketAddress client, boolean peerIsFull) {
    record(peerIsFull ? Reason.ADDRESS_LIMIT : Reason.CONNECTION_LIMIT, client, null);
  }

  @Override
  public void closedIdle(EndPoint idle) {
    cut(idle, Reason.GAVE_WAY);
  }

  /** How many were refused or closed because of a limit. */
  public long atLimits() {
    return LIMITS.stream()
        .mapToLong(reason -> Objects.requireNonNull(counts.get(reason)).sum())
        .sum();
  }

  private void record(Reason reason, @Nullable SocketAddress client, @Nullable String error) {
    Objects.requireNonNull(counts.get(reason)).increment();
    if (isLogged) {
      JsonObject line =
          JsonObject.EMPTY
              .with(
                  "client",
                  client instanceof InetSocketAddress inet && inet.getAddress() != null
                      ? inet.getAddress().getHostAddress()
                      : null)
              .with("reason", reason.word);
      log.info("connection_lost", error == null ? line : line.with("error", error));
    }
  }

  @Override
  public void registerAt(PrometheusRegistry metrics) {
    CounterWithCallback.builder()
        .name(FAMILY)
        .help(
            "Connections refused, or closed before the request was complete or its response was"
                + " read.")
        .labelNames("reason")
        .callback(
            page -> counts.forEach((reason, count) -> page.call((double) count.sum(), reason.word)))
        .register(metrics);
  }
}
