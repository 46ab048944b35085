package io.noetl.runtime.cli.process;

import java.time.Duration;

/** The time that passes, by a clock that nobody sets. */
public interface MonotonicClock {

  /** Nanoseconds since some moment. */
  long nanos();

  /** Waits. */
  void sleep(Duration duration) throws InterruptedException;
}
