package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to a heartbeat, with every field that the server sent. That of the service becomes
 * JSON on demand: the first value of a tree makes databind compute with decimals, which costs a
 * beat in direct mode a sixth of its time.
 */
public final class RuntimeHeartbeatResponse {

  private final @Nullable String status;
  private final @Nullable String runtimeId;
  private final Supplier<JsonObject> json;

  /** The answer of a server. */
  public RuntimeHeartbeatResponse(JsonObject answer) {
    JsonObject object = answer.withTextId();
    this(object.text("status"), object.text("runtime_id"), () -> object);
  }

  private RuntimeHeartbeatResponse(
      @Nullable String status, @Nullable String runtimeId, Supplier<JsonObject> json) {
    this.status = status;
    this.runtimeId = runtimeId;
    this.json = json;
  }

  /** The answer of the service. */
  public static RuntimeHeartbeatResponse of(
      String status, String name, @Nullable String runtimeId, @Nullable String runtime) {
    return new RuntimeHeartbeatResponse(
        status,
        runtimeId,
        () -> {
          ObjectNode answer = JsonNodeFactory.instance.objectNode();
          answer.put("status", status);
          answer.put("name", name);
          answer.put("runtime_id", runtimeId);
          answer.put("runtime", runtime);
          return new JsonObject(answer);
        });
  }

  public JsonObject json() {
    return json.get();
  }

  /** {@code ok}, or {@code recreated} when the registration was written again. */
  public @Nullable String status() {
    return status;
  }

  /** The registry's id of the component; null where the server keeps it to itself. */
  public @Nullable String runtimeId() {
    return runtimeId;
  }

  public boolean recreated() {
    return "recreated".equals(status);
  }
}
