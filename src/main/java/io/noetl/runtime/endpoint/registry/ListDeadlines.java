package io.noetl.runtime.endpoint.registry;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Answers in the place of lists that are late. A list has a longer time than other calls, since
 * others may be before it and each may be long; but while the database gives nobody anything for as
 * long as one answer may take, it is asked for one row, and when even that does not come, those who
 * wait for lists need not wait any longer.
 *
 * <p>Ticks are for one thread.
 */
public final class ListDeadlines {

  private final Deadlines lists;
  private final long silence;
  private final DatabaseMonitor database;
  private final Runnable look;
  private final LongSupplier nanoTime;
  private volatile boolean isLooking;
  private long lookBegun;

  /**
   * Deadlines of lists.
   *
   * @param longest the time for a list, waiting included
   * @param silence the time in which the database is expected to answer anybody
   * @param look asks the database for one row; throws where it does not give it
   */
  public ListDeadlines(
      Duration longest,
      Duration silence,
      DatabaseMonitor database,
      Runnable look,
      LongSupplier nanoTime) {
    this.lists = new Deadlines(longest.compareTo(silence) < 0 ? silence : longest, nanoTime);
    this.silence = silence.toNanos();
    this.database = database;
    this.look = look;
    this.nanoTime = nanoTime;
    this.lookBegun = nanoTime.getAsLong() - 2 * this.silence;
  }

  /** Runs {@code late} when the list is late, unless it is claimed before. */
  Deadlines.Watched watch(Runnable late) {
    return lists.watch(late);
  }

  /** Answers the lists that are late by now; to be called many times within a deadline. */
  public void tick() {
    lists.expire();
    long now = nanoTime.getAsLong();
    long before = now - silence;
    if (!lists.hasOneBegunBefore(before) || database.lastAnswer() - before > 0) {
      return;
    }
    if (!isLooking
        && (database.lastAnswer() - lookBegun > 0 || now - lookBegun - 2 * silence >= 0)) {
      lookBegun = now;
      begin();
    } else if (now - lookBegun - silence >= 0) {
      lists.expireBegunBefore(before);
    }
  }

  private void begin() {
    isLooking = true;
    try {
      Thread.startVirtualThread(() -> {
        try {
          look.run();
          database.answered();
        } catch (RuntimeException | Error noAnswer) {
          // Whatever kept it from answering, those who wait are told in time.
        } finally {
          isLooking = false;
        }
      });
    } catch (RuntimeException | Error noThread) {
      isLooking = false;
      throw noThread;
    }
  }
}
