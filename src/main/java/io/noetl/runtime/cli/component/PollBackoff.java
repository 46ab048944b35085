package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.process.MonotonicClock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between polls that grow up to a maximum, until a timeout. */
public final class PollBackoff {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final MonotonicClock time;
  private final RandomGenerator chance;
  private final long end;
  private Duration next = FIRST;

  public PollBackoff(MonotonicClock time, RandomGenerator chance, Duration patience) {
    this.time = time;
    this.chance = chance;
    this.end = time.nanos() + patience.toNanos();
  }

  /** Pauses until the next poll, at most until the timeout; false once it has passed. */
  public boolean pause() throws InterruptedException {
    long left = end - time.nanos();
    if (left <= 0) {
      return false;
    }
    // Jitter of 25 %, so that many clients do not poll at the same moment.
    long pause = next.toNanos() * 3 / 4 + chance.nextLong(next.toNanos() / 2);
    time.sleep(Duration.ofNanos(Math.min(left, pause)));
    Duration longer = next.multipliedBy(3).dividedBy(2);
    next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    return true;
  }
}
