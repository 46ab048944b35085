package io.noetl.runtime.cli.dependency;

import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.dependency.DependencyReach;
import io.noetl.runtime.schema.dependency.ReferenceState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a tree shows what is below each subject: at its place nearest to a root, once. A subject is
 * a component, a reference that selects some, or the key of what is not registered.
 */
final class TreePlaces {

  /** What is above a subject at its place, null for a root, and how many steps away the root is. */
  private record Place(@Nullable Object above, int level) {}

  private final DependencyReach reach;
  private final Map<Object, Place> places = new HashMap<>();
  private final List<Object> found = new ArrayList<>();
  private final Map<Object, Integer> deepest = new HashMap<>();

  TreePlaces(DependencyReach reach, DependencySelection from) {
    this.reach = reach;
    Deque<Object> open = new ArrayDeque<>();
    from.roots().forEach(root -> place(root, null, 0, open));
    from.missing().keySet().forEach(key -> place(key, null, 0, open));
    from.missing()
        .forEach((key, dependents) ->
            dependents.forEach(dependent -> place(dependent.from(), key, 1, open)));
    while (!open.isEmpty()) {
      Object subject = open.remove();
      int level = level(subject);
      if (subject instanceof DependencyNode node && level < reach.depth()) {
        below(node).forEach(next -> place(next, node, level + 1, open));
      }
    }
    for (Object subject : found.reversed()) {
      Object above = Objects.requireNonNull(places.get(subject)).above();
      if (above != null) {
        deepest.merge(above, deepest(subject), Math::max);
      }
    }
  }

  private void place(Object subject, @Nullable Object above, int level, Deque<Object> open) {
    if (places.putIfAbsent(subject, new Place(above, level)) == null) {
      found.add(subject);
      open.add(subject);
      if (subject instanceof ReferenceState state) {
        matches(state).forEach(match -> place(match, state, level, open));
      }
    }
  }

  private int level(Object subject) {
    Place place = places.get(subject);
    return place == null ? 0 : place.level();
  }

  /** How many steps away from a root the last of what is below a subject is. */
  int deepest(Object subject) {
    int level = level(subject);
    boolean hasMore = subject instanceof DependencyNode && hasBelow(subject, level);
    return Math.max(deepest.getOrDefault(subject, 0), hasMore ? level + 1 : level);
  }

  /** Whether what is below a subject is shown where it is below another one. */
  boolean isAt(Object subject, Object above) {
    Place place = places.get(subject);
    return place != null && above.equals(place.above());
  }

  /** Whether anything is to be shown below a subject that is so many steps away from a root. */
  boolean hasBelow(Object subject, int level) {
    return switch (subject) {
      case ReferenceState state -> !matches(state).isEmpty();
      case DependencyNode node ->
          level < reach.depth()
              && (reach.reverse() ? node.isNeeded() : !node.dependencies().isEmpty());
      default -> false;
    };
  }

  /** The components that a reference selects, or those that declare it. */
  List<DependencyNode> matches(ReferenceState state) {
    return reach.reverse()
        ? state.dependents().stream().map(Dependency::from).toList()
        : state.targets();
  }

  private List<Object> below(DependencyNode node) {
    List<Object> subjects = new ArrayList<>();
    if (reach.reverse()) {
      for (ReferenceState state : node.referredBy()) {
        if (state.selects()) {
          subjects.add(state);
        } else {
          subjects.addAll(matches(state));
        }
      }
    } else {
      for (Dependency dependency : node.dependencies()) {
        ReferenceState state = dependency.state();
        if (state.selects()) {
          subjects.add(state);
        } else {
          subjects.addAll(state.targets());
        }
      }
    }
    return subjects;
  }
}
