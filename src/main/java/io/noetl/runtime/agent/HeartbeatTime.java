package io.noetl.runtime.agent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Time as the loop sees it, so that a test need not wait. */
public interface HeartbeatTime {

  /** The time of this machine, by a clock that nobody sets. */
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

  /** Waits until somebody releases {@code wakeUp}, whose permits it takes, or the time is over. */
  void await(Semaphore wakeUp, Duration atMost) throws InterruptedException;
}
