package io.noetl.runtime.schema.compatibility;

import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.DeclaredDependencies;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.version.VersionRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ranges in the dependencies that components declare. A selector is met by one component in the
 * range; what is not registered breaks no range, and an optional dependency is no rule.
 */
final class DeclaredRanges {

  private static final String ORIGIN = ComponentReference.FIELD;

  private final Map<String, List<RuntimeComponentInfo>> byKind = new HashMap<>();
  private final Map<ComponentKey, RuntimeComponentInfo> byKey = new HashMap<>();
  private final Map<String, Outsiders> answers = new HashMap<>();

  /**
   * The components that a reference means, none of which is in its range.
   *
   * @param first null where one is in the range, or there is none
   */
  private record Outsiders(
      @Nullable RuntimeComponentInfo first, int further, @Nullable VersionRange range) {

    static final Outsiders NONE = new Outsiders(null, 0, null);
  }

  DeclaredRanges(List<RuntimeComponentInfo> components) {
    for (RuntimeComponentInfo component : components) {
      byKind.computeIfAbsent(component.key().kind(), _ -> new ArrayList<>()).add(component);
      byKey.put(component.key(), component);
    }
  }

  /** Adds what the dependencies of some components break. */
  void check(List<RuntimeComponentInfo> components, List<Violation> violations) {
    for (RuntimeComponentInfo component : components) {
      for (ComponentReference reference : ranged(component)) {
        add(component, reference, violations);
      }
    }
  }

  /** Adds what some components break of the dependencies of others. */
  void checkOn(
      List<RuntimeComponentInfo> targets,
      List<RuntimeComponentInfo> dependents,
      List<Violation> violations) {
    Map<String, Boolean> isOnAny = new HashMap<>();
    for (RuntimeComponentInfo dependent : dependents) {
      for (ComponentReference reference : ranged(dependent)) {
        if (isOnAny.computeIfAbsent(
            reference.text(), _ -> targets.stream().anyMatch(reference::matches))) {
          add(dependent, reference, violations);
        }
      }
    }
  }

  private static List<ComponentReference> ranged(RuntimeComponentInfo component) {
    DeclaredDependencies declared = DeclaredDependencies.of(component);
    if (declared.entries().isEmpty()) {
      return List.of();
    }
    List<ComponentReference> ranged = new ArrayList<>();
    for (ComponentReference reference : declared.references()) {
      if (reference.range() != null && !reference.optional()) {
        ranged.add(reference);
      }
    }
    return ranged;
  }

  private void add(
      RuntimeComponentInfo component, ComponentReference reference, List<Violation> violations) {
    String text = reference.text();
    Outsiders outsiders = answers.computeIfAbsent(text, _ -> outsiders(reference));
    if (outsiders.first != null && outsiders.range != null) {
      violations.add(
          new Violation(
              component,
              outsiders.first,
              outsiders.further,
              "depends on " + text,
              ORIGIN,
              CompatibilityCheck.wanted(outsiders.first.declaredVersion(), outsiders.range)));
    }
  }

  private Outsiders outsiders(ComponentReference reference) {
    VersionRange range = reference.versions();
    if (range == null) {
      return Outsiders.NONE;
    }
    RuntimeComponentInfo first = null;
    int count = 0;
    for (RuntimeComponentInfo target : targets(reference)) {
      if (reference.matches(target)) {
        if (range.contains(target.declaredVersion())) {
          return Outsiders.NONE;
        }
        first = first == null ? target : first;
        count++;
      }
    }
    return first == null ? Outsiders.NONE : new Outsiders(first, count - 1, range);
  }

  private List<RuntimeComponentInfo> targets(ComponentReference reference) {
    String name = reference.name();
    if (name == null) {
      return byKind.getOrDefault(reference.kind().word(), List.of());
    }
    RuntimeComponentInfo target = byKey.get(new ComponentKey(reference.kind().word(), name));
    return target == null ? List.of() : List.of(target);
  }
}
