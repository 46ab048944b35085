package io.noetl.runtime.cli.dependency;

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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints dependencies as a tree. What is below a component is shown once, where the component is
 * nearest to a root: the text grows with components and references, and not with the paths. {@code
 * (*)} marks the repetitions, and what is deeper than {@link #LEVELS} is counted. Nothing is
 * recursive, since a chain may be as long as the list.
 */
final class DependencyTree {

  /** How deep a tree is drawn unless another depth is asked for. */
  static final int LEVELS = 50;

  private final DependencyReach reach;
  private final boolean ascii;
  private final int levels;
  private final Map<DependencyNode, Integer> cycles = new HashMap<>();
  private final Map<ReferenceState, Set<Integer>> selected = new HashMap<>();
  private final DependencySelection from;
  private final TreePlaces places;
  private final Consumer<String> out;

  /** What was shown. */
  private final Set<Object> shown = new HashSet<>();

  /**
   * A tree.
   *
   * @param cycles groups of components that depend on one another
   * @param from where it begins
   * @param ascii whether the terminal shows no other characters
   * @param out takes the lines
   */
  DependencyTree(
      DependencyReach reach,
      List<List<DependencyNode>> cycles,
      DependencySelection from,
      boolean ascii,
      Consumer<String> out) {
    this.reach = reach;
    this.from = from;
    this.places = new TreePlaces(reach, from);
    this.ascii = ascii;
    this.levels = reach.depth() == Integer.MAX_VALUE ? LEVELS : reach.depth();
    for (List<DependencyNode> cycle : cycles) {
      int number = this.cycles.size();
      cycle.forEach(node -> this.cycles.put(node, number));
    }
    this.out = out;
  }

  /**
   * A line.
   *
   * @param subject a component, or a reference that selects some; null for what is not registered
   * @param level how many steps away from the root it is
   */
  private record Line(String text, @Nullable Object subject, int level) {}

  /**
   * Lines below another one.
   *
   * @param above the subject of that line
   * @param component the last component on the way to these lines
   */
  private record Frame(Object above, Object component, Iterator<Line> lines, String indent) {}

  /** Prints components, and what depends on components that are not registered. */
  void print() {
    from.roots().forEach(root -> print(DependencyWords.component(root), root, below(root, 0)));
    from.missing()
        .forEach((key, dependents) ->
            print(
                key.kind() + "/" + key.name() + " (not registered)",
                key,
                dependents(dependents, 1)));
  }

  private void print(String root, Object subject, List<Line> below) {
    out.accept(Printable.escape(root));
    Set<Object> path = new HashSet<>(Set.of(subject));
    Deque<Frame> frames = new ArrayDeque<>();
    frames.push(new Frame(subject, subject, below.iterator(), ""));
    while (!frames.isEmpty()) {
      Frame frame = frames.element();
      if (!frame.lines().hasNext()) {
        frames.pop();
        path.remove(frame.above());
        continue;
      }
      Line line = frame.lines().next();
      boolean isLast = !frame.lines().hasNext();
      Object next = line.subject();
      String mark = "";
      if (next != null && path.contains(next)) {
        mark = " (cycle)";
        next = null;
      } else if (next == null || !places.hasBelow(next, line.level())) {
        next = null;
      } else if (!places.isAt(next, frame.above()) || !shown.add(next)) {
        mark = leadsBack(next, frame.component()) ? " (cycle)" : " (*)";
        next = null;
      }
      out.accept(frame.indent() + branch(isLast) + Printable.escape(line.text()) + mark);
      if (next != null) {
        String indent = frame.indent() + trunk(isLast);
        if (next instanceof DependencyNode && line.level() >= levels) {
          out.accept(indent + branch(true) + more(places.deepest(next) - line.level()));
        } else {
          path.add(next);
          Object component = next instanceof DependencyNode ? next : frame.component();
          frames.push(new Frame(next, component, below(next, line.level()).iterator(), indent));
        }
      }
    }
  }

  private String more(int count) {
    return (ascii ? "... " : "… ")
        + count
        + (count == 1 ? " more level" : " more levels")
        + "; use --depth";
  }

  /** Whether what is below a subject leads back to the component above it. */
  private boolean leadsBack(Object subject, Object component) {
    Integer cycle = component instanceof DependencyNode above ? cycles.get(above) : null;
    if (cycle == null) {
      return false;
    }
    return switch (subject) {
      case DependencyNode node -> cycle.equals(cycles.get(node));
      case ReferenceState state -> selected.computeIfAbsent(state, this::cycles).contains(cycle);
      default -> false;
    };
  }

  /** The cycles of what is below a reference. */
  private Set<Integer> cycles(ReferenceState state) {
    Set<Integer> numbers = new HashSet<>();
    for (DependencyNode node : places.matches(state)) {
      Integer number = cycles.get(node);
      if (number != null) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private List<Line> below(Object subject, int level) {
    List<Line> lines = new ArrayList<>();
    if (subject instanceof ReferenceState state) {
      if (reach.reverse()) {
        return dependents(state.dependents(), level);
      }
      for (DependencyNode target : state.targets()) {
        lines.add(new Line(DependencyWords.match(target, state), target, level));
      }
    } else if (subject instanceof DependencyNode node && level < reach.depth()) {
      return reach.reverse() ? referring(node, level + 1) : dependencies(node, level + 1);
    }
    return lines;
  }

  private static List<Line> dependencies(DependencyNode node, int level) {
    List<Line> lines = new ArrayList<>();
    for (Dependency dependency : node.dependencies()) {
      ReferenceState state = dependency.state();
      Object subject =
          state.selects() ? state : state.targets().isEmpty() ? null : state.targets().getFirst();
      lines.add(new Line(DependencyWords.dependency(dependency), subject, level));
    }
    return lines;
  }

  /** What names a component, then the references that select it, among others perhaps. */
  private static List<Line> referring(DependencyNode node, int level) {
    List<Dependency> named = new ArrayList<>();
    List<Line> selecting = new ArrayList<>();
    for (ReferenceState state : node.referredBy()) {
      if (state.selects()) {
        selecting.add(new Line(DependencyWords.selector(state), state, level));
      } else {
        named.addAll(state.dependents());
      }
    }
    named.sort(DependencyNode.BY_DEPENDENT);
    List<Line> lines = dependents(named, level);
    lines.addAll(selecting);
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
