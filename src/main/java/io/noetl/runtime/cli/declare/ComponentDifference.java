package io.noetl.runtime.cli.declare;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.declaration.FieldChange;
import io.noetl.runtime.secrets.Confidential;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A value of a component that differs between the API and the table. */
record ComponentDifference(ComponentKey key, FieldChange change)
    implements Confidential<ComponentDifference> {

  /** The field name for the presence of the component itself. */
  private static final String PRESENCE = "registered";

  static final View<ComponentDifference> VIEW =
      new View<>(
          List.of(
              Column.of("NAME", difference -> difference.key.name()),
              Column.of("KIND", difference -> difference.key.kind()),
              Column.of("FIELD", difference -> difference.change.field()),
              Column.of("API", ComponentDifference::api),
              Column.of("TABLE", ComponentDifference::table)),
          difference -> difference.key.name(),
          ComponentDifference::document,
          difference -> List.of(difference.sentence()));

  /** The difference for a component that only one side has. */
  static ComponentDifference presence(ComponentKey key, boolean inApi) {
    return new ComponentDifference(
        key,
        new FieldChange(
            PRESENCE, true, BooleanNode.valueOf(inApi), true, BooleanNode.valueOf(!inApi)));
  }

  @Override
  public ComponentDifference masked() {
    return new ComponentDifference(key, change.masked());
  }

  private String api() {
    return change.existed() ? text(change.before()) : "";
  }

  private String table() {
    return change.exists() ? text(change.after()) : "";
  }

  private String sentence() {
    return key.kind()
        + " "
        + key.name()
        + ": "
        + change.field()
        + " is "
        + api()
        + " and "
        + table();
  }

  private ObjectNode document() {
    JsonObject document =
        JsonObject.EMPTY
            .with("name", key.name())
            .with("kind", key.kind())
            .with("field", change.field());
    document = change.existed() ? document.with("api", change.before()) : document;
    return (change.exists() ? document.with("table", change.after()) : document).node();
  }

  private static String text(@Nullable JsonNode value) {
    return value instanceof StringNode text ? text.stringValue() : Json.write(value);
  }
}
