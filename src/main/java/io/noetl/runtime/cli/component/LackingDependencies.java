package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.DeclaredDependencies;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.dependency.ReferredComponents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dependencies that a component lacks, before or after its registration. Only the kinds that it
 * refers to are read, and only the components that it names or selects are kept: a long-running
 * process with little memory checks this often.
 */
public final class LackingDependencies {

  private final JsonObject row;
  private final List<ComponentReference> references;
  private final Session session;
  private final Environment environment;
  private boolean isNoted;
  private @Nullable Instant asOf;

  public LackingDependencies(
      RuntimeRegistrationRequest registration, Session session, Environment environment) {
    JsonObject runtime = registration.storedRuntime();
    this.row =
        JsonObject.EMPTY
            .with("name", registration.name())
            .with("kind", registration.kind().word())
            .with("status", "ready")
            .with("runtime", runtime)
            .with("labels", registration.labels());
    this.references = DeclaredDependencies.of(runtime).references();
    this.session = session;
    this.environment = environment;
  }

  /** Whether the component declares no dependency. */
  public boolean areNone() {
    return references.isEmpty();
  }

  /** The required dependencies that are not met now, and why. */
  public List<String> now() {
    RuntimeComponentInfo component = new RuntimeComponentInfo(row);
    List<RuntimeComponentInfo> rows = new ArrayList<>(List.of(component));
    Set<RuntimeKind> kinds = EnumSet.noneOf(RuntimeKind.class);
    references.forEach(reference -> kinds.add(reference.kind()));
    RuntimeKind only = null;
    asOf = null;
    for (RuntimeKind kind : kinds) {
      try {
        read(kind, component, rows);
      } catch (RuntimeApiException.Unsupported unlisted) {
        // A Python server lists worker pools and nothing else.
        only = RuntimeKind.WORKER_POOL;
        note(unlisted);
      }
    }
    DependencyNode node =
        DependencyGraph.of(rows, environment.clock().asOf(asOf), session.staleAfter(), only)
            .node(component.key().kind(), component.name());
    return node == null ? List.of() : node.lacking().stream().map(Dependency::inWords).toList();
  }

  private void read(
      RuntimeKind kind, RuntimeComponentInfo component, List<RuntimeComponentInfo> rows) {
    ReferredComponents referred = new ReferredComponents();
    referred.addReferencesOf(component);
    session.registry().stream(
        RuntimeListQuery.of(kind).withLeases(false),
        (listed, time) -> {
          asOf = time;
          if (!listed.key().equals(component.key()) && referred.contains(listed)) {
            rows.add(listed);
          }
        });
  }

  private void note(RuntimeApiException.Unsupported unlisted) {
    if (!isNoted) {
      isNoted = true;
      session
          .diagnostics()
          .note(unlisted.getMessage() + ", so dependencies on other kinds are not checked");
    }
  }
}
