package io.noetl.runtime.cli.declare;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.dependency.DependencyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The order in which components are registered and pruned; files without dependencies keep it. */
final class ApplyOrder {

  private ApplyOrder() {}

  /**
   * Items of the files in the order of the components that they declare, dependencies first; one
   * without a component stays where it is.
   *
   * @param rows the declared components, which may be more
   * @throws UsageException when they depend on one another in a cycle
   */
  static <T> List<T> ordered(
      List<T> items, Function<T, @Nullable ComponentKey> key, List<RuntimeComponentInfo> rows) {
    Map<ComponentKey, T> keyed = new HashMap<>();
    for (T item : items) {
      ComponentKey component = key.apply(item);
      if (component != null) {
        keyed.put(component, item);
      }
    }
    Iterator<T> inOrder =
        dependenciesFirst(rows).stream()
            .map(row -> keyed.get(row.key()))
            .filter(Objects::nonNull)
            .iterator();
    return items.stream().map(item -> key.apply(item) == null ? item : inOrder.next()).toList();
  }

  /**
   * The components of the files, dependencies first.
   *
   * @throws UsageException when they depend on one another in a cycle
   */
  private static List<RuntimeComponentInfo> dependenciesFirst(List<RuntimeComponentInfo> rows) {
    if (!declareAny(rows)) {
      return rows;
    }
    DependencyOrder order = order(rows);
    List<DependencyNode> cycle = order.cycle();
    if (cycle != null) {
      throw new UsageException(
          "the files declare a cycle of dependencies: "
              + cycle.stream().map(DependencyNode::path).collect(Collectors.joining(" -> ")),
          "remove one of them, or mark it as !optional");
    }
    List<RuntimeComponentInfo> ordered = new ArrayList<>();
    order.dependenciesFirst().forEach(node -> ordered.add(node.info()));
    // A lease is no part of the graph, but may be declared.
    rows.stream().filter(RuntimeComponentInfo::isLease).forEach(ordered::add);
    return ordered;
  }

  /** The components to prune, dependents first; the registry may hold cycles. */
  static List<RuntimeComponentInfo> dependentsFirst(List<RuntimeComponentInfo> rows) {
    if (!declareAny(rows)) {
      return rows;
    }
    DependencyOrder order = order(rows.reversed());
    return order.cycle() != null
        ? rows
        : order.dependenciesFirst().stream().map(DependencyNode::info).toList().reversed();
  }

  private static boolean declareAny(List<RuntimeComponentInfo> rows) {
    return rows.stream()
        .anyMatch(row -> row.json().object("runtime").has(ComponentReference.FIELD));
  }

  private static DependencyOrder order(List<RuntimeComponentInfo> rows) {
    return new DependencyOrder(DependencyGraph.of(rows, Instant.EPOCH, Duration.ZERO, null));
  }
}
