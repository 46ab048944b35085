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

  /** Begins a call, which {@link #end} ends; false when the limit is reached. */
  public boolean tryBegin() {
    boolean entered = free.tryAcquire();
    if (!entered) {
      refused.increment();
    }
    return entered;
  }

  /** Ends a call. */
  public void end() {
    free.release();
  }

  /** How many calls are running. */
  public int inFlight() {
    return most - free.availablePermits();
  }

  /** How many calls were refused since the start. */
  public long refused() {
    return refused.sum();
  }
}
