package io.noetl.runtime.service.batch;

import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.service.store.HeartbeatStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Batches heartbeats of concurrent callers: those that arrive while a statement is running share
 * the next statement and its commit.
 */
public final class HeartbeatBatcher {

  /** Lists are throttled until this long after the last heartbeat. */
  private static final long RECENTLY = Duration.ofMillis(10).toNanos();

  private final HeartbeatStore store;
  private final BatchProcessor<Beat, OptionalLong> processor;
  private final AtomicInteger lists = new AtomicInteger();
  private final BatchClock clock;
  private volatile long lastHeartbeat;

  /**
   * A batcher for a process that serves many callers.
   *
   * @param timeout how long a caller waits for its heartbeat
   */
  public HeartbeatBatcher(HeartbeatStore store, Duration timeout) {
    this.store = store;
    this.clock = BatchClock.SYSTEM;
    this.lastHeartbeat = clock.nanoTime() - RECENTLY;
    this.processor = DatabaseBatches.processor(this::process, "heartbeat-batches", timeout);
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
      Map<String, Long> written = store.heartbeats(RuntimeKind.of(kind), beats);
      batch.forEach((beat, response) -> {
        Long id = beat.kind.equals(kind) ? written.get(beat.name) : null;
        if (id != null) {
          response.complete(OptionalLong.of(id));
        }
      });
    } catch (RuntimeApiException failure) {
      DatabaseBatches.throwIfGeneral(failure);
      // Each heartbeat is then written alone, which shows the one that fails.
    }
  }

  private void writeAlone(
      Beat beat, CompletableFuture<OptionalLong> response, boolean inThisThread) {
    Runnable write =
        () ->
            DatabaseBatches.complete(
                response,
                () -> store.heartbeat(RuntimeKind.of(beat.kind), beat.name, beat.metrics));
    if (inThisThread) {
      write.run();
    } else {
      Thread.startVirtualThread(write);
    }
  }
}
