package io.noetl.runtime.service.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.service.batch.BatchProcessor.Limits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which requests share a batch, and what becomes of their responses. */
class BatchProcessorTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static BatchScript script(int maxBatchSize, int maxBatches) {
    return new BatchScript(new Limits(maxBatchSize, maxBatches, TIMEOUT, Duration.ZERO));
  }

  @Test
  void requestsDuringABatchFormTheNextOne() {
    BatchScript script = script(100, 1);
    script.during(1, () -> script.submit("b", "c", "d"));

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("[a]", "[b, c, d]"), script.batches());
    assertEquals(List.of("A", "B", "C", "D"), script.responses());
    assertFalse(script.processor().isRunning());
  }

  @Test
  void requestOfTheRunningBatchIsProcessedAgain() {
    BatchScript script = script(100, 1);
    script.during(1, () -> script.submit("a"));

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("[a]", "[a]"), script.batches());
    assertEquals(List.of("A", "A"), script.responses());
  }

  @Test
  void equalPendingRequestsShareOneResponse() {
    BatchScript script = script(100, 1);
    script.during(
        1,
        () -> {
          CompletableFuture<String> pending = script.submit("b");
          assertSame(pending, script.submit("b"));
          assertNotSame(pending, script.submit("a"));
        });

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("[a]", "[b, a]"), script.batches());
    assertEquals(List.of("A", "B", "B", "A"), script.responses());
  }

  @Test
  void batchIsNotLargerThanItsLimit() {
    BatchScript script = script(2, 1);
    script.during(1, () -> script.submit("b", "c", "d", "e", "f"));

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("[a]", "[b, c]", "[d, e]", "[f]"), script.batches());
    assertEquals(List.of("A", "B", "C", "D", "E", "F"), script.responses());
  }

  @Test
  void exceptionOfTheHandlerCompletesTheResponsesThatAreLeft() {
    BatchScript script = script(100, 1);
    Unavailable busy = new Unavailable("busy", Details.NONE);
    script.during(
        1,
        () -> {
          script.complete("a");
          throw busy;
        });

    script.submit("a", "b");
    script.runWorkers();

    assertEquals(List.of("A", busy.toString()), script.responses());
  }

  @Test
  void callerGetsTheResponseOrTheExceptionOfTheHandler() {
    BatchProcessor<String, String> processor =
        new BatchProcessor<>(
            batch -> {
              if (batch.containsKey("bad")) {
                throw new Unavailable("busy", Details.NONE);
              }
              batch.forEach((request, response) -> response.complete(request.toUpperCase()));
            },
            new Limits(100, 1, TIMEOUT, Duration.ZERO),
            Runnable::run,
            BatchClock.SYSTEM);

    assertEquals("A", processor.submitAndWait("a"));
    assertEquals(
        "busy", assertThrows(Unavailable.class, () -> processor.submitAndWait("bad")).getMessage());
    assertEquals("B", processor.submitAndWait("b"));
  }

  @Test
  void callerWaitsNoLongerThanTheTimeout() {
    BatchProcessor<String, String> processor =
        new BatchProcessor<>(
            batch -> {},
            new Limits(100, 1, Duration.ofMillis(1), Duration.ZERO),
            worker -> {},
            BatchClock.SYSTEM);

    assertEquals(
        "the database did not answer within 1 ms",
        assertThrows(TimedOut.class, () -> processor.submitAndWait("a")).getMessage());
  }

  @Test
  void secondBatchRunsBesideTheFirst() {
    BatchScript script = script(100, 2);
    script.during(
        1,
        () -> {
          script.submit("b");
          script.runWorkers();
          assertEquals(List.of("[a]", "[b]", "[c, d]"), script.batches());
        });
    script.during(2, () -> script.submit("c", "d"));

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("A", "B", "C", "D"), script.responses());
  }

  @Test
  void requestIsNeverInTwoRunningBatches() {
    BatchScript script = script(100, 2);
    script.during(
        1,
        () -> {
          script.submit("a");
          assertEquals(0, script.runWorkers(), "the running worker takes it later");
          script.submit("b");
          script.runWorkers();
          assertEquals(List.of("[a]", "[b]"), script.batches());
        });

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("[a]", "[b]", "[a]"), script.batches());
    assertEquals(List.of("A", "A", "B"), script.responses());
  }

  @Test
  void batchBeyondItsTimeoutIsReplaced() {
    BatchScript script = script(100, 1);
    script.during(
        1,
        () -> {
          script.move(TIMEOUT);
          script.submit("a");
          assertEquals(0, script.runWorkers(), "it still has its time");
          script.move(Duration.ofNanos(1));
          script.submit("b");
          assertEquals(1, script.runWorkers());
          assertEquals(List.of("[a]", "[a, b]"), script.batches());
        });

    script.submit("a");
    script.runWorkers();

    assertEquals(List.of("A", "A", "B"), script.responses());
    assertFalse(script.processor().isRunning());
  }
}
