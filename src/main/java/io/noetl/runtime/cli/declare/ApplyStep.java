package io.noetl.runtime.cli.declare;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.MarkedLine;
import io.noetl.runtime.output.Paint;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.declaration.FieldChange;
import io.noetl.runtime.secrets.Confidential;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The planned or finished step for one component of a declared set.
 *
 * @param place where it is declared
 * @param kind its kind; its name; empty where it is unknown
 * @param name empty where it is unknown
 * @param request the request to send; null for none
 * @param change the request as an update that is no heartbeat, where the registry supports it; null
 *     for none
 * @param changes the values that differ from the declaration
 * @param isDone whether it was run
 * @param answer the registry's answer; empty for none
 * @param error the error; null for none
 */
record ApplyStep(
    Action action,
    DeclaredPlace place,
    String kind,
    String name,
    @Nullable RuntimeRequest request,
    @Nullable RuntimeUpdateRequest change,
    List<FieldChange> changes,
    boolean isDone,
    JsonObject answer,
    @Nullable RuntimeApiException error)
    implements Confidential<ApplyStep> {

  /** The kind of step. */
  enum Action {
    REGISTER('+', "Register", "registered"),
    CHANGE('~', "Change", "changed"),
    DEREGISTER('-', "Deregister", "deregistered"),
    UNCHANGED(' ', "Keep", "unchanged"),
    SKIP(' ', "Leave", "not revived");

    private final char mark;
    private final String verb;
    private final String word;

    Action(char mark, String verb, String word) {
      this.mark = mark;
      this.verb = verb;
      this.word = word;
    }

    String verb() {
      return verb;
    }

    String word() {
      return word;
    }
  }

  static final View<ApplyStep> VIEW =
      new View<>(
          List.of(
              Column.of("NAME", ApplyStep::name),
              Column.of("KIND", ApplyStep::kind),
              Column.of("RESULT", ApplyStep::result).colored(ApplyStep::color),
              Column.of("CHANGES", ApplyStep::changedFields),
              Column.wide("RUNTIME_ID", ApplyStep::runtimeId)),
          ApplyStep::name,
          ApplyStep::document,
          step -> List.of(step.title() + ": " + step.result()));

  /** A planned step. */
  static ApplyStep planned(
      Action action,
      DeclaredPlace place,
      String kind,
      String name,
      @Nullable RuntimeRequest request,
      List<FieldChange> changes) {
    return new ApplyStep(
        action, place, kind, name, request, null, changes, false, JsonObject.EMPTY, null);
  }

  /** The same with an update of single values; null for none. */
  ApplyStep changing(@Nullable RuntimeUpdateRequest values) {
    return new ApplyStep(
        action, place, kind, name, request, values, changes, isDone, answer, error);
  }

  ApplyStep done(JsonObject registrysAnswer) {
    return new ApplyStep(
        action, place, kind, name, request, change, changes, true, registrysAnswer, null);
  }

  ApplyStep failed(RuntimeApiException failure) {
    return new ApplyStep(
        action, place, kind, name, request, change, changes, false, answer, failure);
  }

  @Override
  public ApplyStep masked() {
    List<FieldChange> shown = changes.stream().map(FieldChange::masked).toList();
    return new ApplyStep(action, place, kind, name, request, change, shown, isDone, answer, error);
  }

  ExitCode exit() {
    return error == null ? ExitCode.OK : Failure.of(error).exit();
  }

  String result() {
    if (error != null) {
      return "failed";
    }
    return isDone || isLeft() ? action.word : "would be " + action.word;
  }

  /** Whether nothing has to be done. */
  boolean isLeft() {
    return action == Action.UNCHANGED || action == Action.SKIP;
  }

  /** The lines of a diff: the component and its result, followed by each value. */
  List<MarkedLine> difference() {
    List<MarkedLine> lines = new ArrayList<>();
    char mark = error == null ? action.mark : '!';
    lines.add(new MarkedLine(mark, title() + ": " + result()));
    for (FieldChange change : changes) {
      if (change.existed()) {
        lines.add(
            new MarkedLine('-', "    " + change.field() + ": " + Json.write(change.before())));
      }
      if (change.exists()) {
        lines.add(new MarkedLine('+', "    " + change.field() + ": " + Json.write(change.after())));
      }
    }
    return lines;
  }

  String title() {
    String named = (kind + " " + name).strip();
    return named.isEmpty() ? place.text() : named;
  }

  private Paint color() {
    if (error != null) {
      return Paint.RED;
    }
    return switch (action) {
      case REGISTER -> Paint.GREEN;
      case CHANGE -> Paint.YELLOW;
      case DEREGISTER -> Paint.RED;
      case UNCHANGED -> Paint.NONE;
      case SKIP -> Paint.YELLOW;
    };
  }

  private String changedFields() {
    return action == Action.CHANGE
        ? changes.stream().map(FieldChange::field).collect(Collectors.joining(","))
        : "";
  }

  private String runtimeId() {
    String id = answer.text("runtime_id");
    return id == null ? "" : id;
  }

  private ObjectNode document() {
    JsonObject document =
        JsonObject.EMPTY
            .with("name", name)
            .with("kind", kind)
            .with("result", result())
            .with("changes", changes.stream().map(FieldChange::toJson).toList());
    if (answer.has("runtime_id")) {
      document = document.with("runtime_id", answer.get("runtime_id"));
    }
    return error == null
        ? document.node()
        : document.with("error", Failure.of(error).toJson()).node();
  }
}
