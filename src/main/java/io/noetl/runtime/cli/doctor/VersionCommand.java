package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.diagnosis.Diagnosis;
import io.noetl.runtime.schema.diagnosis.DiagnosisStep;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code version}: shows the versions of this program and of the registry. */
@Command(
    name = "version",
    header = "Show the versions of this program, of Java and of the registry.",
    description = {
      "",
      "The registry is asked if one is selected by an option, a variable or a file. If it does not"
          + " answer, the rest is shown before the error.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime version",
      "  noetl-runtime version --server http://noetl:8083 -o json"
    })
public final class VersionCommand implements Callable<Integer> {

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public VersionCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Settings settings = registry.settings(Map.of(), environment);
    Presenter present = registry.presenter(settings, environment);
    VersionReport report = VersionReport.of(environment.version());
    if (RegistryOpener.origin(settings) instanceof Origin.Default) {
      present.one(report, VersionReport.VIEW);
      return ExitCode.OK.code();
    }
    RuntimeApiException failed = null;
    try (Session session = Session.open(registry, environment)) {
      RegistryServer server = session.registry().server();
      report = report.with(server.software().words(), version(settings));
    } catch (RuntimeApiException unanswered) {
      failed = unanswered;
    }
    present.one(report, VersionReport.VIEW);
    if (failed != null) {
      throw failed;
    }
    return ExitCode.OK.code();
  }

  /** What the step of the same name in a diagnosis finds; null where there is none. */
  private @Nullable String version(Settings settings) {
    try (Diagnosis diagnosis =
        new RegistryOpener(environment)
            .openDiagnosis(settings, Session.diagnostics(settings, registry.output, environment))) {
      for (DiagnosisStep step : diagnosis.steps()) {
        if (step.name().equals("version")) {
          Finding found = step.look().find();
          return found.grade() == Finding.Grade.SKIPPED ? null : found.text();
        }
      }
      return null;
    }
  }
}
