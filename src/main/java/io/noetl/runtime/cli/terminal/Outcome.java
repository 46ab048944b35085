package io.noetl.runtime.cli.terminal;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeRequest;
import io.noetl.runtime.secrets.Confidential;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of a request, as it is shown.
 *
 * @param result the result in a word or two
 * @param status the component's status afterwards; null where it does not follow from the change
 * @param runtimeId the component's id; null where the registry does not report it
 * @param answer the registry's original answer
 */
public record Outcome(
    RuntimeKind kind,
    String name,
    String result,
    @Nullable String status,
    @Nullable String runtimeId,
    Supplier<JsonObject> answer)
    implements Confidential<Outcome> {

  private static final String OFFLINE = "offline";

  public static final View<Outcome> VIEW =
      new View<>(
          List.of(
              Column.of("NAME", Outcome::name),
              Column.of("KIND", outcome -> outcome.kind.word()),
              Column.of("RESULT", Outcome::result),
              Column.of(
                  "RUNTIME_ID", outcome -> Objects.requireNonNullElse(outcome.runtimeId, ""))),
          Outcome::name,
          outcome -> outcome.document().node(),
          outcome -> List.of(outcome.sentence()));

  public Outcome(RuntimeKind kind, String name, String result, JsonObject answer) {
    this(kind, name, result, null, answer.text("runtime_id"), () -> answer);
  }

  /** The result of a heartbeat. */
  public static Outcome of(RuntimeHeartbeatRequest request, RuntimeHeartbeatResponse answer) {
    return new Outcome(
        request.kind(),
        request.name(),
        answer.recreated() ? "registered again" : "alive",
        null,
        answer.runtimeId(),
        answer::json);
  }

  /** The result of a registration or deregistration. */
  public static Outcome of(RuntimeRequest request, JsonObject answer) {
    String result = result(request, answer);
    return new Outcome(request.kind(), request.name(), result, answer)
        .withStatus(result.equals(OFFLINE) ? OFFLINE : null);
  }

  /** The same with the status that the component has now; null where that is not known. */
  public Outcome withStatus(@Nullable String newStatus) {
    return new Outcome(kind, name, result, newStatus, runtimeId, answer);
  }

  /** The registry's answer, and the component that it is about. */
  public JsonObject document() {
    JsonObject component =
        JsonObject.EMPTY
            .with("name", name)
            .with("kind", kind.word())
            .withPresent("status", status)
            .withPresent("runtime_id", runtimeId);
    return answer.get().with("component", component);
  }

  /** Masked, since some servers answer with the whole row. */
  @Override
  public Outcome masked() {
    return new Outcome(
        kind,
        name,
        result,
        status,
        runtimeId,
        () -> new RuntimeComponentInfo(answer.get()).masked().json());
  }

  private static String result(RuntimeRequest request, JsonObject answer) {
    return switch (request) {
      case RuntimeRegistrationRequest registration ->
          isUnchanged(answer) ? "unchanged" : "registered";
      case RuntimeHeartbeatRequest heartbeat ->
          "recreated".equals(answer.text("status")) ? "registered again" : "alive";
      case RuntimeDeregistrationRequest deregistration ->
          // An answer without an id does not confirm that the row existed, or still exists.
          answer.text("runtime_id") == null ? "deregistered" : OFFLINE;
    };
  }

  /** Whether a registration left an existing row unchanged. */
  public boolean isUnchanged() {
    return isUnchanged(answer.get());
  }

  private static boolean isUnchanged(JsonObject answer) {
    return RuntimeRegistrationResponse.UNCHANGED.equals(answer.text("status"));
  }

  private String sentence() {
    StringBuilder line = new StringBuilder();
    line.append(kind.word()).append(' ').append(name).append(": ").append(result);
    return runtimeId == null
        ? line.toString()
        : line.append(" (runtime_id ").append(runtimeId).append(')').toString();
  }
}
