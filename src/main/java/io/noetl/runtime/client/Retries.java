package io.noetl.runtime.client;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The retry policy: exponential backoff from 0.5 s to 10 s with full jitter, and never less than
 * {@code Retry-After}.
 *
 * @param extra the number of retries after the first attempt
 * @param deadline the time limit of all attempts of one call together, waits included
 * @param forAll whether the deadline covers all calls of a client together
 * @param chance the source of the jitter
 * @param time the clock, which also waits
 */
public record Retries(
    int extra, Duration deadline, boolean forAll, RandomGenerator chance, Time time) {

  /** A deadline for each call. */
  public Retries(int extra, Duration deadline, RandomGenerator chance, Time time) {
    this(extra, deadline, false, chance, time);
  }

  /** The deadline of all calls of a client, in nanoseconds of its clock. */
  long giveUpForAll() {
    return forAll ? time.nanos() + deadline.toNanos() : Long.MAX_VALUE;
  }

  private static final Duration BASE = Duration.ofMillis(500);
  private static final Duration CAP = Duration.ofSeconds(10);

  /** A single attempt. */
  public static final Retries NONE =
      new Retries(0, Duration.ofDays(1), RandomGenerator.getDefault(), Time.REAL);

  /** The delay before a retry; the first retry is number 1. */
  Duration delay(int repetition, @Nullable Duration retryAfter) {
    long ceiling = Math.min(CAP.toNanos(), BASE.toNanos() << Math.min(repetition - 1, 10));
    Duration jittered = Duration.ofNanos(chance.nextLong(ceiling + 1));
    return retryAfter != null && retryAfter.compareTo(jittered) > 0 ? retryAfter : jittered;
  }

  /** The clock of the retries, which a test replaces. */
  public interface Time {

    /** The monotonic clock of this machine. */
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

    /** Nanoseconds since an arbitrary origin. */
    long nanos();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;
  }
}
