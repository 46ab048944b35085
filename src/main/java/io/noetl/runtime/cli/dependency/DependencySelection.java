package io.noetl.runtime.cli.dependency;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.dependency.DependencyReach;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a graph is entered.
 *
 * @param roots the components
 * @param missing what is not registered, with the dependencies on it; only from dependencies to
 *     dependents
 */
record DependencySelection(
    List<DependencyNode> roots, Map<ComponentKey, List<Dependency>> missing) {

  /** All components that depend on any, or are depended on, of one kind where one is wanted. */
  static DependencySelection all(
      @Nullable RuntimeKind kind, boolean reverse, DependencyGraph graph) {
    if (kind == null) {
      return new DependencySelection(
          DependencyReach.roots(graph, reverse), reverse ? graph.missing() : Map.of());
    }
    List<DependencyNode> roots = new ArrayList<>();
    for (DependencyNode node : graph.nodes()) {
      if (kind.word().equals(node.info().kind())
          && (reverse ? node.isNeeded() : !node.dependencies().isEmpty())) {
        roots.add(node);
      }
    }
    return new DependencySelection(roots, reverse ? missing(graph, kind, null) : Map.of());
  }

  private static Map<ComponentKey, List<Dependency>> missing(
      DependencyGraph graph, @Nullable RuntimeKind kind, @Nullable String name) {
    Map<ComponentKey, List<Dependency>> chosen = new TreeMap<>();
    graph
        .missing()
        .forEach((key, dependents) -> {
          if ((kind == null || kind.word().equals(key.kind()))
              && (name == null || name.equals(key.name()))) {
            chosen.put(key, dependents);
          }
        });
    return chosen;
  }

  /**
   * The component with a name, which may stand behind its kind and a slash.
   *
   * @throws UsageException when components of several kinds have it
   * @throws RuntimeApiException.UnknownComponent when none has it
   */
  static DependencySelection named(
      String written,
      @Nullable RuntimeKind kind,
      boolean reverse,
      DependencyGraph graph,
      RegistryOptions registry) {
    DependencySelection found = find(written, kind, reverse, graph);
    int slash = written.indexOf('/');
    if (found.isEmpty() && kind == null && slash > 0) {
      RuntimeKind before = RuntimeKind.find(written.substring(0, slash));
      if (before != null) {
        return named(written.substring(slash + 1), before, reverse, graph, registry);
      }
    }
    if (found.isEmpty()) {
      throw registry.unknownComponent(kind == null ? RuntimeKind.WORKER_POOL : kind, written);
    }
    if (found.roots.size() + found.missing.size() > 1) {
      String paths =
          found.roots.stream().map(DependencyNode::path).collect(Collectors.joining(", "));
      throw new UsageException(
          "several components are named " + ShellWord.of(written) + ": " + paths,
          "choose one with --kind");
    }
    return found;
  }

  boolean isEmpty() {
    return roots.isEmpty() && missing.isEmpty();
  }

  private static DependencySelection find(
      String name, @Nullable RuntimeKind kind, boolean reverse, DependencyGraph graph) {
    List<DependencyNode> roots = new ArrayList<>();
    for (RuntimeKind each : RuntimeKind.values()) {
      DependencyNode node = kind == null || kind == each ? graph.node(each.word(), name) : null;
      if (node != null) {
        roots.add(node);
      }
    }
    boolean looksFurther = roots.isEmpty() && reverse;
    return new DependencySelection(roots, looksFurther ? missing(graph, kind, name) : Map.of());
  }
}
