package io.noetl.runtime.client;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.util.Set;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adapts a registration to the Rust server, which stores the runtime object as sent and does not
 * add other fields to it, as other servers do.
 */
final class RustRegistration {

  private RustRegistration() {}

  /**
   * Whether a registration was answered by the Rust server: with the whole row, whose id is a
   * number.
   */
  static boolean isAnswer(JsonObject outcome) {
    return outcome.get("runtime_id") instanceof NumericNode && outcome.has("created_at");
  }

  /** Whether a registration has fields that the Rust server takes elsewhere. */
  static boolean needsAdapting(RuntimeRegistrationRequest request) {
    return request.pid() != null || request.hostname() != null || !request.meta().isEmpty();
  }

  /** The body with all runtime fields in one object; unchanged where there is only a type. */
  static JsonObject of(JsonObject body) {
    JsonObject meta = body.object("meta");
    if (meta.isEmpty() && !body.has("pid") && !body.has("hostname")) {
      return body;
    }
    JsonObject runtime = JsonObject.EMPTY;
    String type = body.text("runtime");
    // Rust workers register their type as the kind of the runtime.
    if (type != null && !type.equals(meta.text("kind"))) {
      runtime = runtime.with("type", type);
    }
    for (String field : new String[] {"pid", "hostname"}) {
      runtime = body.has(field) ? runtime.with(field, body.get(field)) : runtime;
    }
    ObjectNode fields = body.copy().remove(Set.of("pid", "hostname", "meta"));
    return new JsonObject(fields.set("runtime", runtime.merge(meta).node()));
  }
}
