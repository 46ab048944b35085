package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the graph of dependencies of a registry with one list of all components. */
public final class ComponentGraph {

  private static final RuntimeListQuery ALL = RuntimeListQuery.ALL.withLeases(false);

  private ComponentGraph() {}

  /**
   * Components with their dependencies, where any declares some: that takes another list, unless
   * they are from one of all components.
   *
   * @param query the query whose answer they are
   */
  public static List<ListedComponent> judged(
      List<ListedComponent> components,
      RuntimeListQuery query,
      RuntimeListResponse listed,
      Session session,
      Environment environment) {
    AllKindsLister lister = new AllKindsLister(session.diagnostics());
    return judged(components, query, listed, lister, session, environment);
  }

  /** The same with a lister that has perhaps found that the registry lists worker pools only. */
  public static List<ListedComponent> judged(
      List<ListedComponent> components,
      RuntimeListQuery query,
      RuntimeListResponse listed,
      AllKindsLister lister,
      Session session,
      Environment environment) {
    for (ListedComponent component : components) {
      if (component.declaresDependencies()) {
        DependencyGraph graph =
            query.withLeases(false).equals(ALL)
                ? graph(listed, lister.listed(ALL).kind(), session, environment)
                : read(lister, session, environment);
        return in(graph, components);
      }
    }
    return components;
  }

  /**
   * Components with what depends on them, where any component declares dependencies.
   *
   * @param listed the components of all kinds, or of the only kind that the registry lists
   */
  public static List<ListedComponent> in(
      RuntimeListResponse listed,
      @Nullable RuntimeKind only,
      List<ListedComponent> components,
      Session session,
      Environment environment) {
    for (RuntimeComponentInfo row : listed.items()) {
      if (row.json().object("runtime").has(ComponentReference.FIELD)) {
        return in(graph(listed, only, session, environment), components);
      }
    }
    return components;
  }

  /** The components as those of a graph. */
  public static List<ListedComponent> in(DependencyGraph graph, List<ListedComponent> components) {
    List<ListedComponent> judged = new ArrayList<>(components.size());
    for (ListedComponent component : components) {
      ComponentKey key = component.info().key();
      judged.add(
          new ListedComponent(
              component.info(), component.liveness(), graph.node(key.kind(), key.name())));
    }
    return judged;
  }

  /** The graph of all kinds, or of worker pools where the registry lists no others. */
  public static DependencyGraph read(Session session, Environment environment) {
    return read(new AllKindsLister(session.diagnostics()), session, environment);
  }

  private static DependencyGraph read(
      AllKindsLister lister, Session session, Environment environment) {
    RuntimeListResponse listed = lister.list(session.registry(), ALL);
    return graph(listed, lister.listed(ALL).kind(), session, environment);
  }

  private static DependencyGraph graph(
      RuntimeListResponse listed,
      @Nullable RuntimeKind only,
      Session session,
      Environment environment) {
    return DependencyGraph.of(
        listed.items(), environment.clock().asOf(listed.asOf()), session.staleAfter(), only);
  }
}
