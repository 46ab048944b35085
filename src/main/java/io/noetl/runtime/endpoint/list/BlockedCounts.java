package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.schema.dependency.DependencyNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts blocked components for the metrics, which do not wait long for the database. */
public final class BlockedCounts {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Supplier<DependencyGraph> graph;
  private final AtomicReference<@Nullable FutureTask<Map<String, Integer>>> counting =
      new AtomicReference<>();
  private volatile Map<String, Integer> last = Map.of();

  public BlockedCounts(Supplier<DependencyGraph> graph) {
    this.graph = graph;
  }

  /**
   * The number of blocked components of each kind: that of the count before where this one takes
   * long, and empty where the database does not answer.
   */
  public Map<String, Integer> now() {
    FutureTask<Map<String, Integer>> fresh = new FutureTask<>(this::count);
    FutureTask<Map<String, Integer>> running = counting.compareAndExchange(null, fresh);
    if (running == null) {
      try {
        Thread.startVirtualThread(() -> {
          try {
            fresh.run();
          } finally {
            counting.set(null);
          }
        });
      } catch (RuntimeException | Error noThread) {
        counting.set(null);
        throw noThread;
      }
      running = fresh;
    }
    try {
      return running.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      return last;
    } catch (ExecutionException noAnswer) {
      return Map.of();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  private Map<String, Integer> count() {
    try {
      Map<String, Integer> counts = count(graph.get());
      last = counts;
      return counts;
    } catch (RuntimeException noAnswer) {
      last = Map.of();
      throw noAnswer;
    }
  }

  private static Map<String, Integer> count(DependencyGraph graph) {
    Map<String, Integer> counts = new TreeMap<>();
    for (RuntimeKind kind : RuntimeKind.values()) {
      counts.put(kind.word(), 0);
    }
    for (DependencyNode node : graph.nodes()) {
      if (node.isBlocked()) {
        counts.merge(node.info().key().kind(), 1, Integer::sum);
      }
    }
    return counts;
  }
}
