package io.noetl.runtime.service.batch;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.service.batch.BatchProcessor.BatchHandler;
import io.noetl.runtime.service.batch.BatchProcessor.Limits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** What the batches that write to the database have in common. */
final class DatabaseBatches {

  /** More rows in one statement gain nothing and hold their locks for longer. */
  private static final int MAX_BATCH_SIZE = 500;

  /** While one statement waits for the disk, the next one uses the processor. */
  private static final int MAX_BATCHES = 2;

  /** About the time of a statement on one row, in which answered callers return. */
  private static final Duration MAX_LINGER = Duration.ofNanos(150_000);

  private DatabaseBatches() {}

  /**
   * A processor of batches that are written by statements.
   *
   * @param threads the name of its threads
   * @param timeout how long a caller waits for its response
   */
  static <Q, A> BatchProcessor<Q, A> processor(
      BatchHandler<Q, A> handler, String threads, Duration timeout) {
    // Platform threads: they wait for a socket with one system call, virtual threads with five.
    // Idle threads end after a while.
    ExecutorService executor =
        Executors.newCachedThreadPool(
            task -> Thread.ofPlatform().daemon().name(threads).unstarted(task));
    return new BatchProcessor<>(
        handler,
        new Limits(MAX_BATCH_SIZE, MAX_BATCHES, timeout, MAX_LINGER),
        executor,
        BatchClock.SYSTEM);
  }

  /** Throws a failure that every statement would meet; one row may have caused any other. */
  static void throwIfGeneral(RuntimeApiException failure) {
    if (failure instanceof RuntimeApiException.Unreachable
        || failure instanceof RuntimeApiException.Unavailable
        || failure instanceof RuntimeApiException.TimedOut
        || failure instanceof RuntimeApiException.NotAllowed) {
      throw failure;
    }
  }

  /** Completes a response with what a statement on one row gives. */
  static <A> void complete(CompletableFuture<A> response, Supplier<A> statement) {
    try {
      response.complete(statement.get());
    } catch (RuntimeException | Error failure) {
      response.completeExceptionally(failure);
    }
  }
}
