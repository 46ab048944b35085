package io.noetl.runtime.endpoint.task;

import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.registry.DatabaseMonitor;
import io.noetl.runtime.endpoint.task.SweepMetrics.Result;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.maintenance.RuntimeMaintenance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Marks components without heartbeats offline, unless this server may have missed the heartbeats.
 *
 * <p>Not thread-safe.
 */
public final class Sweeper {

  /** How many are marked at once, which bounds the memory. */
  private static final int PORTION = 5_000;

  private static final int MOST_NAMED = 20;

  private final RuntimeMaintenance maintenance;
  private final DatabaseMonitor database;
  private final HeartbeatLoss heartbeatLoss;
  private final ComponentKey own;
  private final Duration every;
  private final Duration offlineAfter;
  private final ServerLog log;
  private final SweepMetrics counts;
  private final LongSupplier nanoTime;
  private long lastTick;
  private @Nullable Long heldBackSince;

  /**
   * A sweeper; {@link #tick} runs it.
   *
   * @param own the component of this server, which is never marked
   */
  public Sweeper(
      RuntimeMaintenance maintenance,
      DatabaseMonitor database,
      HeartbeatLoss heartbeatLoss,
      ComponentKey own,
      Duration every,
      Duration offlineAfter,
      ServerLog log,
      SweepMetrics counts,
      LongSupplier nanoTime) {
    this.maintenance = maintenance;
    this.database = database;
    this.heartbeatLoss = heartbeatLoss;
    this.own = own;
    this.every = every;
    this.offlineAfter = offlineAfter;
    this.log = log;
    this.counts = counts;
    this.nanoTime = nanoTime;
    this.lastTick = nanoTime.getAsLong();
  }

  /** Runs one sweep; to be called at the interval of sweeps. */
  public void tick() {
    long now = nanoTime.getAsLong();
    // A process that refused many heartbeats, was stopped or got no processor time has missed some.
    if (heartbeatLoss.wasHigh() || now - lastTick > 2 * every.toNanos()) {
      database.missed();
    }
    lastTick = now;
    try {
      counts.count(sweep(now));
    } catch (RuntimeApiException failure) {
      database.failed(failure);
      counts.count(Result.FAILED);
    }
  }

  private Result sweep(long now) {
    long silent = maintenance.countUnresponsiveOthers(own, offlineAfter);
    database.answered();
    if (now - database.lastOutage() < offlineAfter.toNanos()) {
      return Result.WAITING;
    }
    if (silent == 0) {
      heldBackSince = null;
      return Result.NOTHING_SILENT;
    }
    if (mustHoldBack(silent, now)) {
      return Result.HELD_BACK;
    }
    List<String> first = new ArrayList<>();
    int count = 0;
    List<ComponentKey> portion;
    do {
      portion = maintenance.sweepOthers(own, offlineAfter, PORTION);
      count += portion.size();
      counts.marked(portion.size());
      portion.stream()
          .limit(MOST_NAMED - first.size())
          .forEach(key -> first.add(key.kind() + "/" + key.name()));
    } while (portion.size() == PORTION);
    heldBackSince = null;
    if (count > 0) {
      log.info("swept", JsonObject.EMPTY.with("count", count).with("components", first));
    }
    return Result.SWEPT;
  }

  /**
   * When most components stop sending heartbeats at once, a fault of the network is more likely.
   */
  private boolean mustHoldBack(long silent, long now) {
    int living = maintenance.countAlive();
    if (silent * 2 <= living) {
      heldBackSince = null;
      return false;
    }
    if (heldBackSince == null) {
      heldBackSince = now;
      log.warn(
          "sweep_held_back",
          JsonObject.EMPTY
              .with("silent", silent)
              .with("of", living)
              .with("until_s", offlineAfter.toSeconds())
              .with("message", "more than half of all components are silent at once"));
    }
    return now - heldBackSince < offlineAfter.toNanos();
  }
}
