package io.noetl.runtime.schema;

import org.jspecify.annotations.Nullable;

/** The answer to a heartbeat, with every field that the server sent. */
public record RuntimeHeartbeatResponse(JsonObject json) {

  public RuntimeHeartbeatResponse {
    json = json.withTextId();
  }

  /** The answer of the service. */
  public static RuntimeHeartbeatResponse of(
      String status, String name, @Nullable String runtimeId, @Nullable String runtime) {
    return new RuntimeHeartbeatResponse(
        JsonObject.EMPTY
            .with("status", status)
            .with("name", name)
            .with("runtime_id", runtimeId)
            .with("runtime", runtime));
  }

  /** {@code ok}, or {@code recreated} when the registration was written again. */
  public @Nullable String status() {
    return json.text("status");
  }

  /** The registry's id of the component; null where the server keeps it to itself. */
  public @Nullable String runtimeId() {
    return json.text("runtime_id");
  }

  public boolean recreated() {
    return "recreated".equals(status());
  }
}
