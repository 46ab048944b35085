package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.component.ComponentGraph;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.process.Clock;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import java.util.List;

/** Reads the dependencies of components for the steps of a diagnosis. */
final class RegistryGraph {

  private static final RuntimeListQuery ALL = RuntimeListQuery.ALL.withLeases(false);

  private RegistryGraph() {}

  /** The components with their dependencies, on worker pools alone where only those are listed. */
  static List<ListedComponent> judged(
      List<ListedComponent> components, RuntimeApi registry, Clock clock, Settings settings) {
    RuntimeKind only = null;
    RuntimeListResponse listed;
    try {
      listed = registry.list(ALL);
    } catch (RuntimeApiException.Unsupported unlisted) {
      only = RuntimeKind.WORKER_POOL;
      listed = registry.list(ALL.withKind(only));
    }
    DependencyGraph graph =
        DependencyGraph.of(
            listed.items(),
            clock.asOf(listed.asOf()),
            Session.staleAfter(settings, registry),
            only);
    return ComponentGraph.in(graph, components);
  }
}
