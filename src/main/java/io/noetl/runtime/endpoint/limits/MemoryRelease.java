package io.noetl.runtime.endpoint.limits;

import java.util.function.LongSupplier;

/**
 * Has memory given back once a storm of refusals is over: the heap that it took would stay as large
 * as it was, and so would the buffers of connections that were cut, until the JVM needs room.
 *
 * <p>Not for several threads.
 */
public final class MemoryRelease {

  /** Fewer refusals are no storm. */
  private static final int STORM = 50;

  /** After so many looks without another refusal it is over. */
  private static final int CALM = 2;

  private final LongSupplier refusals;
  private final Runnable giveBack;
  private long seen;
  private long before;
  private int calm;

  /**
   * Watches a count.
   *
   * @param refusals how many there were, ever
   * @param giveBack has memory given back
   */
  public MemoryRelease(LongSupplier refusals, Runnable giveBack) {
    this.refusals = refusals;
    this.giveBack = giveBack;
  }

  /** Looks at the count; to be called about once a second. */
  public void tick() {
    long now = refusals.getAsLong();
    calm = now == seen ? calm + 1 : 0;
    seen = now;
    if (calm == CALM && now - before >= STORM) {
      giveBack.run();
    }
    if (calm >= CALM) {
      before = now;
    }
  }
}
