package io.noetl.runtime.client;

import io.noetl.runtime.schema.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A registration as a Rust server keeps it whole: it stores the runtime as it was sent, and nothing
 * of what other servers put there from fields beside it.
 */
final class RustRegistration {

  private RustRegistration() {}

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
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(body.fields());
    fields.keySet().removeAll(Set.of("pid", "hostname", "meta"));
    fields.put("runtime", runtime.merge(meta).fields());
    return new JsonObject(fields);
  }
}
