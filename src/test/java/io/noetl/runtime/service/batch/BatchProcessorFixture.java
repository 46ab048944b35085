package io.noetl.runtime.service.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** BatchProcessor whose questions a test asks and whose answers it holds back. */
abstract class BatchProcessorFixture {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The questions of each round, in the order of the rounds. */
  final List<List<String>> asked = Collections.synchronizedList(new ArrayList<>());

  final Semaphore begun = new Semaphore(0);
  final Semaphore mayEnd = new Semaphore(0);
  final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void endCallers() {
    mayEnd.release(1000);
    callers.shutdownNow();
    callers.close();
  }

  /** Answers in capitals, each round when the test lets it. */
  void answer(Map<String, CompletableFuture<String>> questions) {
    asked.add(List.copyOf(questions.keySet()));
    begun.release();
    mayEnd.acquireUninterruptibly();
    questions.forEach((question, answer) -> answer.complete(question.toUpperCase()));
  }

  /** Waits until one more round has begun. */
  void awaitBegun() throws InterruptedException {
    assertTrue(begun.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS), "no round has begun");
  }

  Future<String> ask(BatchProcessor<String, String> rounds, String question) {
    return callers.submit(() -> rounds.ask(question));
  }

  /** Asks, and waits until the question is among those of the next round. */
  List<Future<String>> askMeanwhile(BatchProcessor<String, String> rounds, String... questions) {
    List<Future<String>> answers = new ArrayList<>();
    int before = rounds.waiting();
    for (String question : questions) {
      answers.add(ask(rounds, question));
    }
    long distinct = List.of(questions).stream().distinct().count();
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (rounds.waiting() < before + distinct && System.nanoTime() < giveUp) {
      Thread.onSpinWait();
    }
    assertEquals(before + distinct, rounds.waiting());
    return answers;
  }

  static List<String> results(List<Future<String>> answers) throws Exception {
    List<String> results = new ArrayList<>();
    for (Future<String> answer : answers) {
      results.add(answer.get(20, TimeUnit.SECONDS));
    }
    return results;
  }
}
