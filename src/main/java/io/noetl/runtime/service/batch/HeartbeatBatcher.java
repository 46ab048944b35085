package io.noetl.runtime.service.batch;

import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.service.batch.BatchProcessor.Limits;
import io.noetl.runtime.service.store.ComponentStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private final BatchProcessor<Beat, OptionalLong> processor;
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

  /** A heartbeat; those of one component that report the same are equal. */
  private record Beat(String kind, String name, @Nullable String metrics) {}

  /**
   * Records a heartbeat; returns after the commit that contains it.
   *
   * @param metrics what the component reports, as JSON; null for nothing
   * @return the row's id, or empty if there is no such row
   */
  public OptionalLong heartbeat(RuntimeKind kind, String name, @Nullable String metrics) {
    lastHeartbeat = clock.nanoTime();
    return processor.submitAndWait(new Beat(kind.word(), name, metrics));
  }

  /** The same without waiting. */
  public CompletableFuture<OptionalLong> heartbeatLater(
      RuntimeKind kind, String name, @Nullable String metrics) {
    lastHeartbeat = clock.nanoTime();
    return processor.submit(new Beat(kind.word(), name, metrics));
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

  private void process(Map<Beat, CompletableFuture<OptionalLong>> batch) {
    if (batch.size() > 1) {
      for (var beats : byKind(batch.keySet()).entrySet()) {
        writeTogether(beats.getKey(), beats.getValue(), batch);
      }
    }
    // The rest is unknown or locked by another session, and must not delay the others.
    batch.forEach((beat, response) -> {
      if (!response.isDone()) {
        writeAlone(beat, response, batch.size() == 1);
      }
    });
  }

  /** The metrics by name, of each kind; of one component the latest. */
  private static Map<String, Map<String, @Nullable String>> byKind(Collection<Beat> beats) {
    Map<String, Map<String, @Nullable String>> byKind = new HashMap<>();
    for (Beat beat : beats) {
      Map<String, @Nullable String> metrics =
          byKind.computeIfAbsent(beat.kind, kind -> new LinkedHashMap<>());
      if (beat.metrics != null || !metrics.containsKey(beat.name)) {
        metrics.put(beat.name, beat.metrics);
      }
    }
    return byKind;
  }

  private void writeTogether(
      String kind,
      Map<String, @Nullable String> beats,
      Map<Beat, CompletableFuture<OptionalLong>> batch) {
    try {
      Map<String, Long> written = write(RuntimeKind.of(kind), beats);
      batch.forEach((beat, response) -> {
        Long id = beat.kind.equals(kind) ? written.get(beat.name) : null;
        if (id != null) {
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

  private Map<String, Long> write(RuntimeKind kind, Map<String, @Nullable String> beats) {
    for (String metrics : beats.values()) {
      if (metrics != null) {
        return store.heartbeats(kind, beats);
      }
    }
    return store.heartbeats(kind, beats.keySet());
  }

  private void writeAlone(
      Beat beat, CompletableFuture<OptionalLong> response, boolean inThisThread) {
    Runnable write =
        () -> {
          try {
            RuntimeKind kind = RuntimeKind.of(beat.kind);
            response.complete(
                beat.metrics == null
                    ? store.heartbeat(kind, beat.name)
                    : store.heartbeat(kind, beat.name, beat.metrics));
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
