package io.noetl.runtime.endpoint.limits;

import java.util.function.LongSupplier;

/**
 * Triggers a garbage collection after a wave of refusals. Without one the heap keeps its size, and
 * the buffers of closed connections stay, until the JVM needs memory.
 *
 * <p>Not thread-safe.
 */
public final class MemoryRelease {

  /** Fewer refusals are no wave. */
  private static final int WAVE = 50;

  /** After so many ticks without a refusal the wave is over. */
  private static final int CALM_TICKS = 2;

  private final LongSupplier refusals;
  private final Runnable release;
  private long seen;
  private long before;
  private int calm;

  /**
   * Watches a count.
   *
   * @param refusals the total number of refusals
   * @param release releases the memory
   */
  public MemoryRelease(LongSupplier refusals, Runnable release) {
    this.refusals = refusals;
    this.release = release;
  }

  /** Checks the count; to be called about once a second. */
  public void tick() {
    long now = refusals.getAsLong();
    calm = now == seen ? calm + 1 : 0;
    seen = now;
    if (calm == CALM_TICKS && now - before >= WAVE) {
      release.run();
    }
    if (calm >= CALM_TICKS) {
      before = now;
    }
  }
}
