package io.noetl.runtime;

import io.noetl.runtime.cli.process.MonotonicClock;
import java.time.Duration;

/** The time of this machine. */
final class SystemMonotonicClock implements MonotonicClock {

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }
}
