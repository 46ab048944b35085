package io.noetl.runtime.service.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.noetl.runtime.service.batch.BatchProcessor.Limits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Under load, a batch waits briefly for more requests. */
class BatchLingerTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration MAX_LINGER = Duration.ofMillis(2);
  private static final Duration NO_TIME = Duration.ZERO;

  /** After a batch of ten requests, so that a batch lingers for four. */
  private static BatchScript loaded(int maxBatches, Duration maxLinger) {
    BatchScript script = new BatchScript(new Limits(100, maxBatches, TIMEOUT, maxLinger));
    script.submit("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    script.runWorkers();
    assertEquals(List.of("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"), script.batches());
    return script;
  }

  @Test
  void nextBatchLingersForAShareOfTheRecentConcurrency() {
    BatchScript script = loaded(1, MAX_LINGER);
    script.during(2, () -> script.submit("b"));
    script.whileLingering(NO_TIME, () -> script.submit("c"));
    script.whileLingering(NO_TIME, () -> script.submit("d"));

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("[a]", "[b, c, d]"), script.batches().subList(1, 3));
    assertEquals(2, script.waits());
  }

  @Test
  void batchBesideAnotherLingersToo() {
    BatchScript script = loaded(2, MAX_LINGER);
    script.whileLingering(NO_TIME, () -> script.submit("c"));
    script.whileLingering(NO_TIME, () -> script.submit("d"));
    script.during(
        2,
        () -> {
          script.submit("b");
          assertEquals(1, script.runWorkers());
        });

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("[a]", "[b, c, d]"), script.batches().subList(1, 3));
  }

  @Test
  void lingeringEndsWithItsTime() {
    BatchScript script = loaded(1, MAX_LINGER);
    script.during(2, () -> script.submit("b"));
    script.whileLingering(Duration.ofMillis(1), () -> {});
    script.whileLingering(Duration.ofMillis(1), () -> {});

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("[a]", "[b]"), script.batches().subList(1, 3));
    assertEquals(2, script.waits());
  }

  @Test
  void firstBatchDoesNotLinger() {
    BatchScript script = loaded(1, MAX_LINGER);

    script.submit("a");
    script.runWorkers();

    assertEquals("[a]", script.batches().getLast());
    assertEquals(0, script.waits());
  }

  /** Of ten requests, nine are being processed: no other can arrive. */
  @Test
  void batchDoesNotLingerForRequestsThatAreRunning() {
    BatchScript script = loaded(2, MAX_LINGER);
    script.during(
        2,
        () -> {
          script.submit("last");
          script.runWorkers();
          assertEquals("[last]", script.batches().getLast());
        });

    script.submit("a", "b", "c", "d", "e", "f", "g", "h", "i");
    script.runWorkers();

    assertEquals(0, script.waits());
  }

  @Test
  void timeoutOfABatchStartsAfterItsLinger() {
    BatchScript script = loaded(1, Duration.ofMinutes(10));
    script.during(2, () -> script.submit("b"));
    script.whileLingering(
        TIMEOUT.multipliedBy(2),
        () -> {
          script.move(TIMEOUT.plusNanos(1));
          script.submit("c");
          assertEquals(0, script.runWorkers(), "the lingering worker is not replaced");
        });
    script.whileLingering(NO_TIME, () -> script.submit("d"));
    script.whileLingering(Duration.ofMinutes(10), () -> {});
    script.during(
        3,
        () -> {
          script.submit("e");
          assertEquals(0, script.runWorkers(), "nor is its batch");
        });

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("[a]", "[b, c, d]", "[e]"), script.batches().subList(1, 4));
  }

  @Test
  void workerThatWasReplacedDoesNotLinger() {
    BatchScript script = loaded(1, MAX_LINGER);
    script.during(
        2,
        () -> {
          script.move(TIMEOUT.plusNanos(1));
          script.submit("b");
          assertEquals(1, script.runWorkers());
          assertEquals("[b]", script.batches().getLast());
        });

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("[a]", "[b]"), script.batches().subList(1, 3));
    assertEquals(0, script.waits());
    assertFalse(script.processor().isRunning());
  }
}
