package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.dependency.DependencyGraph;

/** Reads the graph of dependencies of a registry with one list of all components. */
public final class ComponentGraph {

  private ComponentGraph() {}

  /** The graph of all kinds, or of worker pools where the registry lists no others. */
  public static DependencyGraph read(Session session, Environment environment) {
    AllKindsLister lister = new AllKindsLister(session.diagnostics());
    RuntimeListQuery all = RuntimeListQuery.ALL.withLeases(false);
    RuntimeListResponse listed = lister.list(session.registry(), all);
    return DependencyGraph.of(
        listed.items(),
        session.asOf(listed.asOf(), environment),
        session.staleAfter(),
        lister.listed(all).kind());
  }
}
