package io.noetl.runtime.endpoint.limits;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** Limits how many calls run at once; refuses those above the limit. */
public final class InFlightLimit {

  private final int most;
  private final Semaphore free;
  private final LongAdder refused = new LongAdder();

  /** A limit of so many calls. */
  public InFlightLimit(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /** Takes a place, which {@link #leave} gives back; false and counted where there is none. */
  public boolean enter() {
    boolean entered = free.tryAcquire();
    if (!entered) {
      refused.increment();
    }
    return entered;
  }

  /** Gives the place back. */
  public void leave() {
    free.release();
  }

  /** How many places are taken. */
  public int inside() {
    return most - free.availablePermits();
  }

  /** How many found no place, since the start. */
  public long refused() {
    return refused.sum();
  }
}
