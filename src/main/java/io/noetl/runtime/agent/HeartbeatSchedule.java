package io.noetl.runtime.agent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When heartbeats are due: at a fixed interval, each at most a tenth of it early or late. Neither a
 * slow answer nor the jitter accumulates.
 */
final class HeartbeatSchedule {

  private final long start;
  private final long interval;
  private final RandomGenerator chance;

  /**
   * A schedule whose first heartbeat is due within {@code splay}.
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
   * The next heartbeat after one at {@code now}, scheduled or not; those that were due before are
   * skipped.
   */
  long next(long now) {
    long jitter = interval / 10;
    // A heartbeat up to one jitter early counts as the scheduled one.
    long number = (now - start + jitter) / interval + 1;
    return start + number * interval + chance.nextLong(-jitter, jitter + 1);
  }
}
