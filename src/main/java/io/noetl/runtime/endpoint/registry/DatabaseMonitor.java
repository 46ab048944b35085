package io.noetl.runtime.endpoint.registry;

import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Knows whether the database can be reached, and tells the log when that changes. */
public final class DatabaseMonitor {

  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final ServerLog log;
  private final LongSupplier nanoTime;
  private final AtomicBoolean reachable = new AtomicBoolean(true);
  private final AtomicLong silentUntil;
  private volatile long lastOutage;
  private volatile long lastAnswer;

  /** A watch that counts the start as the end of an outage: nobody was heard before. */
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

  /** The last moment at which the database is known to have been away, or nobody was listening. */
  public long lastOutage() {
    return lastOutage;
  }

  /** Nobody listened until now, for another reason than the database. */
  public void missed() {
    lastOutage = nanoTime.getAsLong();
  }

  /** The last moment at which the database gave somebody something. */
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

  /** Notes a failure; what the database said stands here and in no answer. */
  public void failed(RuntimeApiException failure) {
    if (failure instanceof Unreachable) {
      missed();
      if (reachable.compareAndSet(true, false)) {
        log.warn("database_unreachable", ServerLog.with("message", failure.getMessage()));
      }
    } else {
      tellNowAndThen(failure);
    }
  }

  /** Under load one failure comes a thousand times. */
  private void tellNowAndThen(RuntimeApiException failure) {
    long now = nanoTime.getAsLong();
    long until = silentUntil.get();
    if (now - until >= 0 && silentUntil.compareAndSet(until, now + PAUSE)) {
      log.warn("database_failed", ServerLog.with("message", failure.getMessage()));
    }
  }
}
