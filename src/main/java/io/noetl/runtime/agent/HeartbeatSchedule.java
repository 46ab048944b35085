package io.noetl.runtime.agent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When beats are due: a fixed distance apart, each a tenth of it early or late at most, so that
 * neither a slow answer nor the jitter adds up.
 */
final class HeartbeatSchedule {

  private final long start;
  private final long interval;
  private final RandomGenerator chance;

  /**
   * A schedule whose first beat is due within {@code splay}.
   *
   * @param now in nanoseconds
   */
  HeartbeatSchedule(long now, Duration interval, Duration splay, RandomGenerator chance) {
    this.start = now + (splay.isZero() ? 0 : chance.nextLong(splay.toNanos() + 1));
    this.interval = interval.toNanos();
    this.chance = chance;
  }

  long first() {
    return start;
  }

  /**
   * The next beat after one at {@code now}, scheduled or not; those that should have been before
   * are left out.
   */
  long next(long now) {
    long jitter = interval / 10;
    // What comes up to a jitter before its moment is that moment's beat.
    long number = (now - start + jitter) / interval + 1;
    return start + number * interval + chance.nextLong(-jitter, jitter + 1);
  }
}
