package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers questions in rounds: those that come while a round is under way wait for the next, which
 * answers them all at once, equal ones with one answer. Where nothing is under way nothing waits.
 * An answer is never older than its question.
 *
 * @param <Q> a question, equal to another that has the same answer
 * @param <A> an answer
 */
final class Rounds<Q, A> {

  private final Round<Q, A> round;
  private final int largest;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private Map<Q, CompletableFuture<A>> waiting = new LinkedHashMap<>();
  private boolean underWay;
  private long begun;

  /**
   * Rounds of at most so many questions.
   *
   * @param patience how long a question waits for its answer
   */
  Rounds(Round<Q, A> round, int largest, Duration patience) {
    this.round = round;
    this.largest = largest;
    this.patience = patience;
  }

  /** Answers some questions. */
  @FunctionalInterface
  interface Round<Q, A> {

    /** Completes every answer; those it leaves open are completed with what it throws. */
    void answer(Map<Q, CompletableFuture<A>> questions);
  }

  /**
   * Waits for the answer of the next round.
   *
   * @throws RuntimeApiException as the round threw it
   * @throws RuntimeApiException.TimedOut when there is none in time
   */
  A ask(Q question) {
    CompletableFuture<A> answer = join(question);
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeApiException refused) {
        throw refused;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (TimeoutException late) {
      throw new RuntimeApiException.TimedOut(
          "the database did not answer within " + patience.toMillis() + " ms",
          Details.causedBy(late));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RuntimeApiException.TimedOut(
          "interrupted while waiting for the database", Details.causedBy(interrupted));
    }
  }

  /** How many questions wait for the next round. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** The answer of the next round. */
  CompletableFuture<A> join(Q question) {
    lock.lock();
    try {
      CompletableFuture<A> answer =
          waiting.computeIfAbsent(question, asked -> new CompletableFuture<>());
      // A round that has lost its time may hang for longer; the next one is another connection's.
      boolean isOverdue = System.nanoTime() - begun > patience.toNanos();
      if (!underWay || isOverdue) {
        underWay = true;
        begun = System.nanoTime();
        Thread.startVirtualThread(this::answerAll);
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private void answerAll() {
    for (var questions = next(); !questions.isEmpty(); questions = next()) {
      try {
        round.answer(questions);
      } catch (RuntimeException | Error failure) {
        questions.values().forEach(answer -> answer.completeExceptionally(failure));
      }
    }
  }

  /** The questions of the next round; none ends the rounds until somebody asks again. */
  private Map<Q, CompletableFuture<A>> next() {
    lock.lock();
    try {
      begun = System.nanoTime();
      Map<Q, CompletableFuture<A>> questions = waiting;
      waiting = new LinkedHashMap<>();
      if (questions.size() > largest) {
        var left = questions.entrySet().iterator();
        Map<Q, CompletableFuture<A>> first = new LinkedHashMap<>();
        for (int i = 0; i < largest; i++) {
          var question = left.next();
          first.put(question.getKey(), question.getValue());
          left.remove();
        }
        waiting = questions;
        return first;
      }
      underWay = !questions.isEmpty();
      return questions;
    } finally {
      lock.unlock();
    }
  }
}
