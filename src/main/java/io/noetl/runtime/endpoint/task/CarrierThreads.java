package io.noetl.runtime.endpoint.task;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the threads that carry virtual ones. The JVM ends those that had nothing to do for 30 s,
 * and starts them again with the next request; one that cannot be started then is never tried
 * again, and after as many as there are processors no request is answered any more.
 */
public final class CarrierThreads {

  public static final Duration PAUSE = Duration.ofSeconds(10);

  private static final long LONGEST_NANOS = Duration.ofMillis(50).toNanos();

  private CarrierThreads() {}

  /** Gives every one of them something to do, at the same time, which starts those that lack. */
  public static void wake() {
    int all = Runtime.getRuntime().availableProcessors();
    AtomicInteger awake = new AtomicInteger();
    long end = System.nanoTime() + LONGEST_NANOS;
    for (int i = 0; i < all; i++) {
      Thread.startVirtualThread(() -> {
        awake.incrementAndGet();
        // A thread that blocked here would hand its carrier to the next one.
        while (awake.get() < all && System.nanoTime() - end < 0) {
          Thread.onSpinWait();
        }
      });
    }
  }
}
