package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields that {@code list --json} chooses from: the registry's, and those that are computed.
 */
public final class ComponentFields {

  private static final String LABEL = "label:";
  private static final String META = "meta:";

  /** As they are called in the document of a component. */
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
          "expires_in_s");

  private ComponentFields() {}

  /** The names between the commas; {@code label:KEY} and {@code meta:KEY} are fields, too. */
  static List<String> read(String text) {
    List<String> fields = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      String field = name.strip();
      if (!NAMES.contains(field) && !hasKey(LABEL, field) && !hasKey(META, field)) {
        throw new UsageException(
            "--json: there is no field " + ShellWord.of(field),
            "use label:KEY, meta:KEY or one of " + String.join(", ", NAMES));
      }
      fields.add(field);
    }
    return fields;
  }

  private static boolean hasKey(String prefix, String field) {
    return field.startsWith(prefix) && field.length() > prefix.length();
  }

  static ObjectNode of(ListedComponent component, List<String> fields) {
    JsonObject row = component.info().json();
    JsonObject computed = component.liveness().toJson();
    JsonObject document = JsonObject.EMPTY;
    for (String field : fields) {
      document =
          document.with(
              field,
              field.startsWith(LABEL)
                  ? component.info().labels().get(field.substring(LABEL.length()))
                  : field.startsWith(META)
                      ? row.object("runtime").get(field.substring(META.length()))
                      : computed.has(field) ? computed.get(field) : row.get(field));
    }
    return document.node();
  }
}
