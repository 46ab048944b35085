package io.noetl.runtime.endpoint.task;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CarrierThreadsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void everyProcessorHasACarrierThread() throws InterruptedException {
    int wanted = Runtime.getRuntime().availableProcessors();
    long end = System.nanoTime() + PATIENCE.toNanos();
    // On a busy machine, one may finish before the next begins.
    while (carriers() < wanted && System.nanoTime() - end < 0) {
      CarrierThreads.wake();
      Thread.sleep(20);
    }
    assertTrue(carriers() >= wanted, carriers() + " of " + wanted);
  }

  private static long carriers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getClass().getSimpleName().equals("CarrierThread"))
        .count();
  }
}
