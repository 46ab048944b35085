package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process or thread brings about. */
public final class Eventually {

  private Eventually() {}

  /** Asks until it holds; fails when the limit has passed. */
  public static void holds(Duration limit, Callable<Boolean> condition) {
    long start = System.nanoTime();
    while (!holds(condition)) {
      assertTrue(System.nanoTime() - start < limit.toNanos(), "did not come to pass in " + limit);
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Prepares an act and times it; a machine that was busy elsewhere has three tries. */
  public static void takes(Duration limit, Callable<Runnable> preparation) throws Exception {
    List<Duration> took = new ArrayList<>();
    while (took.isEmpty() || took.getLast().compareTo(limit) > 0) {
      assertTrue(took.size() < 3, "not within " + limit + ": " + took);
      Runnable act = preparation.call();
      long start = System.nanoTime();
      act.run();
      took.add(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
