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
 * The heartbeats of many callers at once, put together: those that arrive while a statement is
 * under way are one statement and one commit.
 */
public final class HeartbeatBatcher {

  /** More rows in one statement gain nothing and hold their locks for longer. */
  private static final int MOST_BEATS = 500;

  /** While one statement waits for the disk, the next is at the processor. */
  private static final int STATEMENTS_AT_ONCE = 2;

  /** About what a statement on one row costs: those who are answered have asked again by then. */
  private static final Duration GATHERING = Duration.ofNanos(150_000);

  /** Who beats so often that one is always about to come finds the processor free. */
  private static final long LATELY = Duration.ofMillis(10).toNanos();

  private final ComponentStore store;
  private final BatchProcessor<ComponentKey, OptionalLong> beats;
  private final AtomicInteger lists = new AtomicInteger();
  private volatile long lastBeat = System.nanoTime() - LATELY;

  public HeartbeatBatcher(ComponentStore store, Duration patience) {
    this.store = store;
    // Of the operating system, for which a wait for a socket is one call and for a virtual thread
    // five. They end when there is nothing to do for a while.
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> Thread.ofPlatform().daemon().name("rounds").unstarted(task));
    this.beats =
        new BatchProcessor<>(
            this::beatAll,
            new Limits(MOST_BEATS, STATEMENTS_AT_ONCE, patience, GATHERING),
            threads);
  }

  /** As {@link ComponentStore#beat}; returns after the commit that holds the beat. */
  public OptionalLong beat(RuntimeKind kind, String name) {
    lastBeat = System.nanoTime();
    return beats.ask(new ComponentKey(kind.word(), name));
  }

  /** The same without waiting. */
  public CompletableFuture<OptionalLong> beatLater(RuntimeKind kind, String name) {
    lastBeat = System.nanoTime();
    return beats.join(new ComponentKey(kind.word(), name));
  }

  /** Gives a list to a sink, and leaves heartbeats their time. */
  public void list(ComponentSink sink, Consumer<ComponentSink> reading) {
    lists.incrementAndGet();
    try {
      reading.accept(new ThrottledSink(sink, this::isBeating, lists::get));
    } finally {
      lists.decrementAndGet();
    }
  }

  private boolean isBeating() {
    return System.nanoTime() - lastBeat < LATELY || beats.isAtWork();
  }

  private void beatAll(Map<ComponentKey, CompletableFuture<OptionalLong>> asked) {
    if (asked.size() > 1) {
      namesByKind(asked.keySet()).forEach((kind, names) -> beatAll(kind, names, asked));
    }
    // What is left is unknown, or another session holds its row: it may not hold the others up.
    asked.forEach((key, answer) -> {
      if (!answer.isDone()) {
        alone(asked.size() == 1, answer, () -> store.beat(RuntimeKind.of(key.kind()), key.name()));
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

  private void beatAll(
      String kind, List<String> names, Map<ComponentKey, CompletableFuture<OptionalLong>> asked) {
    try {
      Map<String, Long> written = store.beat(RuntimeKind.of(kind), names);
      written.forEach((name, id) -> {
        CompletableFuture<OptionalLong> answer = asked.get(new ComponentKey(kind, name));
        if (answer != null) {
          answer.complete(OptionalLong.of(id));
        }
      });
    } catch (RuntimeApiException.Unreachable
        | RuntimeApiException.Unavailable
        | RuntimeApiException.TimedOut
        | RuntimeApiException.NotAllowed concernsAll) {
      throw concernsAll;
    } catch (RuntimeApiException concernsOne) {
      // Whose beat it is shows when each goes alone.
    }
  }

  private static <A> void alone(boolean here, CompletableFuture<A> answer, Call<A> call) {
    Runnable run =
        () -> {
          try {
            answer.complete(call.run());
          } catch (RuntimeException | Error failure) {
            answer.completeExceptionally(failure);
          }
        };
    if (here) {
      run.run();
    } else {
      Thread.startVirtualThread(run);
    }
  }

  /** What is asked of the store. */
  private interface Call<A> {
    A run();
  }
}
