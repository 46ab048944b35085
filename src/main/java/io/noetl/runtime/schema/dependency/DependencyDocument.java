package io.noetl.runtime.schema.dependency;

import io.noetl.runtime.json.JsonObject;
import java.util.List;

/** A component with its dependencies as JSON. */
public final class DependencyDocument {

  private DependencyDocument() {}

  /** A component, what it depends on and what needs it. */
  public static JsonObject of(DependencyNode node) {
    return JsonObject.EMPTY
        .with("kind", node.info().kind())
        .with("name", node.info().name())
        .with("effective_status", node.liveness().effectiveStatus())
        .with("version", node.version() == null ? null : String.valueOf(node.version()))
        .with("blocked", node.isBlocked())
        .with("depends_on", node.dependencies().stream().map(DependencyDocument::of).toList())
        .with("needed_by", neededBy(node));
  }

  /** The components that depend on one. */
  public static List<String> neededBy(DependencyNode node) {
    return node.dependents().stream().map(it -> it.from().path()).distinct().toList();
  }

  /** A reference and what became of it; {@code met} is null where that is unknown. */
  public static JsonObject of(Dependency dependency) {
    return JsonObject.EMPTY
        .with("reference", dependency.reference().text())
        .with("optional", dependency.reference().optional())
        .with("met", dependency.state().isListed() ? dependency.isMet() : null)
        .with("state", dependency.stateInWords())
        .with("targets", dependency.targets().stream().map(DependencyNode::path).toList());
  }

  /** A row with the computed fields of one that declares dependencies. */
  public static JsonObject marked(JsonObject row, DependencyNode node) {
    JsonObject computed =
        row.object("computed")
            .with("blocked", node.isBlocked())
            .with("blocked_by", node.blockedBy());
    return row.with("computed", computed);
  }
}
