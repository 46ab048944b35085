package io.noetl.runtime.endpoint.task;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the carrier threads of virtual threads alive. The JVM ends carriers that are idle for 30 s,
 * and starts them again on demand. When that fails once, it never retries; once this has happened
 * for every processor, no request is answered any more.
 */
public final class CarrierThreads {

  public static final Duration PAUSE = Duration.ofSeconds(10);

  private static final long LONGEST_NANOS = Duration.ofMillis(50).toNanos();

  private CarrierThreads() {}

  /** Occupies all carriers at the same time, which starts those that are missing. */
  public static void wake() {
    int all = Runtime.getRuntime().availableProcessors();
    AtomicInteger awake = new AtomicInteger();
    long end = System.nanoTime() + LONGEST_NANOS;
    for (int i = 0; i < all; i++) {
      Thread.startVirtualThread(() -> {
        awake.incrementAndGet();
        // Spins, because a thread that blocks would release its carrier.
        while (awake.get() < all && System.nanoTime() - end < 0) {
          Thread.onSpinWait();
        }
      });
    }
  }
}
