package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends the calls that one request of the port needs, under one deadline, and retries transient
 * failures. Every call of this API is idempotent, so a retry is safe even when the first answer was
 * lost.
 */
final class RetryingTransport {

  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  private final HttpTransport transport;
  private final Retries retries;
  private final Consumer<String> trace;
  private final long giveUp;

  /**
   * Starts the deadline.
   *
   * @param latest the time at which the last attempt must have ended, whatever the deadline of one
   *     call
   */
  RetryingTransport(HttpTransport transport, Retries retries, Consumer<String> trace, long latest) {
    this.transport = transport;
    this.retries = retries;
    this.trace = trace;
    this.giveUp = Math.min(latest, retries.time().nanos() + retries.deadline().toNanos());
  }

  /** Sends one call and retries it while it fails for a transient reason. */
  HttpAnswer send(Call call) {
    return send(call, answer -> false);
  }

  /**
   * Sends one call until it has a final answer, the attempts are used up or the deadline would
   * pass.
   *
   * @param isFinal accepts answers that look like a transient failure but are final
   */
  HttpAnswer send(Call call, Predicate<HttpAnswer> isFinal) {
    for (int repetition = 1; ; repetition++) {
      try {
        HttpAnswer answer = transport.send(call, left());
        if (!PASSING.contains(answer.status()) || isFinal.test(answer)) {
          return answer;
        }
        if (!waitBefore(repetition, answer.retryAfter(), "status " + answer.status())) {
          return answer;
        }
      } catch (RuntimeApiException.Unreachable unreachable) {
        // An untrusted certificate stays untrusted.
        if (!unreachable.isTransient()
            || !waitBefore(repetition, null, String.valueOf(unreachable.getMessage()))) {
          throw unreachable;
        }
      }
    }
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(1, giveUp - retries.time().nanos()));
  }

  /** Waits before the next attempt; false where there is none, or it could not start in time. */
  private boolean waitBefore(int repetition, @Nullable Duration retryAfter, String why) {
    if (repetition > retries.extra()) {
      return false;
    }
    Duration delay = retries.delay(repetition, retryAfter);
    if (delay.compareTo(left()) >= 0) {
      return false;
    }
    trace.accept(
        "* "
            + why
            + ": try "
            + (repetition + 1)
            + " of "
            + (retries.extra() + 1)
            + " in "
            + delay.toMillis()
            + " ms");
    try {
      retries.time().sleep(delay);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RuntimeApiException.TimedOut(
          "interrupted between two tries", Details.causedBy(interrupted));
    }
  }
}
