package io.noetl.runtime.cli.query;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.compatibility.Violation;
import io.noetl.runtime.schema.version.ComponentVersion;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** How {@code versions --check} shows what breaks a rule. */
final class ViolationView {

  static final View<Violation> VIEW =
      new View<>(
          List.of(
              Column.of("COMPONENT", Violation::componentText),
              Column.of("VERSION", it -> version(it.component())),
              Column.of("OTHER", Violation::otherText),
              Column.of("OTHER_VERSION", it -> version(it.other())),
              Column.of("PROBLEM", Violation::problem),
              Column.of("RULE", Violation::rule),
              Column.of("FROM", Violation::origin)),
          Violation::componentText,
          ViolationView::document,
          it -> List.of(it.sentence()));

  private ViolationView() {}

  private static String version(RuntimeComponentInfo component) {
    return Objects.requireNonNullElse(component.version(), "");
  }

  private static ObjectNode document(Violation violation) {
    return JsonObject.EMPTY
        .with("component", side(violation.component()).node())
        .with("other", side(violation.other()).with("further", violation.further()).node())
        .with("problem", violation.problem())
        .with("rule", violation.rule())
        .with("from", violation.origin())
        .node();
  }

  private static JsonObject side(RuntimeComponentInfo component) {
    ComponentVersion version = component.declaredVersion();
    return JsonObject.EMPTY
        .with("kind", component.kind())
        .with("name", component.name())
        .with("version", version == null ? null : version.text());
  }
}
