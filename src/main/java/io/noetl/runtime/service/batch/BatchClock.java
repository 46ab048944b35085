package io.noetl.runtime.service.batch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** The time of batches and throttled lists; a test moves its own. */
interface BatchClock {

  /** The time of the machine. */
  BatchClock SYSTEM =
      new BatchClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // The caller waits in a loop.
        public long await(Condition condition, long nanos) throws InterruptedException {
          return condition.awaitNanos(nanos);
        }

        @Override
        public void sleep(long nanos) {
          try {
            TimeUnit.NANOSECONDS.sleep(nanos);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        }
      };

  /** As {@link System#nanoTime}. */
  long nanoTime();

  /** As {@link Condition#awaitNanos}: waits for a signal; gives how many nanoseconds are left. */
  long await(Condition condition, long nanos) throws InterruptedException;

  /** Sleeps; returns early when the thread is interrupted. */
  void sleep(long nanos);
}
