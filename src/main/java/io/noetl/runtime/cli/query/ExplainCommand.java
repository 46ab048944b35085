package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.terminal.OutputOptions;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.RegistrationField;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.text.NearestWord;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code explain}: describes the fields of a registration. */
@Command(
    name = "explain",
    header = "Describe the fields of a registration.",
    description = {
      "",
      "Without FIELD a table of all fields; with it the field in full, with what each kind of"
          + " server keeps of it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime explain",
      "  noetl-runtime explain capabilities",
      "  noetl-runtime explain -o json"
    })
public final class ExplainCommand implements Callable<Integer> {

  private static final View<RegistrationField> VIEW =
      new View<>(
          List.of(
              Column.of("FIELD", RegistrationField::word),
              Column.of("TYPE", RegistrationField::type),
              Column.of("DEFAULT", RegistrationField::defaultText),
              Column.of("DESCRIPTION", RegistrationField::description),
              Column.of("LIMIT", RegistrationField::limit)),
          RegistrationField::word,
          ExplainCommand::document,
          ExplainCommand::lines);

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FIELD",
      description = "Field to describe in full (default: all).")
  private @Nullable String field;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Environment environment;

  public ExplainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Presenter present = Presenter.of(output.settings(), output.quiet, environment);
    if (field == null) {
      present.list(List.of(RegistrationField.values()), JsonObject.EMPTY, VIEW);
    } else {
      present.one(named(field), VIEW);
    }
    return ExitCode.OK.code();
  }

  private static RegistrationField named(String name) {
    RegistrationField found = RegistrationField.of(name);
    if (found == null) {
      String meant = NearestWord.to(name, RuntimeRegistrationRequest.FIELDS);
      throw new UsageException(
          "a registration has no field " + ShellWord.of(name),
          meant == null ? "see noetl-runtime explain" : "did you mean " + meant + "?");
    }
    return found;
  }

  private static ObjectNode document(RegistrationField field) {
    JsonObject keptBy = JsonObject.EMPTY;
    for (var kept : field.keptBy().entrySet()) {
      keptBy = keptBy.with(kept.getKey(), kept.getValue());
    }
    return JsonObject.EMPTY
        .with("field", field.word())
        .with("type", field.type())
        .with("required", field.isRequired())
        .with(
            "default",
            field.isRequired() || field.defaultText().isEmpty() ? null : field.defaultText())
        .with("limit", field.limit())
        .with("aliases", field.aliases())
        .with("description", field.description())
        .with("kept_by", keptBy)
        .node();
  }

  private static List<String> lines(RegistrationField field) {
    List<String> lines = new ArrayList<>();
    lines.add(field.word() + " <" + field.type() + ">");
    lines.add("  " + field.description());
    lines.add("");
    if (!field.defaultText().isEmpty()) {
      lines.add("Default:  " + field.defaultText());
    }
    lines.add("Limit:    " + field.limit());
    if (!field.aliases().isEmpty()) {
      lines.add("Aliases:  " + String.join(", ", field.aliases()));
    }
    lines.add("");
    lines.add("Kept by:");
    field
        .keptBy()
        .forEach(
            (server, kept) -> lines.add("  " + server + " ".repeat(13 - server.length()) + kept));
    return lines;
  }
}
