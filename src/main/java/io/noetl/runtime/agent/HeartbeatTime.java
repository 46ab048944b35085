package io.noetl.runtime.agent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The clock and the waiting of the resident commands; tests move a clock of their own. */
public interface HeartbeatTime {

  /** The monotonic clock of this machine. */
  HeartbeatTime SYSTEM =
      new HeartbeatTime() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void await(Semaphore wakeUp, Duration atMost) throws InterruptedException {
          if (wakeUp.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)) {
            wakeUp.drainPermits();
          }
        }
      };

  /** Nanoseconds since some moment. */
  long nanos();

  /** Waits for a permit of {@code wakeUp}, of which it takes all, or until the time is over. */
  void await(Semaphore wakeUp, Duration atMost) throws InterruptedException;

  /** Waits. */
  default void sleep(Duration duration) throws InterruptedException {
    await(new Semaphore(0), duration);
  }
}
