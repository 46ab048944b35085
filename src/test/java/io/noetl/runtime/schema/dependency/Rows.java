package io.noetl.runtime.schema.dependency;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds a list of rows, and the graph of them. */
final class Rows {

  static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private final List<RuntimeComponentInfo> rows = new ArrayList<>();

  /** A component that sent its last heartbeat some seconds ago. */
  Rows add(String path, String status, int age, Map<String, String> runtime, String... references) {
    return add(path, status, age, runtime, Map.of(), references);
  }

  Rows add(
      String path,
      String status,
      int age,
      Map<String, String> runtime,
      Map<String, String> labels,
      String... references) {
    JsonObject fields =
        JsonObject.of(runtime)
            .with("depends_on", references.length == 0 ? null : List.of(references));
    JsonObject row =
        JsonObject.EMPTY
            .with("name", path.substring(path.indexOf('/') + 1))
            .with("kind", path.substring(0, path.indexOf('/')))
            .with("status", status)
            .with("runtime", fields)
            .with("labels", JsonObject.of(labels))
            .with("heartbeat", NOW.minusSeconds(age).toString());
    rows.add(new RuntimeComponentInfo(row));
    return this;
  }

  /** A component that is ready. */
  Rows ready(String path, String... references) {
    return add(path, "ready", 5, Map.of(), references);
  }

  /** A component that is ready, with labels. */
  Rows labelled(String path, Map<String, String> labels, String... references) {
    return add(path, "ready", 5, Map.of(), labels, references);
  }

  Rows json(String row) {
    rows.add(new RuntimeComponentInfo(TestJson.object(row)));
    return this;
  }

  List<RuntimeComponentInfo> rows() {
    return rows;
  }

  DependencyGraph graph() {
    return graph(null);
  }

  DependencyGraph graph(@Nullable RuntimeKind only) {
    return DependencyGraph.of(rows, NOW, Duration.ofSeconds(60), only);
  }

  static DependencyNode node(DependencyGraph graph, String path) {
    int slash = path.indexOf('/');
    DependencyNode node = graph.node(path.substring(0, slash), path.substring(slash + 1));
    if (node == null) {
      throw new AssertionError(path + " is not in the graph");
    }
    return node;
  }

  /** The dependencies of a component in words. */
  static String words(DependencyGraph graph, String path) {
    return node(graph, path).dependencies().stream()
        .map(it -> (it.isMet() ? "+ " : "- ") + it.inWords())
        .collect(Collectors.joining("; "));
  }
}
