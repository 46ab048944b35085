package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads requests as a server takes them: a kind is spelt exactly, some paths are those of one kind,
 * and what a path ignores on the real server it ignores here.
 *
 * <p>Every method throws {@link RuntimeApiException.InvalidRequest} naming the fields that are
 * wrong.
 */
public final class ServedRequest {

  private ServedRequest() {}

  /** A registration of any kind. */
  public static RuntimeRegistrationRequest registration(JsonObject json) {
    return RuntimeRegistrationRequest.read(new RequestFields(json, kind(json)));
  }

  /** A registration at a path of one kind. */
  public static RuntimeRegistrationRequest registration(JsonObject json, RuntimeKind only) {
    check(json, only);
    return RuntimeRegistrationRequest.read(new RequestFields(json, only));
  }

  /**
   * A heartbeat.
   *
   * @param assumed the kind where the request names none
   * @param defaultName the name where the request has none; null for none
   */
  public static RuntimeHeartbeatRequest heartbeat(
      JsonObject json, RuntimeKind assumed, @Nullable String defaultName) {
    boolean namesKind = json.has("component_type") || json.has("kind");
    boolean isNameless = json.get("name") == null || "".equals(json.text("name"));
    JsonObject named = isNameless && defaultName != null ? json.with("name", defaultName) : json;
    return RuntimeHeartbeatRequest.read(new RequestFields(named, namesKind ? kind(json) : assumed));
  }

  /** A change of some values of a component of any kind. */
  public static RuntimeUpdateRequest update(JsonObject json) {
    return RuntimeUpdateRequest.read(new RequestFields(json, kind(json)));
  }

  /** A deregistration of any kind. */
  public static RuntimeDeregistrationRequest deregistration(JsonObject json) {
    return RuntimeDeregistrationRequest.read(new RequestFields(json, kind(json)));
  }

  /** A deregistration at a path of one kind. */
  public static RuntimeDeregistrationRequest deregistration(JsonObject json, RuntimeKind only) {
    check(json, only);
    return RuntimeDeregistrationRequest.read(new RequestFields(json, only));
  }

  private static RuntimeKind kind(JsonObject json) {
    String field = json.has("component_type") ? "component_type" : "kind";
    if (!json.has(field)) {
      return RuntimeKind.WORKER_POOL;
    }
    RuntimeKind kind = RuntimeKind.exactly(json.get(field));
    if (kind == null) {
      throw invalid(RuntimeKind.EXPECTED, json.get(field));
    }
    return kind;
  }

  /** The real server ignores the alias where the path says the kind. */
  private static void check(JsonObject json, RuntimeKind only) {
    if (json.has("kind") && RuntimeKind.exactly(json.get("kind")) != only) {
      throw invalid("'" + only.word() + "'", json.get("kind"));
    }
  }

  private static RuntimeApiException invalid(String expected, @Nullable JsonNode input) {
    return new RuntimeApiException.InvalidRequest(FieldError.unexpected("kind", expected, input));
  }
}
