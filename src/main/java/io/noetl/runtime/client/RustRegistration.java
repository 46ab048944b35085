package io.noetl.runtime.client;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.util.Set;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A registration as a Rust server keeps it whole: it stores the runtime as it was sent, and nothing
 * of what other servers put there from fields beside it.
 */
final class RustRegistration {

  private RustRegistration() {}

  /** Whether it answered a registration: with the whole row, whose id is a number. */
  static boolean isAnswer(JsonObject outcome) {
    return outcome.get("runtime_id") instanceof NumericNode && outcome.has("created_at");
  }

  /** Whether there is anything in a registration that it takes in another place. */
  static boolean needsAdapting(RuntimeRegistrationRequest request) {
    return request.pid() != null || request.hostname() != null || !request.meta().isEmpty();
  }

  /** The body with everything of the runtime in one object; as it is where there is only a type. */
  static JsonObject of(JsonObject body) {
    JsonObject meta = body.object("meta");
    if (meta.isEmpty() && !body.has("pid") && !body.has("hostname")) {
      return body;
    }
    JsonObject runtime = JsonObject.EMPTY;
    String type = body.text("runtime");
    // Rust workers say what they are as their kind.
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
