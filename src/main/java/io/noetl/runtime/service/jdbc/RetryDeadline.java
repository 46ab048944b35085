package io.noetl.runtime.service.jdbc;

import java.sql.SQLException;
import java.time.Duration;

/** The time until which a statement is retried while the database is busy. */
public final class RetryDeadline {

  /** Long enough for another process to finish a statement and release its lock. */
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final long nanoTime;

  /** A deadline that is this far in the future. */
  public RetryDeadline(Duration timeout) {
    this.nanoTime = System.nanoTime() + timeout.toNanos();
  }

  public boolean hasPassed() {
    return System.nanoTime() - nanoTime > 0;
  }

  /**
   * Waits before the next attempt.
   *
   * @throws SQLException when the thread is interrupted
   */
  public void pause() throws SQLException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the database was busy", interrupted);
    }
  }
}
