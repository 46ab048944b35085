package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.dependency.DependencyDocument;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.schema.dependency.DependencyNode;
import org.jspecify.annotations.Nullable;

/** Marks the components of a list that declare dependencies as blocked or not. */
final class DependencyMarks {

  private final @Nullable DependencyGraph graph;
  private boolean missing;

  /** Marks from a graph; without one it is only noted whether one is needed. */
  DependencyMarks(@Nullable DependencyGraph graph) {
    this.graph = graph;
  }

  RuntimeComponentInfo on(RuntimeComponentInfo row) {
    if (graph == null) {
      missing = missing || ServedDependencies.declares(row);
      return row;
    }
    if (!row.json().object("runtime").has(ComponentReference.FIELD)) {
      return row;
    }
    DependencyNode node = graph.node(row.key().kind(), row.name());
    return node == null || node.dependencies().isEmpty()
        ? row
        : new RuntimeComponentInfo(DependencyDocument.marked(row.json(), node));
  }

  /** Whether a row was not marked for want of a graph. */
  boolean areMissing() {
    return missing;
  }
}
