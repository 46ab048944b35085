package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.KeyedField;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The fields for {@code list --json}: those of the registry and computed ones. */
public final class ComponentFields {

  /** The names of the fields, as in the JSON of a component. */
  public static final List<String> NAMES =
      List.of(
          "name",
          "kind",
          "status",
          "runtime_id",
          "runtime",
          "uri",
          "capacity",
          "labels",
          "capabilities",
          "heartbeat",
          "created_at",
          "updated_at",
          "effective_status",
          "heartbeat_age_s",
          "stale",
          "dead",
          "expires_in_s",
          "blocked",
          "blocked_by");

  private ComponentFields() {}

  /**
   * Parses a comma-separated list of names; {@code label:KEY}, {@code meta:KEY} and {@code
   * metric:NAME} are fields as well.
   */
  static List<String> read(String text) {
    List<String> fields = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      String field = name.strip();
      if (!NAMES.contains(field)
          && KeyedField.of(field) == null
          && KeyedField.metric(field) == null) {
        throw new UsageException(
            "--json: there is no field " + ShellWord.of(field),
            "use label:KEY, meta:KEY, metric:NAME or one of " + String.join(", ", NAMES));
      }
      fields.add(field);
    }
    return fields;
  }

  static ObjectNode of(ListedComponent component, List<String> fields) {
    JsonObject row = component.info().json();
    JsonObject computed = component.computed();
    JsonObject document = JsonObject.EMPTY;
    for (String field : fields) {
      KeyedField keyed = KeyedField.of(field);
      String metric = KeyedField.metric(field);
      Object value =
          metric != null
              ? component.info().metrics().get(metric)
              : keyed == null
                  ? (computed.has(field) ? computed.get(field) : row.get(field))
                  : keyed.isLabel()
                      ? component.info().labels().get(keyed.key())
                      : row.object("runtime").get(keyed.key());
      document = document.with(field, value);
    }
    return document.node();
  }
}
