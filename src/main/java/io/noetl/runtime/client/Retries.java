package io.noetl.runtime.client;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a request is tried again, and how long to wait before: full jitter on an exponential
 * back-off from 0.5 s to 10 s, and never less than the server asks for.
 *
 * @param extra how many tries there are after the first
 * @param deadline how long all tries of one call may take together, waits included
 * @param forAll whether the deadline is for all calls of a client together
 * @param chance draws the jitter
 * @param time measures and waits
 */
public record Retries(
    int extra, Duration deadline, boolean forAll, RandomGenerator chance, Time time) {

  /** A deadline for each call. */
  public Retries(int extra, Duration deadline, RandomGenerator chance, Time time) {
    this(extra, deadline, false, chance, time);
  }

  /** When all calls of a client have to be done, in nanoseconds of its time. */
  long giveUpForAll() {
    return forAll ? time.nanos() + deadline.toNanos() : Long.MAX_VALUE;
  }

  private static final Duration BASE = Duration.ofMillis(500);
  private static final Duration CAP = Duration.ofSeconds(10);

  /** One try. */
  public static final Retries NONE =
      new Retries(0, Duration.ofDays(1), RandomGenerator.getDefault(), Time.REAL);

  /** How long to wait before a try; the first repetition is number 1. */
  Duration delay(int repetition, @Nullable Duration retryAfter) {
    long ceiling = Math.min(CAP.toNanos(), BASE.toNanos() << Math.min(repetition - 1, 10));
    Duration jittered = Duration.ofNanos(chance.nextLong(ceiling + 1));
    return retryAfter != null && retryAfter.compareTo(jittered) > 0 ? retryAfter : jittered;
  }

  /** Time as the retries see it, so that a test need not wait. */
  public interface Time {

    /** The time of this machine, by a clock that nobody sets. */
    Time REAL =
        new Time() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
          }
        };

    /** Nanoseconds since some moment. */
    long nanos();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;
  }
}
