package io.noetl.runtime.service.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.service.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** BatchProcessor that wait a moment for more questions. */
class BatchLingerTest extends BatchProcessorFixture {

  /** Longer than a test waits for an answer. */
  private static final Duration FOREVER = Duration.ofMinutes(10);

  /** BatchProcessor that a dozen have asked a moment ago. */
  private BatchProcessor<String, String> crowded(int atOnce, Duration gathering) throws Exception {
    BatchProcessor<String, String> rounds =
        new BatchProcessor<>(this::answer, new BatchProcessor.Limits(100, atOnce, PATIENCE, gathering), callers);
    for (int i = 0; i < atOnce; i++) {
      ask(rounds, "first " + i);
      awaitBegun();
    }
    askMeanwhile(rounds, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    mayEnd.release(100);
    Eventually.holds(PATIENCE, () -> !rounds.isAtWork());
    mayEnd.drainPermits();
    begun.drainPermits();
    asked.clear();
    return rounds;
  }

  /** BatchProcessor that repeat their questions, some only when the test lets them. */
  private BatchProcessor<String, String> gated(Map<String, CountDownLatch> gates, BatchProcessor.Limits limits) {
    return new BatchProcessor<>(
        questions -> {
          begun.release();
          for (String question : questions.keySet()) {
            if (gates.containsKey(question)) {
              awaitOpen(gates.get(question));
            }
          }
          questions.forEach((question, answer) -> answer.complete(question));
        },
        limits,
        callers);
  }

  private static void awaitOpen(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void roundThatFollowsWaitsForSomeOfThoseWhoAskedLately() throws Exception {
    BatchProcessor<String, String> rounds = crowded(1, FOREVER);

    ask(rounds, "a");
    awaitBegun();
    List<Future<String>> answers = askMeanwhile(rounds, "b");
    mayEnd.release(2);
    answers.addAll(askMeanwhile(rounds, "c", "d"));
    assertFalse(begun.tryAcquire(50, TimeUnit.MILLISECONDS));
    answers.add(ask(rounds, "e"));

    assertEquals(List.of("B", "C", "D", "E"), results(answers));
    assertEquals(List.of("b", "c", "d", "e"), asked.getLast().stream().sorted().toList());
  }

  @Test
  void roundBesideAnotherWaitsForSomeOfThem() throws Exception {
    BatchProcessor<String, String> rounds = crowded(2, FOREVER);

    ask(rounds, "a");
    awaitBegun();
    List<Future<String>> answers = askMeanwhile(rounds, "b", "c", "d");
    assertFalse(begun.tryAcquire(50, TimeUnit.MILLISECONDS));
    answers.add(ask(rounds, "e"));
    awaitBegun();
    mayEnd.release(2);

    assertEquals(List.of("B", "C", "D", "E"), results(answers));
    assertEquals(List.of("b", "c", "d", "e"), asked.getLast().stream().sorted().toList());
  }

  @Test
  void roundThatFollowsWaitsForAMomentOnly() throws Exception {
    BatchProcessor<String, String> rounds = crowded(1, Duration.ofMillis(20));

    ask(rounds, "a");
    awaitBegun();
    List<Future<String>> only = askMeanwhile(rounds, "b");
    mayEnd.release(2);

    assertEquals(List.of("B"), results(only));
  }

  @Test
  void firstRoundWaitsForNobody() throws Exception {
    BatchProcessor<String, String> rounds = crowded(1, FOREVER);

    Future<String> alone = ask(rounds, "a");
    mayEnd.release();

    assertEquals("A", alone.get(20, TimeUnit.SECONDS));
  }

  /** Of the five, four are being answered. */
  @Test
  void roundDoesNotWaitForThoseInAnother() throws Exception {
    Map<String, CountDownLatch> gates =
        Map.of(
            "one", new CountDownLatch(1),
            "other", new CountDownLatch(1),
            "four", new CountDownLatch(1));
    BatchProcessor<String, String> rounds = gated(gates, new BatchProcessor.Limits(100, 2, PATIENCE, FOREVER));
    rounds.join("one");
    awaitBegun();
    rounds.join("other");
    awaitBegun();
    for (String question : List.of("four", "5", "6", "7")) {
      rounds.join(question);
    }
    gates.get("other").countDown();
    awaitBegun();

    CompletableFuture<String> last = rounds.join("last");
    gates.get("one").countDown();

    assertEquals("last", last.get(20, TimeUnit.SECONDS));
    gates.get("four").countDown();
  }

  /** Its time begins with what it has gathered. */
  @Test
  void turnThatGathersForLongLosesNoTime() throws Exception {
    Duration patience = Duration.ofMillis(100);
    Map<String, CountDownLatch> gates =
        Map.of("crowd", new CountDownLatch(1), "first", new CountDownLatch(1));
    BatchProcessor<String, String> rounds = gated(gates, new BatchProcessor.Limits(100, 1, patience, FOREVER));
    rounds.join("crowd");
    awaitBegun();
    joinTen(rounds, gates.get("crowd"));

    rounds.join("first");
    awaitBegun();
    CompletableFuture<String> gathered = rounds.join("gathered");
    gates.get("first").countDown();
    Thread.sleep(2 * patience.toMillis());
    rounds.join("2");
    assertTrue(rounds.isAtWork());
    rounds.join("3");
    rounds.join("4");

    assertEquals("gathered", gathered.get(20, TimeUnit.SECONDS));
  }

  /** Lets those begin who wait at a gate, with ten who wait behind it, until all are answered. */
  private void joinTen(BatchProcessor<String, String> rounds, CountDownLatch gate) throws Exception {
    List<CompletableFuture<String>> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(rounds.join("of ten " + i));
    }
    gate.countDown();
    for (CompletableFuture<String> one : ten) {
      one.get(20, TimeUnit.SECONDS);
    }
    Eventually.holds(PATIENCE, () -> !rounds.isAtWork());
    begun.drainPermits();
  }

  @Test
  void turnThatLostItsTimeGathersNothing() throws Exception {
    Map<String, CountDownLatch> gates =
        Map.of(
            "crowd", new CountDownLatch(1),
            "late", new CountDownLatch(1),
            "next", new CountDownLatch(1));
    Duration patience = Duration.ofMillis(100);
    BatchProcessor<String, String> rounds =
        gated(gates, new BatchProcessor.Limits(100, 1, patience, Duration.ofMillis(400)));
    rounds.join("crowd");
    awaitBegun();
    joinTen(rounds, gates.get("crowd"));

    rounds.join("late");
    awaitBegun();
    Thread.sleep(2 * patience.toMillis());
    rounds.join("next");
    awaitBegun();
    CompletableFuture<String> waits = rounds.join("waits");
    gates.get("late").countDown();
    Thread.sleep(20);
    gates.get("next").countDown();

    assertEquals("waits", waits.get(20, TimeUnit.SECONDS));
    Thread.sleep(20);
    assertEquals("last", rounds.join("last").get(20, TimeUnit.SECONDS));
  }
}
