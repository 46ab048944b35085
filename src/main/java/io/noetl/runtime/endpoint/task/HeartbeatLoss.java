package io.noetl.runtime.endpoint.task;

import io.noetl.runtime.endpoint.route.Route;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Detects that this server lost many heartbeats. A server that answers them with errors, or drops
 * connections at its limits, must not mark their senders offline.
 *
 * <p>Not thread-safe.
 */
public final class HeartbeatLoss {

  /** One of so many heartbeats may be lost: its sender retries before it counts as offline. */
  private static final int TOLERATED = 10;

  private static final int SERVER_ERROR = 500;

  private final List<Route> routes;
  private final LongSupplier dropped;
  private long all;
  private long refused;

  /**
   * Watches the answers of routes.
   *
   * @param dropped how many connections and bodies were dropped unread
   */
  public HeartbeatLoss(List<Route> routes, LongSupplier dropped) {
    this.dropped = dropped;
    this.routes = routes.stream().filter(HeartbeatLoss::takesHeartbeats).toList();
  }

  private static boolean takesHeartbeats(Route route) {
    return route.method().equals("POST")
        && (route.path().endsWith("/heartbeat") || route.path().endsWith("/register"));
  }

  /** Whether more than one in ten was lost since the last call. */
  boolean wasHigh() {
    long refusedNow = dropped.getAsLong();
    long allNow = refusedNow;
    for (Route route : routes) {
      allNow += route.timings().count(0);
      refusedNow += route.timings().count(SERVER_ERROR);
    }
    boolean high = (refusedNow - refused) * TOLERATED > allNow - all;
    all = allNow;
    refused = refusedNow;
    return high;
  }
}
