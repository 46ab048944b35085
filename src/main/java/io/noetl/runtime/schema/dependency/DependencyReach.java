package io.noetl.runtime.schema.dependency;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is reached from some components, breadth first.
 *
 * @param reverse from dependencies to dependents
 * @param depth how many steps are taken at most
 */
public record DependencyReach(boolean reverse, int depth) {

  /**
   * What is reached.
   *
   * @param nodes the components, the first ones included
   * @param edges the dependencies between them, without those beyond the depth
   */
  public record Reached(List<DependencyNode> nodes, List<Dependency> edges) {}

  /** What is reached from some components, and from what is not registered. */
  public Reached from(
      List<DependencyNode> roots, Collection<List<Dependency>> dependentsOfMissing) {
    Map<DependencyNode, Integer> reached = new LinkedHashMap<>();
    roots.forEach(root -> reached.put(root, 0));
    Set<Dependency> edges = new LinkedHashSet<>();
    for (List<Dependency> dependents : dependentsOfMissing) {
      edges.addAll(dependents);
      dependents.forEach(dependent -> reached.putIfAbsent(dependent.from(), 1));
    }
    extend(reached, new ArrayDeque<>(reached.keySet()));
    addEdges(reached, edges);
    return new Reached(List.copyOf(reached.keySet()), List.copyOf(edges));
  }

  private void extend(Map<DependencyNode, Integer> reached, Deque<DependencyNode> open) {
    // Each reference is followed once: a selector may find thousands.
    Set<ReferenceState> followed = new HashSet<>();
    while (!open.isEmpty()) {
      DependencyNode node = open.remove();
      int next = reached.getOrDefault(node, 0) + 1;
      if (next > depth) {
        continue;
      }
      for (ReferenceState state : states(node)) {
        if (followed.add(state)) {
          for (DependencyNode other : others(state)) {
            if (reached.putIfAbsent(other, next) == null) {
              open.add(other);
            }
          }
        }
      }
    }
  }

  private List<ReferenceState> states(DependencyNode node) {
    return reverse
        ? node.referredBy()
        : node.dependencies().stream().map(Dependency::state).toList();
  }

  private List<DependencyNode> others(ReferenceState state) {
    return reverse ? state.dependents().stream().map(Dependency::from).toList() : state.targets();
  }

  private void addEdges(Map<DependencyNode, Integer> reached, Set<Dependency> edges) {
    Set<ReferenceState> followed = new HashSet<>();
    reached.forEach((node, distance) -> {
      if (distance >= depth) {
        return;
      }
      for (ReferenceState state : reverse ? node.referredBy() : List.<ReferenceState>of()) {
        if (followed.add(state)) {
          edges.addAll(state.dependents());
        }
      }
      if (!reverse) {
        edges.addAll(node.dependencies());
      }
    });
  }

  /**
   * The components from which all others that depend on any, or are needed, are reached: those that
   * nothing leads to, then one of each cycle that only itself leads to.
   */
  public static List<DependencyNode> roots(DependencyGraph graph, boolean reverse) {
    Predicate<DependencyNode> leads =
        node -> reverse ? node.isNeeded() : !node.dependencies().isEmpty();
    Predicate<DependencyNode> isLedTo =
        node -> reverse ? !node.dependencies().isEmpty() : node.isNeeded();
    DependencyReach all = new DependencyReach(reverse, Integer.MAX_VALUE);
    List<DependencyNode> roots =
        new ArrayList<>(graph.nodes().stream().filter(leads).filter(isLedTo.negate()).toList());
    Map<DependencyNode, Integer> reached = new LinkedHashMap<>();
    roots.forEach(root -> reached.put(root, 0));
    all.extend(reached, new ArrayDeque<>(roots));
    for (DependencyNode node : graph.nodes()) {
      if (leads.test(node) && !reached.containsKey(node)) {
        roots.add(node);
        reached.put(node, 0);
        all.extend(reached, new ArrayDeque<>(List.of(node)));
      }
    }
    return roots;
  }
}
