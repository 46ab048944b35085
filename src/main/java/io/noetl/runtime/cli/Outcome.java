package io.noetl.runtime.cli;

import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeRequest;
import io.noetl.runtime.secrets.Confidential;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param result in a word or two
 * @param answer the registry's answer as it came
 */
record Outcome(RuntimeKind kind, String name, String result, JsonObject answer)
    implements Confidential<Outcome> {

  static final View<Outcome> VIEW =
      new View<>(
          List.of(
              Column.of("NAME", Outcome::name),
              Column.of("KIND", outcome -> outcome.kind.word()),
              Column.of("RESULT", Outcome::result),
              Column.of("RUNTIME_ID", outcome -> orEmpty(outcome.answer.text("runtime_id")))),
          Outcome::name,
          outcome -> outcome.answer.node(),
          outcome -> List.of(outcome.sentence()));

  /** The outcome of a request of the API. */
  static Outcome of(RuntimeRequest request, JsonObject answer) {
    return new Outcome(request.kind(), request.name(), result(request, answer), answer);
  }

  /** Some servers answer with the whole row. */
  @Override
  public Outcome masked() {
    return new Outcome(kind, name, result, new RuntimeComponentInfo(answer).masked().json());
  }

  private static String result(RuntimeRequest request, JsonObject answer) {
    return switch (request) {
      case RuntimeRegistrationRequest registration ->
          isUnchanged(answer) ? "left as it is" : "registered";
      case RuntimeHeartbeatRequest heartbeat ->
          "recreated".equals(answer.text("status")) ? "registered again" : "alive";
      case RuntimeDeregistrationRequest deregistration ->
          // Without an id nobody says that there was such a row, or that it still is there.
          answer.text("runtime_id") == null ? "deregistered" : "offline";
    };
  }

  /** Whether a registration found a row and left it alone. */
  boolean isUnchanged() {
    return isUnchanged(answer);
  }

  private static boolean isUnchanged(JsonObject answer) {
    return RuntimeRegistrationResponse.UNCHANGED.equals(answer.text("status"));
  }

  private String sentence() {
    StringBuilder line = new StringBuilder();
    line.append(kind.word()).append(' ').append(name).append(": ").append(result);
    String id = answer.text("runtime_id");
    return id == null
        ? line.toString()
        : line.append(" (runtime_id ").append(id).append(')').toString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
