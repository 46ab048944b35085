package io.noetl.runtime.service.batch;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions in rounds: those that come while as many rounds are under way as there may be
 * wait for the next, which answers them all at once, equal ones with one answer. Among many, a
 * round waits a moment for more of those who asked lately; where no round is under way nothing
 * waits. An answer is never older than its question, and no question is in two rounds at once
 * unless one of them lost its time.
 *
 * @param <Q> a question, equal to another that has the same answer
 * @param <A> an answer
 */
final class BatchProcessor<Q, A> {

  /** Of those who asked lately, whom a round waits for. */
  private static final double ENOUGH = 0.4;

  /** What is left of a crowd in the memory of the next round. */
  private static final double MEMORY = 0.98;

  private final Round<Q, A> round;
  private final Limits limits;
  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Q, CompletableFuture<A>> waiting = new LinkedHashMap<>();
  private final List<Turn> underWay = new ArrayList<>();
  private final Condition enough = lock.newCondition();

  /** How many waited or were being answered at once, of late. */
  private double crowd;

  /** The turn that waits for more questions; another may take those that wait meanwhile. */
  private @Nullable Turn gatherer;

  /**
   * BatchProcessor within limits.
   *
   * @param threads where rounds run, each for as long as it has questions
   */
  BatchProcessor(Round<Q, A> round, Limits limits, Executor threads) {
    this.round = round;
    this.limits = limits;
    this.threads = threads;
  }

  /**
   * What rounds may take.
   *
   * @param largest how many questions one round answers
   * @param atOnce how many rounds are under way
   * @param patience how long a question waits for its answer
   * @param gathering how long a round waits for more questions at most
   */
  record Limits(int largest, int atOnce, Duration patience, Duration gathering) {}

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
    Duration patience = limits.patience();
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

  /** Whether a round is under way. */
  boolean isAtWork() {
    lock.lock();
    try {
      return !underWay.isEmpty();
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
      underWay.removeIf(Turn::isOverdue);
      if (gatherer != null && isEnough()) {
        enough.signal();
      }
      // What is under way is asked again by the one whose turn it is.
      if (underWay.size() < limits.atOnce() && gatherer == null && !isUnderWay(question)) {
        Turn turn = new Turn(underWay.isEmpty());
        underWay.add(turn);
        threads.execute(turn);
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a round may begin: with enough of the crowd, or with all who are not being answered.
   */
  private boolean isEnough() {
    return waiting.size() >= Math.min(limits.largest(), (int) (crowd * ENOUGH))
        || present() >= (int) crowd;
  }

  private int present() {
    int present = waiting.size();
    for (Turn turn : underWay) {
      present += turn.questions.size();
    }
    return present;
  }

  private boolean isUnderWay(Q question) {
    for (Turn turn : underWay) {
      if (turn.questions.containsKey(question)) {
        return true;
      }
    }
    return false;
  }

  /** One round after the other, until nobody waits. */
  private final class Turn implements Runnable {

    private Map<Q, CompletableFuture<A>> questions = Map.of();
    private long begun = System.nanoTime();

    /** Whether it is about to begin, and no other is under way. */
    private boolean isAlone;

    private Turn(boolean isAlone) {
      this.isAlone = isAlone;
    }

    private boolean isOverdue() {
      return this != gatherer && System.nanoTime() - begun > limits.patience().toNanos();
    }

    @Override
    public void run() {
      for (var asked = next(); !asked.isEmpty(); asked = next()) {
        try {
          round.answer(asked);
        } catch (RuntimeException | Error failure) {
          asked.values().forEach(answer -> answer.completeExceptionally(failure));
        }
      }
    }

    /** The questions of the next round; none ends the turn until somebody asks again. */
    private Map<Q, CompletableFuture<A>> next() {
      lock.lock();
      try {
        questions = Map.of();
        begun = System.nanoTime();
        if (underWay.contains(this)) {
          if (!isAlone && !waiting.isEmpty() && gatherer == null) {
            gather();
          }
          isAlone = false;
          if (!waiting.isEmpty()) {
            crowd = Math.max(crowd * MEMORY, present());
          }
          questions = taken();
        }
        if (questions.isEmpty()) {
          underWay.remove(this);
        }
        return questions;
      } finally {
        lock.unlock();
      }
    }

    private void gather() {
      gatherer = this;
      try {
        long left = limits.gathering().toNanos();
        while (left > 0 && !isEnough()) {
          left = enough.awaitNanos(left);
        }
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      } finally {
        gatherer = null;
        begun = System.nanoTime();
      }
    }

    private Map<Q, CompletableFuture<A>> taken() {
      Map<Q, CompletableFuture<A>> taken = new LinkedHashMap<>();
      Iterator<Map.Entry<Q, CompletableFuture<A>>> left = waiting.entrySet().iterator();
      while (left.hasNext() && taken.size() < limits.largest()) {
        var asked = left.next();
        if (!isUnderWay(asked.getKey())) {
          taken.put(asked.getKey(), asked.getValue());
          left.remove();
        }
      }
      return taken;
    }
  }
}
