package io.noetl.runtime.service.batch;

import java.util.concurrent.locks.Condition;

/** The time of a {@link BatchProcessor}; a test moves its own. */
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
      };

  /** As {@link System#nanoTime}. */
  long nanoTime();

  /** As {@link Condition#awaitNanos}: waits for a signal; gives how many nanoseconds are left. */
  long await(Condition condition, long nanos) throws InterruptedException;
}
