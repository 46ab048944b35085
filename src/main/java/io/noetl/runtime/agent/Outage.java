package io.noetl.runtime.agent;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The time from a failed heartbeat to one that succeeds, and the delay before the next try. */
final class Outage {

  private static final long BASE = Duration.ofMillis(500).toNanos();

  /** A component must not become stale because a server asks for a long pause. */
  private static final long LONGEST_RETRY_AFTER = Duration.ofMinutes(5).toNanos();

  private final long since;
  private final long interval;
  private final RandomGenerator chance;
  private int failures;

  Outage(long since, Duration interval, RandomGenerator chance) {
    this.since = since;
    this.interval = interval.toNanos();
    this.chance = chance;
  }

  /** Counts a failure, and gives the number of them. */
  int fail() {
    return ++failures;
  }

  Duration lasts(long now) {
    return Duration.ofNanos(now - since);
  }

  /** The number of heartbeats missed: the first that failed, and those that were due since. */
  long missed(long now) {
    return 1 + (now - since) / interval;
  }

  /** How long to wait before the next try: full jitter, and never less than the server asks for. */
  long delay(@Nullable Duration retryAfter) {
    long ceiling = Math.min(interval, BASE << Math.min(failures - 1, 20));
    long jittered = chance.nextLong(ceiling + 1);
    return retryAfter == null
        ? jittered
        : Math.max(jittered, Math.min(LONGEST_RETRY_AFTER, retryAfter.toNanos()));
  }
}
