package io.noetl.runtime.schema.declaration;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.OperatorMark;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a declaration into an update of single values of a row. */
final class DeclaredChange {

  private static final List<String> NOT_OF_META =
      List.of("type", "pid", "hostname", "depends_on", "version");

  private DeclaredChange() {}

  /** The change; null where it takes a registration. */
  static @Nullable RuntimeUpdateRequest of(DeclaredComponent declared, RuntimeComponentInfo row) {
    RuntimeRegistrationRequest request = declared.request();
    Set<String> named = declared.named();
    boolean unsets =
        (named.contains("uri") && request.uri() == null && row.uri() != null)
            || (named.contains("capacity") && request.capacity() == null && row.capacity() != null);
    if (unsets
        || named.contains("capabilities")
        || isOdd(row.json().get("labels"))
        || isOdd(row.json().get("runtime"))
        || isDeep(request.labels())
        || isDeep(request.meta())) {
      return null;
    }
    JsonObject labels = JsonObject.EMPTY;
    if (named.contains("labels")) {
      labels = patch(row.json().object("labels"), request.labels(), List.of());
    }
    JsonObject runtime = JsonObject.EMPTY;
    if (named.contains("runtime")) {
      runtime = runtime.with("type", request.runtime());
    }
    if (named.contains("pid")) {
      runtime = runtime.with("pid", request.pid());
    }
    if (named.contains("hostname")) {
      runtime = runtime.with("hostname", request.hostname());
    }
    JsonObject meta = new JsonObject(request.meta().copy().remove(DeclaredComponent.BESIDE_META));
    if (named.contains("meta")) {
      runtime = runtime.merge(patch(row.json().object("runtime"), meta, NOT_OF_META));
    }
    for (String field : DeclaredComponent.BESIDE_META) {
      boolean isDeclared = named.contains(field);
      if (isDeclared && (request.meta().has(field) || row.json().object("runtime").has(field))) {
        runtime = runtime.with(field, request.meta().get(field));
      }
    }
    runtime = withoutProcess(runtime, row);
    String status = named.contains("status") ? request.status() : null;
    String uri = named.contains("uri") ? request.uri() : null;
    Integer capacity = named.contains("capacity") ? request.capacity() : null;
    boolean isEmpty =
        status == null && uri == null && capacity == null && labels.isEmpty() && runtime.isEmpty();
    return isEmpty
        ? null
        : new RuntimeUpdateRequest(
            request.name(), request.kind(), status, uri, capacity, labels, runtime);
  }

  /** Further process details in a row follow pid and host; they cannot be declared. */
  private static JsonObject withoutProcess(JsonObject patch, RuntimeComponentInfo row) {
    boolean isAnother =
        (patch.has("pid") && !Objects.equals(patch.text("pid"), row.pid()))
            || (patch.has("hostname") && !Objects.equals(patch.text("hostname"), row.hostname()));
    ObjectNode fields = patch.copy();
    for (String detail : ProcessIdentity.DETAILS) {
      fields.remove(detail);
      if (isAnother && row.json().object("runtime").has(detail)) {
        fields.putNull(detail);
      }
    }
    return new JsonObject(fields);
  }

  /** What makes an object as it is declared; an operator's words and a worker's key stay. */
  private static JsonObject patch(JsonObject held, JsonObject declared, List<String> kept) {
    JsonObject patch = JsonObject.EMPTY;
    for (String field : held.names()) {
      boolean stays =
          Drain.FIELDS.contains(field)
              || field.equals(OperatorMark.FIELD)
              || field.equals(DeclaredComponent.WORKER_KEY);
      if (!declared.has(field) && !kept.contains(field) && !stays) {
        patch = patch.with(field, null);
      }
    }
    return patch.merge(declared);
  }

  private static boolean isOdd(@Nullable JsonNode stored) {
    return stored != null && JsonObject.from(stored) == null;
  }

  /** Engines differ in what a patch of an object within an object leaves of it. */
  private static boolean isDeep(JsonObject object) {
    return object.node().valueStream().anyMatch(value -> value.isNull() || value.isObject());
  }
}
