package io.noetl.runtime.cli.dependency;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.Paint;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyNode;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Dependencies as rows of a table, and components with theirs as documents. */
final class DependencyViews {

  /** A dependency a row. */
  static final View<Dependency> EDGES =
      new View<>(
          List.of(
              Column.of("COMPONENT", dependency -> dependency.from().path()),
              Column.<Dependency>of("DEPENDS_ON", dependency -> dependency.reference().text())
                  .titled("DEPENDS ON"),
              Column.<Dependency>of("MET", DependencyViews::met).colored(DependencyViews::color),
              Column.of("STATE", DependencyWords::state)),
          dependency -> dependency.from().path(),
          dependency -> document(dependency).node(),
          dependency -> List.of(dependency.from().path() + " " + dependency.inWords()));

  /** A component a document. */
  static final View<DependencyNode> COMPONENTS =
      new View<>(
          List.of(Column.of("NAME", DependencyNode::path)),
          DependencyNode::path,
          DependencyViews::document,
          node -> List.of(DependencyWords.component(node)));

  private DependencyViews() {}

  private static String met(Dependency dependency) {
    return dependency.isMet() ? "yes" : dependency.state().isListed() ? "no" : "unknown";
  }

  private static Paint color(Dependency dependency) {
    return dependency.isMet() ? Paint.GREEN : dependency.isLacking() ? Paint.RED : Paint.YELLOW;
  }

  private static ObjectNode document(DependencyNode node) {
    return JsonObject.EMPTY
        .with("kind", node.info().kind())
        .with("name", node.info().name())
        .with("effective_status", node.liveness().effectiveStatus())
        .with("version", node.version() == null ? null : String.valueOf(node.version()))
        .with("blocked", node.isBlocked())
        .with("depends_on", node.dependencies().stream().map(DependencyViews::document).toList())
        .with(
            "needed_by", node.dependents().stream().map(it -> it.from().path()).distinct().toList())
        .node();
  }

  private static JsonObject document(Dependency dependency) {
    return JsonObject.EMPTY
        .with("reference", dependency.reference().text())
        .with("optional", dependency.reference().optional())
        .with("met", dependency.state().isListed() ? dependency.isMet() : null)
        .with("state", DependencyWords.state(dependency))
        .with("targets", dependency.targets().stream().map(DependencyNode::path).toList());
  }
}
