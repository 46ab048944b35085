package io.noetl.runtime.cli.resident;

import io.noetl.runtime.cli.process.MonotonicClock;
import io.noetl.runtime.schema.RuntimeApiException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Checks at an interval whether the dependencies of a running component are met. */
final class DependencyWatch implements AutoCloseable {

  private final Supplier<List<String>> lacking;
  private final Predicate<String> blocked;
  private final Runnable unblocked;
  private boolean isBlocked;
  private volatile boolean isClosed;

  /**
   * A watch that has not begun.
   *
   * @param lacking the dependencies that are not met now
   * @param blocked takes a sentence, once each time that the component is blocked; false to get it
   *     again with the next check
   * @param unblocked is called when it is no longer blocked
   */
  DependencyWatch(Supplier<List<String>> lacking, Predicate<String> blocked, Runnable unblocked) {
    this.lacking = lacking;
    this.blocked = blocked;
    this.unblocked = unblocked;
  }

  /** Checks now; if the registry does not answer, the state stays as it was. */
  void check() {
    List<String> now;
    try {
      now = lacking.get();
    } catch (RuntimeApiException outage) {
      // The heartbeats report an outage.
      return;
    }
    if (isClosed || now.isEmpty() != isBlocked) {
      return;
    }
    if (isBlocked) {
      isBlocked = false;
      unblocked.run();
    } else {
      isBlocked = blocked.test("blocked: " + String.join(", ", now));
    }
  }

  /** Checks after each interval, on a new thread. */
  DependencyWatch every(Duration interval, MonotonicClock clock) {
    Thread.ofPlatform()
        .name("dependencies")
        .daemon()
        .start(() -> {
          try {
            while (!isClosed) {
              clock.sleep(interval);
              check();
            }
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException closed) {
            if (!isClosed) {
              throw closed;
            }
          }
        });
    return this;
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
