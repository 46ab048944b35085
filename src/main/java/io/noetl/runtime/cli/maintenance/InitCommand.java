package io.noetl.runtime.cli.maintenance;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import io.noetl.runtime.schema.maintenance.RuntimeMaintenance;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code init}: creates the table of the registry in a database. */
@Command(
    name = "init",
    header = "Create the registry's table in a database (direct mode).",
    description = {
      "",
      "Creates the schema, the table and its indexes as NoETL does. An existing table is"
          + " not changed. A SQLite file needs no init.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime init --database postgresql://noetl@db:5432/noetl",
      "  noetl-runtime init --database postgresql://noetl@db/noetl --dry-run"
    })
public final class InitCommand implements Callable<Integer> {

  private static final View<Boolean> VIEW =
      new View<>(
          List.of(Column.of("RESULT", InitCommand::result)),
          InitCommand::result,
          created -> JsonObject.EMPTY.with("created", created).node(),
          created -> List.of("the table " + result(created)));

  /**
   * The statements of a dry run.
   *
   * @param exists whether the table exists; null where that is unknown
   */
  private record Plan(List<String> script, @Nullable Boolean exists) {}

  private static final View<Plan> SCRIPT =
      new View<>(
          List.of(Column.of("SCRIPT", plan -> String.join(" ", plan.script))),
          plan -> "script",
          plan -> JsonObject.EMPTY.with("script", plan.script).with("exists", plan.exists).node(),
          plan -> plan.script.stream().flatMap(part -> (part + ";").lines()).toList());

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Option(
      names = "--dry-run",
      order = 50,
      description = "Show the statements and whether the table exists; run none.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public InitCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    registry.missing = dryRun ? MissingDatabase.REFUSED : MissingDatabase.CREATED;
    try (MaintenanceSession session = MaintenanceSession.open(registry, environment)) {
      if (dryRun) {
        plan(session);
      } else if (!change.isAllowed(
          "Create the table", session.settings(), session.diagnostics(), environment)) {
        return ExitCode.FAILURE.code();
      } else {
        session.present().one(session.maintenance().create(), VIEW);
      }
    }
    return ExitCode.OK.code();
  }

  private void plan(MaintenanceSession session) {
    RuntimeMaintenance database = session.maintenance();
    Boolean exists = null;
    String unknown = null;
    try {
      exists = database.isCreated();
    } catch (RuntimeApiException unreadable) {
      unknown = "cannot tell whether the table exists: " + unreadable.getMessage();
    }
    session.present().one(new Plan(database.creationScript(), exists), SCRIPT);
    if (unknown != null) {
      session.diagnostics().note(unknown);
    } else if (Boolean.TRUE.equals(exists)) {
      session.diagnostics().tell("the table is there already; init would change nothing");
    }
  }

  private static String result(boolean created) {
    return created ? "was made" : "is there already";
  }
}
