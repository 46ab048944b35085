package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.metrics.SharedCount;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.schema.dependency.DependencyNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Counts blocked components for the metrics, which do not wait long for the database. */
public final class BlockedCounts {

  private final Supplier<DependencyGraph> graph;
  private final SharedCount<Map<String, Integer>> counts = new SharedCount<>(this::count);
  private volatile Map<String, Integer> last = Map.of();

  public BlockedCounts(Supplier<DependencyGraph> graph) {
    this.graph = graph;
  }

  /**
   * The number of blocked components of each kind: that of the count before where this one takes
   * long, and empty where the database does not answer.
   */
  public Map<String, Integer> now() {
    try {
      return counts.get();
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
      last = count(graph.get());
      return last;
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
