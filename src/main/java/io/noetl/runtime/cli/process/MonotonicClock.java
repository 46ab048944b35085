package io.noetl.runtime.cli.process;

import java.time.Duration;

/** A monotonic clock for measuring and waiting. */
public interface MonotonicClock {

  /** Nanoseconds since an arbitrary moment. */
  long nanos();

  /** Waits for a duration. */
  void sleep(Duration duration) throws InterruptedException;
}
