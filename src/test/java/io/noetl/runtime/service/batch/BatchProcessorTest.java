package io.noetl.runtime.service.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchProcessorTest extends BatchProcessorFixture {

  private BatchProcessor<String, String> rounds(int largest, int atOnce, Duration patience) {
    return new BatchProcessor<>(this::answer, limits(largest, atOnce, patience), callers);
  }

  private static BatchProcessor.Limits limits(int largest, int atOnce, Duration patience) {
    return new BatchProcessor.Limits(largest, atOnce, patience, Duration.ZERO);
  }

  @Test
  void whatComesDuringARoundIsTheNextOne() throws Exception {
    BatchProcessor<String, String> rounds = rounds(100, 1, PATIENCE);

    Future<String> first = ask(rounds, "a");
    awaitBegun();
    List<Future<String>> later = askMeanwhile(rounds, "b", "c", "d");
    mayEnd.release(2);

    assertEquals("A", first.get(20, TimeUnit.SECONDS));
    assertEquals(List.of("B", "C", "D"), results(later));
    assertEquals(2, asked.size());
    assertEquals(List.of("a"), asked.getFirst());
    assertEquals(List.of("b", "c", "d"), asked.getLast().stream().sorted().toList());
  }

  @Test
  void questionOfTheRoundUnderWayIsAskedAgain() throws Exception {
    BatchProcessor<String, String> rounds = rounds(100, 1, PATIENCE);

    Future<String> first = ask(rounds, "a");
    awaitBegun();
    List<Future<String>> later = askMeanwhile(rounds, "a");
    mayEnd.release(2);

    assertEquals("A", first.get(20, TimeUnit.SECONDS));
    assertEquals(List.of("A"), results(later));
    assertEquals(List.of(List.of("a"), List.of("a")), asked);
  }

  @Test
  void equalQuestionsHaveOneAnswer() throws Exception {
    BatchProcessor<String, String> rounds = rounds(100, 1, PATIENCE);

    Future<String> first = ask(rounds, "a");
    awaitBegun();
    CompletableFuture<String> one = rounds.join("b");
    assertSame(one, rounds.join("b"));
    assertNotSame(one, rounds.join("a"));
    mayEnd.release(2);

    assertEquals("A", first.get(20, TimeUnit.SECONDS));
    assertEquals("B", one.get(20, TimeUnit.SECONDS));
    assertEquals(List.of(List.of("a"), List.of("b", "a")), asked);
  }

  @Test
  void roundHoldsNoMoreThanIsAllowed() throws Exception {
    BatchProcessor<String, String> rounds = rounds(2, 1, PATIENCE);

    Future<String> first = ask(rounds, "a");
    awaitBegun();
    List<Future<String>> later = askMeanwhile(rounds, "b", "c", "d", "e", "f");
    mayEnd.release(4);

    assertEquals("A", first.get(20, TimeUnit.SECONDS));
    assertEquals(List.of("B", "C", "D", "E", "F"), results(later));
    assertEquals(List.of(1, 2, 2, 1), asked.stream().map(List::size).toList());
  }

  @Test
  void whatARoundThrowsReachesThoseWithoutAnAnswer() throws Exception {
    BatchProcessor<String, String> rounds =
        new BatchProcessor<>(
            questions -> {
              questions.values().iterator().next().complete("done");
              throw new Unavailable("busy", Details.NONE);
            },
            limits(100, 1, PATIENCE),
            callers);

    assertEquals("done", rounds.ask("a"));
    BatchProcessor<String, String> failing =
        new BatchProcessor<>(
            questions -> {
              throw new Unavailable("busy", Details.NONE);
            },
            limits(100, 1, PATIENCE),
            callers);
    assertEquals("busy", assertThrows(Unavailable.class, () -> failing.ask("a")).getMessage());
    assertEquals("busy", assertThrows(Unavailable.class, () -> failing.ask("b")).getMessage());
  }

  @Test
  void answerThatIsLateIsNotWaitedFor() throws Exception {
    BatchProcessor<String, String> rounds = rounds(100, 1, Duration.ofMillis(20));

    Future<String> late = ask(rounds, "a");

    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> late.get(20, TimeUnit.SECONDS));
    assertTrue(failure.getCause() instanceof TimedOut, failure.toString());
    assertEquals("the database did not answer within 20 ms", failure.getCause().getMessage());
  }

  @Test
  void secondRoundBeginsWhileTheFirstIsUnderWay() throws Exception {
    BatchProcessor<String, String> rounds = rounds(100, 2, PATIENCE);

    Future<String> first = ask(rounds, "a");
    awaitBegun();
    Future<String> second = ask(rounds, "b");
    awaitBegun();
    List<Future<String>> later = askMeanwhile(rounds, "c", "d");
    assertEquals(List.of(List.of("a"), List.of("b")), asked);
    mayEnd.release(4);

    assertEquals("A", first.get(20, TimeUnit.SECONDS));
    assertEquals("B", second.get(20, TimeUnit.SECONDS));
    assertEquals(List.of("C", "D"), results(later));
  }

  @Test
  void questionThatIsUnderWayIsInNoSecondRound() throws Exception {
    BatchProcessor<String, String> rounds = rounds(100, 2, PATIENCE);

    Future<String> first = ask(rounds, "a");
    awaitBegun();
    List<Future<String>> again = askMeanwhile(rounds, "a");
    Future<String> other = ask(rounds, "b");
    awaitBegun();
    assertEquals(List.of(List.of("a"), List.of("b")), asked);
    mayEnd.release(3);

    assertEquals("A", first.get(20, TimeUnit.SECONDS));
    assertEquals("B", other.get(20, TimeUnit.SECONDS));
    assertEquals(List.of("A"), results(again));
    assertEquals(1, asked.stream().filter(List.of("b")::equals).count());
    assertEquals(2, asked.stream().filter(List.of("a")::equals).count());
  }

  @Test
  void roundThatHangsHoldsUpItsOwnQuestionsOnly() throws Exception {
    BatchProcessor<String, String> rounds = rounds(100, 1, Duration.ofMillis(20));

    Future<String> hanging = ask(rounds, "a");
    awaitBegun();
    assertThrows(ExecutionException.class, () -> hanging.get(20, TimeUnit.SECONDS));
    CompletableFuture<String> next = rounds.join("a");
    awaitBegun();
    mayEnd.release(2);

    assertEquals("A", next.get(20, TimeUnit.SECONDS));
  }
}
