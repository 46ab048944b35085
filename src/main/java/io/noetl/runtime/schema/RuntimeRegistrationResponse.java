package io.noetl.runtime.schema;

import org.jspecify.annotations.Nullable;

/** The answer to a registration or deregistration, with every field that the server sent. */
public record RuntimeRegistrationResponse(JsonObject json) {

  public RuntimeRegistrationResponse {
    json = json.withTextId();
  }

  /** The answer of the service: {@code ok} or {@code recreated} for one component. */
  public static RuntimeRegistrationResponse of(
      String status, RuntimeRequest request, @Nullable String runtimeId, @Nullable String runtime) {
    return new RuntimeRegistrationResponse(
        JsonObject.EMPTY
            .with("status", status)
            .with("name", request.name())
            .with("runtime_id", runtimeId)
            .with("runtime", runtime)
            .with("kind", request.kind().word()));
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
