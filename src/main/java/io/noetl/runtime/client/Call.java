package io.noetl.runtime.client;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request of the API. */
final class Call {

  private final String method;
  private final String path;
  private final @Nullable Supplier<JsonObject> body;
  private final @Nullable String text;

  private Call(
      String method, String path, @Nullable Supplier<JsonObject> body, @Nullable String text) {
    this.method = method;
    this.path = path;
    this.body = body;
    this.text = text;
  }

  static Call get(String path) {
    return withoutBody("GET", path);
  }

  static Call withoutBody(String method, String path) {
    return new Call(method, path, null, null);
  }

  static Call post(String path, JsonObject body) {
    return new Call("POST", path, () -> body, null);
  }

  static Call delete(String path, JsonObject body) {
    return new Call("DELETE", path, () -> body, null);
  }

  /**
   * A heartbeat. The usual one is written without JSON nodes: creating the first node makes
   * databind compute large powers, which would delay the start.
   */
  static Call heartbeat(String path, RuntimeHeartbeatRequest heartbeat) {
    boolean isUsual =
        heartbeat.kind() == RuntimeKind.WORKER_POOL
            && heartbeat.registration() == null
            && heartbeat.metrics() == null;
    return new Call(
        "POST",
        path,
        heartbeat::toJson,
        isUsual ? "{\"name\":" + Json.quote(heartbeat.name()) + "}" : null);
  }

  /** The same with another body. */
  Call withBody(JsonObject other) {
    return new Call(method, path, () -> other, null);
  }

  String method() {
    return method;
  }

  /** The path and query below the server's base address. */
  String path() {
    return path;
  }

  boolean hasBody() {
    return body != null;
  }

  /** The body; null for none. */
  @Nullable JsonObject body() {
    return body == null ? null : body.get();
  }

  /** The body as JSON; empty for none. */
  String text() {
    if (text != null) {
      return text;
    }
    return body == null ? "" : Json.write(body.get());
  }
}
