package io.noetl.runtime.endpoint.task;

import io.noetl.runtime.endpoint.route.Route;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Whether this server hears who beats: one that refuses many heartbeats, under load or because the
 * database cannot write, must not take components for silent that it sent away. Neither must one
 * that ends connections for want of room.
 *
 * <p>Not for several threads.
 */
public final class HeartbeatLoss {

  /**
   * Of so many heartbeats one may be refused: its sender tries again before it counts as silent.
   */
  private static final int MOST_HEARD = 10;

  private static final int SERVER_ERROR = 500;

  private final List<Route> beats;
  private final LongSupplier unheard;
  private long all;
  private long refused;

  /**
   * Listens to the answers of routes.
   *
   * @param unheard how many connections were ended for want of room, with what they had to say
   */
  public HeartbeatLoss(List<Route> routes, LongSupplier unheard) {
    this.unheard = unheard;
    this.beats = routes.stream().filter(HeartbeatLoss::takesBeats).toList();
  }

  private static boolean takesBeats(Route route) {
    return route.method().equals("POST")
        && (route.path().endsWith("/heartbeat") || route.path().endsWith("/register"));
  }

  /** Whether more than one in ten was refused since the last look. */
  boolean wasDeaf() {
    long refusedNow = unheard.getAsLong();
    long allNow = refusedNow;
    for (Route route : beats) {
      allNow += route.timings().count(0);
      refusedNow += route.timings().count(SERVER_ERROR);
    }
    boolean deaf = (refusedNow - refused) * MOST_HEARD > allNow - all;
    all = allNow;
    refused = refusedNow;
    return deaf;
  }
}
