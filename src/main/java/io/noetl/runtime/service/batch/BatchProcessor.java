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
 * Processes requests in batches. Requests that arrive while the allowed number of batches is
 * running form the next batch; equal requests share one response. Under load a batch lingers for
 * more requests before it starts; without load a request starts a batch at once. A request is never
 * answered by a batch that started before it was submitted, and is never in two running batches,
 * unless one of them has exceeded its timeout.
 *
 * @param <Q> a request, equal to another that has the same response
 * @param <A> a response
 */
final class BatchProcessor<Q, A> {

  /** The share of the recent concurrency that a lingering batch waits for. */
  private static final double LINGER_SHARE = 0.4;

  /** What remains of the recent concurrency after each batch. */
  private static final double DECAY = 0.98;

  private final BatchHandler<Q, A> handler;
  private final Limits limits;
  private final Executor executor;
  private final BatchClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Q, CompletableFuture<A>> pending = new LinkedHashMap<>();
  private final List<BatchWorker> workers = new ArrayList<>();
  private final Condition enoughPending = lock.newCondition();

  /** Whether there are workers, for threads that must not hold the lock. */
  private volatile boolean isRunning;

  /** How many requests were pending or running at once; a maximum that decays. */
  private double recentConcurrency;

  /** The worker that lingers for more requests; another worker may take them meanwhile. */
  private @Nullable BatchWorker lingering;

  /**
   * A processor without requests.
   *
   * @param executor runs each worker for as long as there are requests
   */
  BatchProcessor(BatchHandler<Q, A> handler, Limits limits, Executor executor, BatchClock clock) {
    this.handler = handler;
    this.limits = limits;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * Limits of the batches.
   *
   * @param maxBatchSize requests in one batch
   * @param maxBatches batches that run at the same time
   * @param timeout how long a caller waits for a response, and a batch may run
   * @param maxLinger how long a batch waits for more requests
   */
  record Limits(int maxBatchSize, int maxBatches, Duration timeout, Duration maxLinger) {}

  /** Processes a batch. */
  @FunctionalInterface
  interface BatchHandler<Q, A> {

    /** Completes each response; an exception completes those that are left. */
    void process(Map<Q, CompletableFuture<A>> batch);
  }

  /**
   * Submits a request and waits for its response.
   *
   * @throws RuntimeApiException as the handler threw it
   * @throws RuntimeApiException.TimedOut when there is no response within the timeout
   */
  A submitAndWait(Q request) {
    CompletableFuture<A> response = submit(request);
    Duration timeout = limits.timeout();
    try {
      return response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeApiException known) {
        throw known;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (TimeoutException late) {
      throw new RuntimeApiException.TimedOut(
          "the database did not answer within " + timeout.toMillis() + " ms",
          Details.causedBy(late));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RuntimeApiException.TimedOut(
          "interrupted while waiting for the database", Details.causedBy(interrupted));
    }
  }

  /** Submits a request; gives its response, which the next batch completes. */
  CompletableFuture<A> submit(Q request) {
    lock.lock();
    try {
      CompletableFuture<A> response =
          pending.computeIfAbsent(request, added -> new CompletableFuture<>());
      // A batch beyond its timeout may hang for longer; the next one uses another connection.
      workers.removeIf(BatchWorker::isOverdue);
      if (lingering != null && isEnoughPending()) {
        enoughPending.signal();
      }
      // The worker that runs an equal request takes this one with its next batch.
      if (workers.size() < limits.maxBatches() && lingering == null && !isRunning(request)) {
        BatchWorker worker = new BatchWorker(workers.isEmpty());
        workers.add(worker);
        isRunning = true;
        executor.execute(worker);
      }
      return response;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a batch is running or about to. Takes no lock: threads of low priority ask, and a
   * heartbeat would wait for one that holds the lock while others have its processor.
   */
  boolean isRunning() {
    return isRunning;
  }

  /** Enough of the recent concurrency is pending, or all of it that is not running. */
  private boolean isEnoughPending() {
    return pending.size()
            >= Math.min(limits.maxBatchSize(), (int) (recentConcurrency * LINGER_SHARE))
        || concurrency() >= (int) recentConcurrency;
  }

  private int concurrency() {
    int concurrency = pending.size();
    for (BatchWorker worker : workers) {
      concurrency += worker.batch.size();
    }
    return concurrency;
  }

  private boolean isRunning(Q request) {
    for (BatchWorker worker : workers) {
      if (worker.batch.containsKey(request)) {
        return true;
      }
    }
    return false;
  }

  /** Runs one batch after the other until no request is pending. */
  private final class BatchWorker implements Runnable {

    private Map<Q, CompletableFuture<A>> batch = Map.of();
    private long started = clock.nanoTime();

    /** Whether its first batch starts while no other is running. */
    private boolean isAlone;

    private BatchWorker(boolean isAlone) {
      this.isAlone = isAlone;
    }

    private boolean isOverdue() {
      return this != lingering && clock.nanoTime() - started > limits.timeout().toNanos();
    }

    @Override
    public void run() {
      for (var next = nextBatch(); !next.isEmpty(); next = nextBatch()) {
        try {
          handler.process(next);
        } catch (RuntimeException | Error failure) {
          next.values().forEach(response -> response.completeExceptionally(failure));
        }
      }
    }

    /** The next batch; an empty one ends this worker. */
    private Map<Q, CompletableFuture<A>> nextBatch() {
      lock.lock();
      try {
        batch = Map.of();
        started = clock.nanoTime();
        // A worker that was overdue has been replaced.
        if (workers.contains(this)) {
          if (!isAlone && !pending.isEmpty() && lingering == null) {
            linger();
          }
          isAlone = false;
          if (!pending.isEmpty()) {
            recentConcurrency = Math.max(recentConcurrency * DECAY, concurrency());
          }
          batch = takePending();
        }
        if (batch.isEmpty()) {
          workers.remove(this);
          isRunning = !workers.isEmpty();
        }
        return batch;
      } finally {
        lock.unlock();
      }
    }

    private void linger() {
      lingering = this;
      try {
        long left = limits.maxLinger().toNanos();
        while (left > 0 && !isEnoughPending()) {
          left = clock.await(enoughPending, left);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } finally {
        lingering = null;
        started = clock.nanoTime();
      }
    }

    private Map<Q, CompletableFuture<A>> takePending() {
      Map<Q, CompletableFuture<A>> taken = new LinkedHashMap<>();
      Iterator<Map.Entry<Q, CompletableFuture<A>>> left = pending.entrySet().iterator();
      while (left.hasNext() && taken.size() < limits.maxBatchSize()) {
        var request = left.next();
        if (!isRunning(request.getKey())) {
          taken.put(request.getKey(), request.getValue());
          left.remove();
        }
      }
      return taken;
    }
  }
}
