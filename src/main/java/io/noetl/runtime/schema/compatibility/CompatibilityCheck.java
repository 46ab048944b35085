package io.noetl.runtime.schema.compatibility;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.version.ComponentVersion;
import io.noetl.runtime.schema.version.VersionRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for violations of rules, and of the ranges that components declare for what they need. */
public final class CompatibilityCheck {

  private final List<CompatibilityRule> rules;

  public CompatibilityCheck(List<CompatibilityRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** All violations among components; leave out those that are offline. */
  public List<Violation> among(List<RuntimeComponentInfo> components) {
    List<Violation> violations = new ArrayList<>();
    for (CompatibilityRule rule : rules) {
      between(rule, components, components, violations);
    }
    new DeclaredRanges(components).check(components, violations);
    return violations;
  }

  /**
   * The violations that there would be once some components are as they are given here.
   *
   * @param changed these components
   * @param components all that are registered; those of the same kind and name do not count
   */
  public List<Violation> of(
      List<RuntimeComponentInfo> changed, List<RuntimeComponentInfo> components) {
    Map<ComponentKey, RuntimeComponentInfo> others = new LinkedHashMap<>();
    components.forEach(component -> others.put(component.key(), component));
    changed.forEach(component -> others.remove(component.key()));
    List<RuntimeComponentInfo> unchanged = List.copyOf(others.values());
    List<RuntimeComponentInfo> all = new ArrayList<>(changed);
    all.addAll(unchanged);
    List<Violation> violations = new ArrayList<>();
    for (CompatibilityRule rule : rules) {
      between(rule, changed, all, violations);
      between(rule, unchanged, changed, violations);
    }
    DeclaredRanges declared = new DeclaredRanges(all);
    declared.check(changed, violations);
    declared.checkOn(changed, unchanged, violations);
    return violations;
  }

  /** The rows that registrations make. */
  public static List<RuntimeComponentInfo> rows(List<RuntimeRegistrationRequest> requests) {
    List<RuntimeComponentInfo> rows = new ArrayList<>();
    for (RuntimeRegistrationRequest request : requests) {
      rows.add(
          new RuntimeComponentInfo(
              JsonObject.EMPTY
                  .with("name", request.name())
                  .with("kind", request.kind().word())
                  .with("labels", request.toJson().get("labels"))
                  .with("runtime", request.storedRuntime())));
    }
    return rows;
  }

  private static void between(
      CompatibilityRule rule,
      List<RuntimeComponentInfo> components,
      List<RuntimeComponentInfo> others,
      List<Violation> violations) {
    Collection<Map<ComponentKey, RuntimeComponentInfo>> byVersion = byVersion(rule, others);
    if (byVersion.isEmpty()) {
      return;
    }
    for (RuntimeComponentInfo component : components) {
      if (rule.component().matchesWithVersion(component)) {
        for (Map<ComponentKey, RuntimeComponentInfo> group : byVersion) {
          check(rule, component, group, violations);
        }
      }
    }
  }

  /** All of one version break a rule together, or none of them. */
  private static Collection<Map<ComponentKey, RuntimeComponentInfo>> byVersion(
      CompatibilityRule rule, List<RuntimeComponentInfo> others) {
    Map<String, Map<ComponentKey, RuntimeComponentInfo>> groups = new LinkedHashMap<>();
    VersionRange range = rule.requires().range();
    for (RuntimeComponentInfo other : others) {
      if (rule.requires().matches(other)) {
        ComponentVersion version = other.declaredVersion();
        // Without a skew, a version in the range fits every component.
        if (rule.within() != null || range == null || !range.contains(version)) {
          groups
              .computeIfAbsent(version == null ? "" : version.text(), _ -> new LinkedHashMap<>())
              .put(other.key(), other);
        }
      }
    }
    return groups.values();
  }

  private static void check(
      CompatibilityRule rule,
      RuntimeComponentInfo component,
      Map<ComponentKey, RuntimeComponentInfo> group,
      List<Violation> violations) {
    int others = group.size() - (group.containsKey(component.key()) ? 1 : 0);
    if (others == 0) {
      return;
    }
    RuntimeComponentInfo first = first(group, component.key());
    String problem = problem(rule, component.declaredVersion(), first.declaredVersion());
    if (problem != null) {
      violations.add(
          new Violation(component, first, others - 1, rule.text(), rule.origin(), problem));
    }
  }

  private static RuntimeComponentInfo first(
      Map<ComponentKey, RuntimeComponentInfo> group, ComponentKey self) {
    Iterator<RuntimeComponentInfo> members = group.values().iterator();
    RuntimeComponentInfo first = members.next();
    return first.key().equals(self) ? members.next() : first;
  }

  private static @Nullable String problem(
      CompatibilityRule rule,
      @Nullable ComponentVersion version,
      @Nullable ComponentVersion other) {
    VersionRange range = rule.requires().range();
    if (range != null && !range.contains(other)) {
      return wanted(other, range);
    }
    VersionSkew within = rule.within();
    return within == null ? null : within.problem(version, other);
  }

  static String wanted(@Nullable ComponentVersion version, VersionRange range) {
    return (version == null ? "no version" : "version " + version.text())
        + ", wanted "
        + range.text();
  }
}
