package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.Paint;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.diagnosis.Finding;
import io.noetl.runtime.secrets.SecretMessage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The result of a diagnosis step.
 *
 * @param took the duration; null where the step did not run
 */
record StepResult(String step, Status status, @Nullable Duration took, String found) {

  StepResult {
    // The text may contain an address with a password.
    found = SecretMessage.of(found);
  }

  /** The status of a step. */
  enum Status {
    OK("ok"),
    WARNING("warning"),
    FAILED("FAILED"),
    SKIPPED("skipped"),
    NOT_TRIED("not tried");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    static Status of(Finding.Grade grade) {
      return switch (grade) {
        case OK -> OK;
        case WARNING -> WARNING;
        case FAILED -> FAILED;
        case SKIPPED -> SKIPPED;
      };
    }
  }

  static final View<StepResult> VIEW =
      new View<>(
          List.of(
              Column.of("STEP", StepResult::step),
              Column.<StepResult>of("RESULT", step -> step.status.word).colored(StepResult::color),
              Column.of("TIME", StepResult::time).inCsv(StepResult::millis),
              Column.of("FOUND", StepResult::found)),
          StepResult::step,
          StepResult::document,
          step -> List.of(step.found));

  private Paint color() {
    return switch (status) {
      case OK -> Paint.GREEN;
      case WARNING -> Paint.YELLOW;
      case FAILED -> Paint.RED;
      case SKIPPED, NOT_TRIED -> Paint.NONE;
    };
  }

  static StepResult notTried(String step) {
    return new StepResult(step, Status.NOT_TRIED, null, "");
  }

  private String time() {
    return took == null ? "" : took.toMillis() + " ms";
  }

  private String millis() {
    return took == null ? "" : Long.toString(took.toMillis());
  }

  private ObjectNode document() {
    return JsonObject.EMPTY
        .with("step", step)
        .with("result", status.word.toLowerCase(Locale.ROOT).replace(' ', '_'))
        .with("took_ms", took == null ? null : took.toMillis())
        .with("found", found)
        .node();
  }
}
