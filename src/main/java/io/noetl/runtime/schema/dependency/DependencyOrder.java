package io.noetl.runtime.schema.dependency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Puts components after those that they depend on, and otherwise leaves them in the order of their
 * list.
 *
 * <p>A required reference to one component is strict, and cannot be kept in a cycle. An optional
 * one, and a selector of several components, is followed where that is possible.
 */
public final class DependencyOrder {

  private final List<DependencyNode> nodes;
  private final Map<DependencyNode, Integer> numbers = new HashMap<>();

  /** Of each component, those that it strictly depends on. */
  private final int[][] strict;

  /** An order of all components of a graph. */
  public DependencyOrder(DependencyGraph graph) {
    this.nodes = List.copyOf(graph.nodes());
    nodes.forEach(node -> numbers.put(node, numbers.size()));
    this.strict = new int[nodes.size()][];
    for (int i = 0; i < strict.length; i++) {
      strict[i] =
          nodes.get(i).dependencies().stream()
              .filter(DependencyOrder::isStrict)
              .mapToInt(dependency -> number(numbers, dependency.targets().getFirst()))
              .distinct()
              .toArray();
    }
  }

  private static boolean isStrict(Dependency dependency) {
    // A component that selects itself alone is what it needs.
    return !dependency.reference().optional()
        && dependency.targets().size() == 1
        && !(dependency.state().selects() && dependency.targets().getFirst() == dependency.from());
  }

  /**
   * A cycle of strict references, its first component also at the end; null where there is none.
   */
  public @Nullable List<DependencyNode> cycle() {
    boolean[] isDone = new boolean[strict.length];
    int[] place = new int[strict.length];
    Arrays.fill(place, -1);
    for (int start = 0; start < strict.length; start++) {
      List<int[]> path = new ArrayList<>();
      if (!isDone[start]) {
        place[start] = 0;
        path.add(new int[] {start, 0});
      }
      while (!path.isEmpty()) {
        int[] step = path.getLast();
        if (step[1] == strict[step[0]].length) {
          isDone[step[0]] = true;
          place[step[0]] = -1;
          path.removeLast();
          continue;
        }
        int next = strict[step[0]][step[1]++];
        if (place[next] >= 0) {
          List<DependencyNode> cycle = new ArrayList<>();
          path.subList(place[next], path.size()).forEach(one -> cycle.add(nodes.get(one[0])));
          cycle.add(nodes.get(next));
          return cycle;
        }
        if (!isDone[next]) {
          place[next] = path.size();
          path.add(new int[] {next, 0});
        }
      }
    }
    return null;
  }

  /** The components, dependencies first. */
  public List<DependencyNode> dependenciesFirst() {
    Map<ReferenceState, Integer> states = new HashMap<>();
    List<List<Integer>> dependents = new ArrayList<>();
    nodes.forEach(_ -> dependents.add(new ArrayList<>()));
    for (DependencyNode node : nodes) {
      for (Dependency dependency : node.dependencies()) {
        if (!isStrict(dependency) && !states.containsKey(dependency.state())) {
          states.put(dependency.state(), dependents.size());
          dependents.add(new ArrayList<>());
        }
      }
    }
    // References that are not strict are vertices, too: many components may share one.
    int[] open = new int[dependents.size()];
    int[] strictlyOpen = new int[nodes.size()];
    states.forEach((state, number) -> {
      open[number] = state.targets().size();
      state.targets().forEach(target -> dependents.get(number(numbers, target)).add(number));
    });
    for (int i = 0; i < strict.length; i++) {
      for (int dependency : strict[i]) {
        dependents.get(dependency).add(i);
      }
      strictlyOpen[i] = strict[i].length;
      open[i] = strict[i].length;
      for (Dependency dependency : nodes.get(i).dependencies()) {
        if (!isStrict(dependency)) {
          dependents.get(number(states, dependency.state())).add(i);
          open[i]++;
        }
      }
    }
    return placed(dependents, open, strictlyOpen);
  }

  private static <T> int number(Map<T, Integer> numbers, T vertex) {
    return Objects.requireNonNull(numbers.get(vertex));
  }

  private List<DependencyNode> placed(
      List<List<Integer>> dependents, int[] open, int[] strictlyOpen) {
    boolean[] isPlaced = new boolean[open.length];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    PriorityQueue<Integer> possible = new PriorityQueue<>();
    for (int i = 0; i < open.length; i++) {
      if (open[i] == 0) {
        ready.add(i);
      }
      if (i < strictlyOpen.length && strictlyOpen[i] == 0) {
        possible.add(i);
      }
    }
    List<DependencyNode> order = new ArrayList<>(nodes.size());
    while (order.size() < nodes.size()) {
      Integer next = ready.poll();
      next = next == null ? possible.poll() : next;
      if (next == null) {
        throw new IllegalStateException("the dependencies have a cycle");
      }
      if (isPlaced[next]) {
        continue;
      }
      isPlaced[next] = true;
      if (next < nodes.size()) {
        order.add(nodes.get(next));
      }
      for (int dependent : dependents.get(next)) {
        if (--open[dependent] == 0) {
          ready.add(dependent);
        }
        boolean isStrictStep =
            next < nodes.size()
                && dependent < strictlyOpen.length
                && --strictlyOpen[dependent] == 0;
        if (isStrictStep) {
          possible.add(dependent);
        }
      }
    }
    return order;
  }
}
