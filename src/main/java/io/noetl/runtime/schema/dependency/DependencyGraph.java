package io.noetl.runtime.schema.dependency;

import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.DeclaredDependencies;
import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which components depend on which others, and whether they are there: computed from one list of
 * all components. Equal references share their state, and selectors are looked up in an index of
 * the labels, so that the time is in proportion to components, references and matches.
 */
public final class DependencyGraph {

  private final Map<ComponentKey, DependencyNode> nodes = new LinkedHashMap<>();
  private final Map<Wanted, ReferenceState> states = new HashMap<>();

  /** What a reference wants, whether it is optional or not. */
  private record Wanted(
      RuntimeKind kind,
      @Nullable String name,
      @Nullable LabelSelector selector,
      @Nullable String range) {}

  private final @Nullable RuntimeKind only;

  private DependencyGraph(@Nullable RuntimeKind only) {
    this.only = only;
  }

  /**
   * The graph of listed components; leases are no part of it.
   *
   * @param rows the components of all kinds
   * @param asOf the registry's own time
   * @param staleAfter how long a component may be silent
   * @param only the only kind that the registry lists; null for all
   */
  public static DependencyGraph of(
      List<RuntimeComponentInfo> rows,
      Instant asOf,
      Duration staleAfter,
      @Nullable RuntimeKind only) {
    DependencyGraph graph = new DependencyGraph(only);
    for (RuntimeComponentInfo row : rows) {
      if (!row.isLease()) {
        Liveness liveness = Liveness.of(row, asOf, staleAfter);
        graph.nodes.put(row.key(), new DependencyNode(row, liveness));
      }
    }
    graph.connect();
    return graph;
  }

  private void connect() {
    LabelIndex index = new LabelIndex(nodes.values());
    for (DependencyNode node : nodes.values()) {
      for (ComponentReference reference : DeclaredDependencies.of(node.info()).references()) {
        Wanted wanted =
            new Wanted(reference.kind(), reference.name(), reference.selector(), reference.range());
        ReferenceState state =
            states.computeIfAbsent(
                wanted,
                _ ->
                    new ReferenceState(
                        reference,
                        targets(reference, index),
                        only == null || only == reference.kind()));
        Dependency dependency = new Dependency(node, reference, state);
        node.add(dependency);
        state.add(dependency);
      }
    }
  }

  private List<DependencyNode> targets(ComponentReference reference, LabelIndex index) {
    LabelSelector selector = reference.selector();
    if (selector != null) {
      return index.matching(reference.kind(), selector);
    }
    DependencyNode named =
        nodes.get(new ComponentKey(reference.kind().word(), String.valueOf(reference.name())));
    return named == null ? List.of() : List.of(named);
  }

  /** Whether no component declares a dependency. */
  public boolean isEmpty() {
    return states.isEmpty();
  }

  /** All components, in the order of the list. */
  public Collection<DependencyNode> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  /** What is known of each reference, once for equal ones. */
  Collection<ReferenceState> states() {
    return states.values();
  }

  /** The component with a kind and a name; null for none. */
  public @Nullable DependencyNode node(String kind, String name) {
    return nodes.get(new ComponentKey(kind, name));
  }

  /** The components that references name and that are not registered, with these dependencies. */
  public SortedMap<ComponentKey, List<Dependency>> missing() {
    SortedMap<ComponentKey, List<Dependency>> missing = new TreeMap<>();
    states.forEach((wanted, state) -> {
      if (wanted.name() != null && state.targets().isEmpty() && state.isListed()) {
        missing
            .computeIfAbsent(
                new ComponentKey(wanted.kind().word(), wanted.name()), _ -> new ArrayList<>())
            .addAll(state.dependents());
      }
    });
    missing.values().forEach(dependents -> dependents.sort(DependencyNode.BY_DEPENDENT));
    return missing;
  }

  /** The cycles: groups of components that depend on one another, or one on itself. */
  public List<List<DependencyNode>> cycles() {
    return new DependencyCycles(List.copyOf(nodes.values()), List.copyOf(states.values())).find();
  }
}
