package io.noetl.runtime.schema;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks to change some values of a component and to keep the rest, its heartbeat included where the
 * registry can. What is null stays as it is. Only {@code serve} takes such a request: elsewhere it
 * is carried out by a statement, or by reading the row and registering it again.
 *
 * @param name the component, 1 to 512 characters
 * @param kind the kind that the name belongs to
 * @param status lower case
 * @param uri where the component answers
 * @param capacity how many jobs it takes at once, 0 to 2147483647
 * @param labels labels to set; a null value takes the label away
 * @param runtime fields of the runtime object to set, such as {@code type}, {@code pid} and {@code
 *     hostname}; a null value takes the field away
 */
public record RuntimeUpdateRequest(
    String name,
    RuntimeKind kind,
    @Nullable String status,
    @Nullable String uri,
    @Nullable Integer capacity,
    JsonObject labels,
    JsonObject runtime) {

  /**
   * Normalises and checks.
   *
   * @throws RuntimeApiException.InvalidRequest naming every field that is wrong, or when nothing is
   *     to change
   */
  public RuntimeUpdateRequest {
    Validation validation = new Validation();
    name = validation.name(name);
    status = status == null || status.isBlank() ? null : validation.status(status);
    uri = validation.optional("uri", uri);
    if (capacity != null && capacity < 0) {
      validation.negative("capacity", IntNode.valueOf(capacity));
    }
    validation.storable("labels", labels.node());
    validation.storable("runtime", runtime.node());
    validation.throwIfInvalid();
    if (status == null
        && uri == null
        && capacity == null
        && labels.isEmpty()
        && runtime.isEmpty()) {
      throw new RuntimeApiException.InvalidRequest(
          "nothing to change", RuntimeApiException.Details.NONE);
    }
  }

  /**
   * Reads a change in the form of a registration, or with {@code runtime} as an object; a null
   * among labels, runtime and meta takes the entry away.
   *
   * @throws RuntimeApiException.InvalidRequest naming every field that is wrong, or when nothing is
   *     to change
   */
  public static RuntimeUpdateRequest fromJson(JsonObject json) {
    return read(new RequestFields(json));
  }

  static RuntimeUpdateRequest read(RequestFields fields) {
    JsonObject runtimeObject = JsonObject.from(fields.json().get("runtime"));
    String name = fields.name();
    RuntimeKind kind = fields.kind();
    String status = fields.text("status");
    String uri = fields.text("uri");
    Integer capacity = fields.capacity();
    JsonObject labels = fields.object("labels");
    JsonObject runtime =
        JsonObject.EMPTY
            .withPresent("type", runtimeObject == null ? fields.text("runtime") : null)
            .withPresent("pid", fields.pid())
            .withPresent("hostname", fields.text("hostname"))
            .merge(runtimeObject == null ? JsonObject.EMPTY : runtimeObject)
            .merge(fields.object("meta"));
    if (runtime.has("pid") || runtime.has("hostname")) {
      // They are those of the process that was the owner.
      for (String detail : ProcessIdentity.DETAILS) {
        runtime = runtime.has(detail) ? runtime : runtime.with(detail, null);
      }
    }
    runtime = fields.withDependencies(runtime, true);
    fields.throwIfInvalid();
    return new RuntimeUpdateRequest(name, kind, status, uri, capacity, labels, runtime);
  }

  /**
   * The registration that has the same effect on a registry that only takes whole rows.
   *
   * @throws RuntimeApiException.Conflict when the row's labels are no object
   */
  public RuntimeRegistrationRequest appliedTo(RuntimeComponentInfo row) {
    ObjectNode fields = row.registrationFields();
    if (status != null) {
      fields.put("status", status);
    }
    if (uri != null) {
      fields.put("uri", uri);
    }
    if (capacity != null) {
      fields.put("capacity", capacity);
    }
    if (!isObject(row.json().get("labels")) || row.json().get("runtime") instanceof ArrayNode) {
      // A registration brings all of them again, and takes labels as an object only.
      throw notAnObject();
    }
    if (!labels.isEmpty()) {
      fields.set("labels", RowGrowth.patched(row.json().object("labels"), labels));
    }
    if (!runtime.isEmpty() || endsDrain()) {
      putRuntime(fields);
    }
    return RuntimeRegistrationRequest.ofRow(new JsonObject(fields));
  }

  /** Whether it ends a drain, whose note and end it takes away then. */
  public boolean endsDrain() {
    return status != null
        && Drain.endsWith(status)
        && Drain.FIELDS.stream().allMatch(field -> runtime.get(field) == null);
  }

  /** The same change with another address. */
  public RuntimeUpdateRequest withUri(String address) {
    return new RuntimeUpdateRequest(name, kind, status, address, capacity, labels, runtime);
  }

  /** Whether a row holds objects where single values of them are to be set. */
  public boolean fits(RuntimeComponentInfo row) {
    return (labels.isEmpty() || isObject(row.json().get("labels")))
        && (runtime.isEmpty() || isObject(row.json().get("runtime")));
  }

  /** Whether it brings values to objects of a row, which may become too large. */
  public boolean brings() {
    return !withoutNulls(labels).isEmpty() || !withoutNulls(brought()).isEmpty();
  }

  /**
   * Looks whether a row becomes too large by it.
   *
   * @throws RuntimeApiException.InvalidRequest when labels or runtime would be beyond the limits of
   *     a registration
   */
  public void checkGrowth(RuntimeComponentInfo row) {
    RowGrowth.check("labels", row.json().object("labels"), labels);
    // Changed values are stored twice; only this program reads the second copy.
    ObjectNode own = row.json().object("runtime").copy().without(OperatorMark.FIELD);
    RowGrowth.check("runtime", new JsonObject(own), brought());
  }

  /** A drain is always possible. */
  private JsonObject brought() {
    return new JsonObject(runtime.copy().remove(Drain.FIELDS));
  }

  private static JsonObject withoutNulls(JsonObject object) {
    return new JsonObject(object.copy().removeIf(JsonNode::isNull));
  }

  private static boolean isObject(@Nullable JsonNode stored) {
    return stored == null || stored.isObject();
  }

  /** Why a row cannot be changed value by value: another program gave it labels of its own form. */
  public RuntimeApiException notAnObject() {
    return new RuntimeApiException.Conflict(
        "the labels or the runtime of "
            + kind.word()
            + " "
            + Json.write(name)
            + " are not a JSON object, so no single value of them can be set",
        RuntimeApiException.Details.NONE.withHint(
            "another program wrote them; replace the whole row with register"));
  }

  private void putRuntime(ObjectNode fields) {
    ObjectNode meta = new JsonObject(fields).object("meta").copy();
    for (var entry : runtime.properties()) {
      String key = entry.getKey();
      if (key.equals("type") || key.equals("pid") || key.equals("hostname")) {
        fields.set(key.equals("type") ? "runtime" : key, entry.getValue());
      } else {
        RowGrowth.patch(meta, key, entry.getValue());
      }
    }
    if (endsDrain()) {
      meta.remove(Drain.FIELDS);
    }
    fields.set("meta", meta);
  }

  /** The change as a dry run on a database shows it. */
  public JsonObject toJson() {
    return JsonObject.EMPTY
        .with("name", name)
        .with("kind", kind.word())
        .withPresent("status", status)
        .withPresent("uri", uri)
        .withPresent("capacity", capacity)
        .withPresent("labels", labels)
        .withPresent("runtime", runtime);
  }
}
