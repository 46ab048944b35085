package io.noetl.runtime.service.batch;

import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.service.batch.BatchProcessor.Limits;
import io.noetl.runtime.service.store.ComponentStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Batches heartbeats of concurrent callers: those that arrive while a statement is running share
 * the next statement and its commit.
 */
public final class HeartbeatBatcher {

  /** More rows in one statement gain nothing and hold their locks for longer. */
  private static final int MAX_BATCH_SIZE = 500;

  /** While one statement waits for the disk, the next one uses the processor. */
  private static final int MAX_BATCHES = 2;

  /** About the time of a statement on one row, in which answered callers return. */
  private static final Duration MAX_LINGER = Duration.ofNanos(150_000);

  /** Lists are throttled until this long after the last heartbeat. */
  private static final long RECENTLY = Duration.ofMillis(10).toNanos();

  private final ComponentStore store;
  private final BatchProcessor<ComponentKey, OptionalLong> processor;
  private final AtomicInteger lists = new AtomicInteger();
  private final BatchClock clock;
  private volatile long lastHeartbeat;

  /**
   * A batcher for a process that serves many callers.
   *
   * @param timeout how long a caller waits for its heartbeat
   */
  public HeartbeatBatcher(ComponentStore store, Duration timeout) {
    this.store = store;
    this.clock = BatchClock.SYSTEM;
    this.lastHeartbeat = clock.nanoTime() - RECENTLY;
    // Platform threads: they wait for a socket with one system call, virtual threads with five.
    // Idle threads end after a while.
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> Thread.ofPlatform().daemon().name("heartbeat-batches").unstarted(task));
    this.processor =
        new BatchProcessor<>(
            this::process,
            new Limits(MAX_BATCH_SIZE, MAX_BATCHES, timeout, MAX_LINGER),
            threads,
            clock);
  }

  /** As {@link ComponentStore#heartbeat}; returns after the commit that contains the heartbeat. */
  public OptionalLong heartbeat(RuntimeKind kind, String name) {
    lastHeartbeat = clock.nanoTime();
    return processor.submitAndWait(new ComponentKey(kind.word(), name));
  }

  /** The same without waiting. */
  public CompletableFuture<OptionalLong> heartbeatLater(RuntimeKind kind, String name) {
    lastHeartbeat = clock.nanoTime();
    return processor.submit(new ComponentKey(kind.word(), name));
  }

  /** Throttles lists as a heartbeat does, for a moment. */
  public void beginWrite() {
    lastHeartbeat = clock.nanoTime();
  }

  /** Reads a list into a sink, throttled while there are heartbeats. */
  public void list(ComponentSink sink, Consumer<ComponentSink> reader) {
    lists.incrementAndGet();
    try {
      reader.accept(new ThrottledSink(sink, this::isBusy, lists::get, clock));
    } finally {
      lists.decrementAndGet();
    }
  }

  private boolean isBusy() {
    return clock.nanoTime() - lastHeartbeat < RECENTLY || processor.isRunning();
  }

  private void process(Map<ComponentKey, CompletableFuture<OptionalLong>> batch) {
    if (batch.size() > 1) {
      namesByKind(batch.keySet()).forEach((kind, names) -> writeTogether(kind, names, batch));
    }
    // The rest is unknown or locked by another session, and must not delay the others.
    batch.forEach((key, response) -> {
      if (!response.isDone()) {
        writeAlone(key, response, batch.size() == 1);
      }
    });
  }

  private static Map<String, List<String>> namesByKind(Collection<ComponentKey> keys) {
    Map<String, List<String>> names = new HashMap<>();
    for (ComponentKey key : keys) {
      names.computeIfAbsent(key.kind(), kind -> new ArrayList<>()).add(key.name());
    }
    return names;
  }

  private void writeTogether(
      String kind, List<String> names, Map<ComponentKey, CompletableFuture<OptionalLong>> batch) {
    try {
      Map<String, Long> written = store.heartbeats(RuntimeKind.of(kind), names);
      written.forEach((name, id) -> {
        CompletableFuture<OptionalLong> response = batch.get(new ComponentKey(kind, name));
        if (response != null) {
          response.complete(OptionalLong.of(id));
        }
      });
    } catch (RuntimeApiException.Unreachable
        | RuntimeApiException.Unavailable
        | RuntimeApiException.TimedOut
        | RuntimeApiException.NotAllowed concernsAll) {
      throw concernsAll;
    } catch (RuntimeApiException concernsOne) {
      // Each heartbeat is then written alone, which shows the one that fails.
    }
  }

  private void writeAlone(
      ComponentKey key, CompletableFuture<OptionalLong> response, boolean inThisThread) {
    Runnable write =
        () -> {
          try {
            response.complete(store.heartbeat(RuntimeKind.of(key.kind()), key.name()));
          } catch (RuntimeException | Error failure) {
            response.completeExceptionally(failure);
          }
        };
    if (inThisThread) {
      write.run();
    } else {
      Thread.startVirtualThread(write);
    }
  }
}
