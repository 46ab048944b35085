package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operator has set of a component since its process began, as a field of its runtime
 * object: registrations by the same process leave that as it is. A drain is no part of it.
 *
 * @param json {@code status}, {@code uri} and {@code capacity}; the objects {@code labels} and
 *     {@code runtime} of what was set, {@code without_labels} and {@code without_runtime} of what
 *     was taken away
 */
public record OperatorMark(JsonObject json) {

  /** Where it stands in the runtime object. */
  public static final String FIELD = "set_by_operator";

  private static final String WITHOUT = "without_";
  private static final String READY = "ready";

  /** Fields of the runtime object that a registration names beside its other fields. */
  private static final Set<String> DECLARED = Set.of("depends_on", "version");

  /** The identity comes from the process itself, and a drain has its own end. */
  private static final Set<String> NOT_KEPT =
      Set.of(
          "pid",
          "hostname",
          ProcessIdentity.NAMESPACE,
          ProcessIdentity.STARTED,
          ProcessIdentity.SOCKET,
          Drain.NOTE,
          Drain.UNTIL);

  /** What a row says of it; null for nothing. */
  public static @Nullable OperatorMark of(RuntimeComponentInfo row) {
    JsonObject json = row.json().object("runtime").object(FIELD);
    return json.isEmpty() ? null : new OperatorMark(json);
  }

  /** A row without it, for a registry that knows nothing of this one's operators. */
  public static RuntimeComponentInfo without(RuntimeComponentInfo row) {
    JsonObject runtime = row.json().object("runtime");
    if (!runtime.has(FIELD)) {
      return row;
    }
    ObjectNode rest = runtime.copy();
    rest.remove(FIELD);
    return new RuntimeComponentInfo(row.json().with("runtime", rest));
  }

  /**
   * What a row says of it without what a registration names anew.
   *
   * @param named the fields of the registration
   */
  public static JsonObject withoutFields(RuntimeComponentInfo row, Set<String> named) {
    ObjectNode rest = row.json().object("runtime").object(FIELD).copy().remove(named);
    if (named.contains("labels")) {
      rest.remove(WITHOUT + "labels");
    }
    if (named.contains("meta")) {
      rest.remove(Set.of("runtime", WITHOUT + "runtime"));
    }
    for (String part : List.of("runtime", WITHOUT + "runtime")) {
      if (rest.get(part) instanceof ObjectNode entries) {
        ObjectNode others = new JsonObject(entries).copy();
        others.remove(DECLARED.stream().filter(named::contains).toList());
        rest.set(part, others);
      }
    }
    return new JsonObject(rest);
  }

  /** The change that drops it: the next registration counts again. */
  public static RuntimeUpdateRequest reset(RuntimeKind kind, String name) {
    return new RuntimeUpdateRequest(
        name, kind, null, null, null, JsonObject.EMPTY, JsonObject.EMPTY.with(FIELD, null));
  }

  /**
   * The runtime fields of a change together with what it does to the mark: a patch, whose nulls
   * take away.
   */
  public static JsonObject runtimeOf(RuntimeUpdateRequest change) {
    if (change.runtime().has(FIELD)) {
      return change.runtime();
    }
    JsonObject mark =
        JsonObject.EMPTY
            .withPresent("uri", change.uri())
            .withPresent("capacity", change.capacity());
    boolean isEverybodys =
        READY.equals(change.status()) || Liveness.OFFLINE.equals(change.status());
    if (change.runtime().has(Drain.UNTIL) || isEverybodys) {
      mark = mark.with("status", null);
    } else {
      mark = mark.withPresent("status", change.status());
    }
    mark = withEntries(mark, "labels", change.labels());
    mark = withEntries(mark, "runtime", change.runtime());
    JsonObject runtime = change.runtime();
    if (change.endsDrain()) {
      runtime = runtime.with(Drain.NOTE, null).with(Drain.UNTIL, null);
    }
    return mark.isEmpty() ? runtime : runtime.with(FIELD, mark);
  }

  private static JsonObject withEntries(JsonObject mark, String name, JsonObject patch) {
    JsonObject set = JsonObject.EMPTY;
    JsonObject without = JsonObject.EMPTY;
    for (var entry : patch.properties()) {
      if (!NOT_KEPT.contains(entry.getKey())) {
        JsonNode value = entry.getValue();
        set = set.with(entry.getKey(), value);
        without = without.with(entry.getKey(), value.isNull() ? true : null);
      }
    }
    return set.isEmpty() ? mark : mark.with(name, set).with(WITHOUT + name, without);
  }

  /** In a line, without values that may be secrets. */
  public String inWords() {
    List<String> words = new ArrayList<>();
    for (String field : List.of("status", "capacity")) {
      if (json.has(field)) {
        words.add(field + " " + json.text(field));
      }
    }
    if (json.has("uri")) {
      words.add("uri");
    }
    JsonObject labels = json.object("labels");
    labels.names().forEach(key -> words.add("label " + key + "=" + labels.text(key)));
    json.object(WITHOUT + "labels").names().forEach(key -> words.add("label " + key + "-"));
    json.object("runtime").names().forEach(key -> words.add(runtimeField(key)));
    json.object(WITHOUT + "runtime").names().forEach(key -> words.add(runtimeField(key) + "-"));
    return String.join(", ", words);
  }

  private static String runtimeField(String key) {
    return key.equals("type") ? "runtime" : DECLARED.contains(key) ? key : "meta " + key;
  }
}
