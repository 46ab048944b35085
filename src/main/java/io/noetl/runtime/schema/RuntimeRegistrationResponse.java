package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The answer to a registration or deregistration, with every field that the server sent. */
public record RuntimeRegistrationResponse(JsonObject json) {

  /** The status of a registration that found a row and left it alone. */
  public static final String UNCHANGED = "unchanged";

  public RuntimeRegistrationResponse {
    json = json.withTextId();
  }

  /** The answer of the service to a registration: what it stored of capabilities is part of it. */
  public static RuntimeRegistrationResponse stored(
      RuntimeRegistrationRequest request, String runtimeId, boolean withCapabilities) {
    JsonObject json = of("ok", request, runtimeId, request.runtime()).json;
    return new RuntimeRegistrationResponse(
        withCapabilities ? json.withPresent("capabilities", request.capabilities()) : json);
  }

  /** Whether the registry did not say that it stored the capabilities of a registration. */
  public boolean lacksCapabilities(RuntimeRegistrationRequest request) {
    return request.capabilities() != null && !json.has("capabilities");
  }

  /** The answer of the service: {@code ok} or {@code recreated} for one component. */
  public static RuntimeRegistrationResponse of(
      String status, RuntimeRequest request, @Nullable String runtimeId, @Nullable String runtime) {
    return of(status, request.kind(), request.name(), runtimeId, runtime);
  }

  private static RuntimeRegistrationResponse of(
      String status,
      RuntimeKind kind,
      String name,
      @Nullable String runtimeId,
      @Nullable String runtime) {
    return new RuntimeRegistrationResponse(
        JsonObject.EMPTY
            .with("status", status)
            .with("name", name)
            .with("runtime_id", runtimeId)
            .with("runtime", runtime)
            .with("kind", kind.word()));
  }

  /** The answer of the service to an update. */
  public static RuntimeRegistrationResponse updated(
      RuntimeUpdateRequest request, String runtimeId) {
    return of("ok", request.kind(), request.name(), runtimeId, null);
  }

  /** What became of the request ({@code ok}, {@code recreated}) or the component's own status. */
  public @Nullable String status() {
    return json.text("status");
  }

  /** The registry's id of the component; null where the server keeps it to itself. */
  public @Nullable String runtimeId() {
    return json.text("runtime_id");
  }
}
