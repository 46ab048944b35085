package io.noetl.runtime.cli.dependency;

import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.dependency.DependencyReach;
import io.noetl.runtime.schema.dependency.ReferenceState;
import io.noetl.runtime.text.Printable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints dependencies as a tree. What is below a component is shown once, {@code (*)} marks the
 * repetitions; a cycle ends at the component that it leads back to. Nothing is recursive, since a
 * chain may be as long as the list.
 */
final class DependencyTree {

  private final DependencyReach reach;
  private final boolean ascii;
  private final Consumer<String> out;

  /** What was shown, and with how many levels below it. */
  private final Map<Object, Integer> shown = new HashMap<>();

  /**
   * A tree.
   *
   * @param ascii whether the terminal shows no other characters
   * @param out takes the lines
   */
  DependencyTree(DependencyReach reach, boolean ascii, Consumer<String> out) {
    this.reach = reach;
    this.ascii = ascii;
    this.out = out;
  }

  /**
   * A line.
   *
   * @param subject a component, or a reference that selects some; null for what is not registered
   * @param level how many steps away from the root it is
   */
  private record Line(String text, @Nullable Object subject, int level) {}

  /** Lines below another one. */
  private static final class Frame {
    private final Object above;
    private final List<Line> lines;
    private final String indent;
    private int at;

    Frame(Object above, List<Line> lines, String indent) {
      this.above = above;
      this.lines = lines;
      this.indent = indent;
    }
  }

  void print(DependencyNode root) {
    print(new Line(DependencyWords.component(root), root, 0), below(root, 0), root);
  }

  /** Prints what depends on a component that is not registered. */
  void print(ComponentKey missing, List<Dependency> dependents) {
    String text = missing.kind() + "/" + missing.name() + " (not registered)";
    print(new Line(text, missing, 0), dependents(dependents, 1), missing);
  }

  private void print(Line root, List<Line> below, Object subject) {
    out.accept(Printable.escape(root.text()));
    shown.put(subject, reach.depth());
    Set<Object> path = new HashSet<>(Set.of(subject));
    Deque<Frame> frames = new ArrayDeque<>();
    frames.push(new Frame(subject, below, ""));
    while (!frames.isEmpty()) {
      Frame frame = frames.element();
      if (frame.at == frame.lines.size()) {
        frames.pop();
        path.remove(frame.above);
        continue;
      }
      Line line = frame.lines.get(frame.at++);
      boolean isLast = frame.at == frame.lines.size();
      Object next = line.subject();
      String mark = "";
      if (next != null && path.contains(next)) {
        mark = " (cycle)";
        next = null;
      } else if (next == null || !hasBelow(next, line.level())) {
        next = null;
      } else if (isShown(next, line.level())) {
        mark = " (*)";
        next = null;
      }
      out.accept(frame.indent + branch(isLast) + Printable.escape(line.text()) + mark);
      if (next != null) {
        path.add(next);
        frames.push(new Frame(next, below(next, line.level()), frame.indent + trunk(isLast)));
      }
    }
  }

  private boolean hasBelow(Object subject, int level) {
    return switch (subject) {
      case ReferenceState state -> !state.targets().isEmpty();
      case DependencyNode node ->
          level < reach.depth()
              && (reach.reverse() ? node.isNeeded() : !node.dependencies().isEmpty());
      default -> false;
    };
  }

  /** Whether the same was shown at least as deep; else it counts as shown from now on. */
  private boolean isShown(Object subject, int level) {
    int levels = reach.depth() - level;
    Integer before = shown.get(subject);
    if (before != null && before >= levels) {
      return true;
    }
    shown.put(subject, levels);
    return false;
  }

  private List<Line> below(Object subject, int level) {
    if (subject instanceof ReferenceState state) {
      List<Line> lines = new ArrayList<>();
      for (DependencyNode target : state.targets()) {
        lines.add(new Line(DependencyWords.match(target, state), target, level));
      }
      return lines;
    }
    if (level >= reach.depth() || !(subject instanceof DependencyNode node)) {
      return List.of();
    }
    return reach.reverse()
        ? dependents(node.dependents(), level + 1)
        : dependencies(node.dependencies(), level + 1);
  }

  private static List<Line> dependencies(List<Dependency> dependencies, int level) {
    List<Line> lines = new ArrayList<>();
    for (Dependency dependency : dependencies) {
      ReferenceState state = dependency.state();
      Object subject =
          state.selects() ? state : state.targets().isEmpty() ? null : state.targets().getFirst();
      lines.add(new Line(DependencyWords.dependency(dependency), subject, level));
    }
    return lines;
  }

  private static List<Line> dependents(List<Dependency> dependents, int level) {
    List<Line> lines = new ArrayList<>();
    for (Dependency dependency : dependents) {
      lines.add(new Line(DependencyWords.dependent(dependency), dependency.from(), level));
    }
    return lines;
  }

  private String branch(boolean isLast) {
    return ascii ? (isLast ? "`-- " : "|-- ") : (isLast ? "└── " : "├── ");
  }

  private String trunk(boolean isLast) {
    return isLast ? "    " : ascii ? "|   " : "│   ";
  }
}
