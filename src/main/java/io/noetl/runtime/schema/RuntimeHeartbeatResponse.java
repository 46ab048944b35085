package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to a heartbeat, with every field that the server sent. That of the service becomes
 * JSON on demand: the first value of a tree makes databind compute with decimals, which takes a
 * sixth of the time of a heartbeat in direct mode.
 */
public final class RuntimeHeartbeatResponse {

  private final @Nullable String status;
  private final @Nullable String runtimeId;
  private final Supplier<JsonObject> json;
  private final boolean storedMetrics;

  /** The answer of a server. */
  public RuntimeHeartbeatResponse(JsonObject answer) {
    JsonObject object = answer.withTextId();
    this(
        object.text("status"),
        object.text("runtime_id"),
        () -> object,
        object.get("metrics") instanceof NumericNode);
  }

  private RuntimeHeartbeatResponse(
      @Nullable String status,
      @Nullable String runtimeId,
      Supplier<JsonObject> json,
      boolean storedMetrics) {
    this.status = status;
    this.runtimeId = runtimeId;
    this.json = json;
    this.storedMetrics = storedMetrics;
  }

  /** The answer of the service to a heartbeat without metrics. */
  public static RuntimeHeartbeatResponse of(
      String status, String name, @Nullable String runtimeId, @Nullable String runtime) {
    return of(status, name, runtimeId, runtime, 0);
  }

  /**
   * The answer of the service.
   *
   * @param metrics how many metrics it stored; no field of the answer where there are none
   */
  public static RuntimeHeartbeatResponse of(
      String status,
      String name,
      @Nullable String runtimeId,
      @Nullable String runtime,
      int metrics) {
    return new RuntimeHeartbeatResponse(
        status,
        runtimeId,
        () -> {
          ObjectNode answer = JsonNodeFactory.instance.objectNode();
          answer.put("status", status);
          answer.put("name", name);
          answer.put("runtime_id", runtimeId);
          answer.put("runtime", runtime);
          if (metrics > 0) {
            answer.put("metrics", metrics);
          }
          return new JsonObject(answer);
        },
        metrics > 0);
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

  /** Whether the registry confirmed that it stored metrics; servers without them ignore them. */
  public boolean storedMetrics() {
    return storedMetrics;
  }

  public boolean recreated() {
    return "recreated".equals(status);
  }
}
