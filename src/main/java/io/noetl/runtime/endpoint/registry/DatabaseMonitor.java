package io.noetl.runtime.endpoint.registry;

import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Knows whether the database can be reached, and logs when that changes. */
public final class DatabaseMonitor {

  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final ServerLog log;
  private final LongSupplier nanoTime;
  private final AtomicBoolean reachable = new AtomicBoolean(true);
  private final AtomicLong silentUntil;
  private volatile long lastOutage;
  private volatile long lastAnswer;

  /** A monitor that counts the start as the end of an outage: no heartbeat was received before. */
  public DatabaseMonitor(ServerLog log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
    this.lastOutage = nanoTime.getAsLong();
    this.lastAnswer = nanoTime.getAsLong();
    this.silentUntil = new AtomicLong(nanoTime.getAsLong());
  }

  public boolean isReachable() {
    return reachable.get();
  }

  /** When the database was last known to be unreachable, or heartbeats to be lost. */
  public long lastOutage() {
    return lastOutage;
  }

  /** Notes that heartbeats may have been lost until now, for another reason than the database. */
  public void missed() {
    lastOutage = nanoTime.getAsLong();
  }

  /** When the database answered last. */
  long lastAnswer() {
    return lastAnswer;
  }

  public void answered() {
    lastAnswer = nanoTime.getAsLong();
    if (!reachable.get() && reachable.compareAndSet(false, true)) {
      missed();
      log.info("database_reachable", ServerLog.with("message", "the database answers again"));
    }
  }

  /** Notes a failure, and logs the message of the database, which no answer contains. */
  public void failed(RuntimeApiException failure) {
    if (failure instanceof Unreachable) {
      missed();
      if (reachable.compareAndSet(true, false)) {
        log.warn("database_unreachable", ServerLog.with("message", failure.getMessage()));
      }
    } else {
      logAtIntervals(failure);
    }
  }

  /** At most one line a second: under load, one failure may occur a thousand times. */
  private void logAtIntervals(RuntimeApiException failure) {
    long now = nanoTime.getAsLong();
    long until = silentUntil.get();
    if (now - until >= 0 && silentUntil.compareAndSet(until, now + PAUSE)) {
      log.warn("database_failed", ServerLog.with("message", failure.getMessage()));
    }
  }
}
