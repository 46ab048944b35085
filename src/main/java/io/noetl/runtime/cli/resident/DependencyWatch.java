package io.noetl.runtime.cli.resident;

import io.noetl.runtime.cli.process.MonotonicClock;
import io.noetl.runtime.schema.RuntimeApiException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks again and again whether the dependencies of a running component are met. */
final class DependencyWatch implements AutoCloseable {

  private final Supplier<List<String>> lacking;
  private final Consumer<String> blocked;
  private final Runnable unblocked;
  private boolean isBlocked;
  private volatile boolean isClosed;

  /**
   * A watch that has not begun.
   *
   * @param lacking the dependencies that are not met now
   * @param blocked takes a sentence, once each time that the component is blocked
   * @param unblocked is called when it is not blocked any more
   */
  DependencyWatch(Supplier<List<String>> lacking, Consumer<String> blocked, Runnable unblocked) {
    this.lacking = lacking;
    this.blocked = blocked;
    this.unblocked = unblocked;
  }

  /** Looks now; what the registry does not tell stays as it was. */
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
    isBlocked = !now.isEmpty();
    if (isBlocked) {
      blocked.accept("blocked: " + String.join(", ", now));
    } else {
      unblocked.run();
    }
  }

  /** Looks each time that an interval is over, on a thread of its own. */
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
