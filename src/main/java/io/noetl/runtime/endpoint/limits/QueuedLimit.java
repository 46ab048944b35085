package io.noetl.runtime.endpoint.limits;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Limits how many calls run at once; those above the limit wait in their order. */
public final class QueuedLimit {

  private final Semaphore free;

  /** A limit of so many calls. */
  public QueuedLimit(int atOnce) {
    this.free = new Semaphore(atOnce, true);
  }

  /**
   * Waits until the call may run, and runs it.
   *
   * @throws ClientGone when the client has closed its connection meanwhile
   */
  public <T> T take(Caller caller, Supplier<T> work) {
    free.acquireUninterruptibly();
    try {
      if (caller.isGone()) {
        throw new ClientGone();
      }
      return work.get();
    } finally {
      free.release();
    }
  }
}
