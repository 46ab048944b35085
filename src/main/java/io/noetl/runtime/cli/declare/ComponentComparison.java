package io.noetl.runtime.cli.declare;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.declaration.FieldChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares the components of an API with those of a table. The API is read before and after the
 * table: values that change in between, such as heartbeats, are ignored.
 */
final class ComponentComparison {

  private static final List<String> TIMES = List.of("heartbeat", "created_at", "updated_at");

  private final Map<ComponentKey, RuntimeComponentInfo> before;
  private final Map<ComponentKey, RuntimeComponentInfo> table;
  private final Map<ComponentKey, RuntimeComponentInfo> after;

  ComponentComparison(
      RuntimeListResponse before, RuntimeListResponse table, RuntimeListResponse after) {
    this.before = byKey(before);
    this.table = byKey(table);
    this.after = byKey(after);
  }

  /** The number of components on either side. */
  int size() {
    Set<ComponentKey> all = new HashSet<>(before.keySet());
    all.addAll(table.keySet());
    return all.size();
  }

  /** The differences, in the order of kinds and names. */
  List<ComponentDifference> differences() {
    Map<ComponentKey, RuntimeComponentInfo> all = new TreeMap<>(before);
    all.putAll(table);
    List<ComponentDifference> found = new ArrayList<>();
    all.forEach((key, row) -> {
      RuntimeComponentInfo first = before.get(key);
      RuntimeComponentInfo held = table.get(key);
      RuntimeComponentInfo last = after.get(key);
      if (first != null && held != null && last != null) {
        found.addAll(fields(first, held, last));
      } else if (isPresence(first, held, last)) {
        found.add(ComponentDifference.presence(key, first != null));
      }
    });
    return found;
  }

  /** Whether both reads of the API agree on the presence of a component, and the table does not. */
  private static boolean isPresence(
      @Nullable RuntimeComponentInfo first,
      @Nullable RuntimeComponentInfo held,
      @Nullable RuntimeComponentInfo last) {
    return (first == null) == (last == null) && (first == null) != (held == null);
  }

  private static List<ComponentDifference> fields(
      RuntimeComponentInfo first, RuntimeComponentInfo held, RuntimeComponentInfo last) {
    Set<String> moving =
        FieldChange.between(shared(first, last), shared(last, first)).stream()
            .map(FieldChange::field)
            .collect(Collectors.toSet());
    return FieldChange.between(shared(first, held), shared(held, first)).stream()
        .filter(change -> !moving.contains(change.field()))
        .map(change -> new ComponentDifference(held.key(), change))
        .toList();
  }

  /** The fields of a row that the other row also has, with times in one format. */
  private static JsonObject shared(RuntimeComponentInfo row, RuntimeComponentInfo other) {
    ObjectNode fields = row.json().copy().retain(other.json().names());
    for (String field : TIMES) {
      Instant time = row.json().instant(field);
      if (time != null && fields.has(field)) {
        fields.put(field, time.toString());
      }
    }
    return new JsonObject(fields);
  }

  private static Map<ComponentKey, RuntimeComponentInfo> byKey(RuntimeListResponse listed) {
    Map<ComponentKey, RuntimeComponentInfo> rows = new LinkedHashMap<>();
    listed.items().forEach(row -> rows.put(row.key(), row));
    return rows;
  }
}
