package io.noetl.runtime.schema;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a row says that its component depends on, in its order. Other programs may have written
 * anything: what is no reference is shown as it is written and counts as not declared.
 */
public record DeclaredDependencies(List<Entry> entries) {

  /** A row that declares none. */
  public static final DeclaredDependencies NONE = new DeclaredDependencies(List.of());

  /**
   * One of the list.
   *
   * @param written a reference in its usual text, anything else as it is written
   * @param reference null where it is none
   */
  public record Entry(String written, @Nullable ComponentReference reference) {}

  public DeclaredDependencies {
    entries = List.copyOf(entries);
  }

  /** What a runtime object declares. */
  public static DeclaredDependencies of(JsonObject runtime) {
    JsonNode value = runtime.get(ComponentReference.FIELD);
    if (value == null || (value.isContainer() && value.isEmpty())) {
      return NONE;
    }
    List<Entry> entries = new ArrayList<>();
    if (value instanceof ArrayNode list) {
      list.forEach(element -> entries.add(entry(element)));
    } else {
      entries.add(new Entry(written(value), null));
    }
    return new DeclaredDependencies(entries);
  }

  /** What a row declares. */
  public static DeclaredDependencies of(RuntimeComponentInfo row) {
    return of(row.json().object("runtime"));
  }

  /** Those that are references. */
  public List<ComponentReference> references() {
    List<ComponentReference> references = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (entry.reference() != null) {
        references.add(entry.reference());
      }
    }
    return references;
  }

  /** All of them as texts. */
  public List<String> written() {
    return entries.stream().map(Entry::written).toList();
  }

  private static Entry entry(JsonNode element) {
    if (element.isString()) {
      try {
        ComponentReference reference = ComponentReference.parse(element.stringValue());
        return new Entry(reference.text(), reference);
      } catch (RuntimeApiException.InvalidRequest notOne) {
        // Shown as it is.
      }
    }
    return new Entry(written(element), null);
  }

  private static String written(JsonNode value) {
    return value.isString() ? value.stringValue() : Json.write(value);
  }
}
