package io.noetl.runtime.schema.dependency;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds cycles as strongly connected parts (Tarjan's algorithm, without recursion). References are
 * vertices as well, so that the many components of one selector are visited once and not for each
 * of the components that declare it.
 */
final class DependencyCycles {

  private final List<DependencyNode> nodes;
  private final int[][] next;
  private final int[] index;
  private final int[] low;
  private final boolean[] onStack;
  private final Deque<Integer> stack = new ArrayDeque<>();
  private final List<List<DependencyNode>> cycles = new ArrayList<>();
  private int visited;

  DependencyCycles(List<DependencyNode> nodes, List<ReferenceState> references) {
    this.nodes = nodes;
    int size = nodes.size() + references.size();
    Map<Object, Integer> number = new HashMap<>();
    nodes.forEach(node -> number.put(node, number.size()));
    references.forEach(reference -> number.put(reference, number.size()));
    this.next = new int[size][];
    for (int i = 0; i < nodes.size(); i++) {
      next[i] =
          nodes.get(i).dependencies().stream().mapToInt(it -> number.get(it.state())).toArray();
    }
    for (int i = 0; i < references.size(); i++) {
      next[nodes.size() + i] = references.get(i).targets().stream().mapToInt(number::get).toArray();
    }
    this.index = new int[size];
    this.low = new int[size];
    this.onStack = new boolean[size];
    Arrays.fill(index, -1);
  }

  /** The cycles in the order of their first components. */
  List<List<DependencyNode>> find() {
    for (int i = 0; i < nodes.size(); i++) {
      if (index[i] < 0) {
        visit(i);
      }
    }
    cycles.sort(
        (one, other) -> one.getFirst().info().key().compareTo(other.getFirst().info().key()));
    return cycles;
  }

  private void visit(int start) {
    Deque<int[]> path = new ArrayDeque<>();
    path.push(enter(start));
    while (!path.isEmpty()) {
      int[] step = path.element();
      int vertex = step[0];
      if (step[1] < next[vertex].length) {
        int target = next[vertex][step[1]++];
        if (index[target] < 0) {
          path.push(enter(target));
        } else if (onStack[target]) {
          low[vertex] = Math.min(low[vertex], index[target]);
        }
      } else {
        path.pop();
        if (!path.isEmpty()) {
          int before = path.element()[0];
          low[before] = Math.min(low[before], low[vertex]);
        }
        leave(vertex);
      }
    }
  }

  /** A vertex and the number of the next edge. */
  private int[] enter(int vertex) {
    index[vertex] = visited;
    low[vertex] = visited++;
    stack.push(vertex);
    onStack[vertex] = true;
    return new int[] {vertex, 0};
  }

  private void leave(int vertex) {
    if (low[vertex] != index[vertex]) {
      return;
    }
    List<DependencyNode> members = new ArrayList<>();
    int size = 0;
    int member;
    do {
      member = stack.pop();
      onStack[member] = false;
      size++;
      if (member < nodes.size()) {
        members.add(nodes.get(member));
      }
    } while (member != vertex);
    // A component and a reference at least: one vertex alone has no edge to itself.
    if (size > 1) {
      members.sort((one, other) -> one.info().key().compareTo(other.info().key()));
      cycles.add(members);
    }
  }
}
