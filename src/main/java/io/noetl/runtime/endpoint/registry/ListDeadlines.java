package io.noetl.runtime.endpoint.registry;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Answers lists that are late. A list has a longer deadline than other calls, because it may wait
 * for others and be long itself. But when the database has answered no call at all for the time of
 * a normal deadline, it is probed for one row; when the probe fails, too, the waiting lists are
 * answered at once.
 *
 * <p>{@link #tick} is for one thread.
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
   * @param longest the time limit of a list, waiting included
   * @param silence the time in which the database is expected to answer some call
   * @param look reads one row; throws when the database does not answer
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

  /** Runs {@code late} when the list is late, unless the call is claimed before. */
  Deadlines.Watched watch(Runnable late) {
    return lists.watch(late);
  }

  /** Answers the lists that are late; to be called many times within a deadline. */
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
          // The lists are answered by their deadline.
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
