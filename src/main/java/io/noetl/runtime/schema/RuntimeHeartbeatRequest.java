package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Says that a component is alive.
 *
 * @param name the component, 1 to 512 characters; the API would take none and write nothing
 * @param kind the kind that the name belongs to
 * @param registration what to write again when the registry does not know the name; it is read only
 *     then, as the real server does, so that a fault in it does not stop the heartbeats of a known
 *     name
 * @param metrics what the component reports with it; null where it reports nothing
 */
public record RuntimeHeartbeatRequest(
    String name,
    RuntimeKind kind,
    @Nullable JsonObject registration,
    @Nullable HeartbeatMetrics metrics)
    implements RuntimeRequest {

  public RuntimeHeartbeatRequest {
    name = Validation.checkName(name);
  }

  /** A heartbeat without metrics. */
  public RuntimeHeartbeatRequest(String name, RuntimeKind kind, @Nullable JsonObject registration) {
    this(name, kind, registration, null);
  }

  /** The same with metrics; null for none. */
  public RuntimeHeartbeatRequest with(@Nullable HeartbeatMetrics reported) {
    return new RuntimeHeartbeatRequest(name, kind, registration, reported);
  }

  /**
   * Reads a request as servers take it.
   *
   * @throws RuntimeApiException.InvalidRequest naming every field that is wrong
   */
  public static RuntimeHeartbeatRequest fromJson(JsonObject json) {
    return read(new RequestFields(json));
  }

  static RuntimeHeartbeatRequest read(RequestFields fields) {
    String name = fields.name();
    RuntimeKind kind = fields.kind();
    JsonObject registration = fields.object("registration");
    HeartbeatMetrics metrics = fields.metrics();
    fields.throwIfInvalid();
    return new RuntimeHeartbeatRequest(
        name, kind, registration.isEmpty() ? null : registration, metrics);
  }

  /**
   * The registration to write again; null where the heartbeat brings none that could be used: like
   * the real server, only one with name and runtime.
   *
   * @throws RuntimeApiException.InvalidRequest when one that could be used breaks a rule
   */
  public @Nullable RuntimeRegistrationRequest toRegistration() {
    if (registration == null
        || registration.get("name") == null
        || registration.get("runtime") == null) {
      return null;
    }
    boolean namesKind = registration.has("kind") || registration.has("component_type");
    return RuntimeRegistrationRequest.fromJson(
        namesKind ? registration : registration.with("kind", kind.word()));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = JsonObject.EMPTY.with("name", name);
    if (kind != RuntimeKind.WORKER_POOL) {
      json = json.with("kind", kind.word());
    }
    json = json.withPresent("registration", registration);
    return metrics == null ? json : json.with(HeartbeatMetrics.FIELD, metrics.values());
  }
}
