package io.noetl.runtime.endpoint.limits;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets a few do their work at a time, in the order in which they came. */
public final class Turns {

  private final Semaphore free;

  /** Turns of so many at once. */
  public Turns(int atOnce) {
    this.free = new Semaphore(atOnce, true);
  }

  /**
   * Waits for a turn, and does the work in it.
   *
   * @throws Abandoned when nobody waits for the work any more by then
   */
  public <T> T take(Caller caller, Supplier<T> work) {
    free.acquireUninterruptibly();
    try {
      if (caller.isGone()) {
        throw new Abandoned();
      }
      return work.get();
    } finally {
      free.release();
    }
  }
}
