package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.component.KindOption;
import io.noetl.runtime.cli.component.NameArgument;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.failure.SuggestedCommand;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.process.StartupCache;
import io.noetl.runtime.cli.registry.CompatibilityRules;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.cli.terminal.PagedOutput;
import io.noetl.runtime.cli.terminal.PagerOption;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.cli.terminal.Progress;
import io.noetl.runtime.config.ConfigException;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.diagnosis.Diagnosis;
import io.noetl.runtime.text.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code doctor}: checks each step from the configuration to a component. */
@Command(
    name = "doctor",
    header = "Diagnose the registry or a component, step by step.",
    description = {
      "",
      "Checks the configuration, the path to the registry and, if named, a component; it"
          + " changes nothing. Steps after a failed one are skipped. The last lines are a summary"
          + " and the next command to run. The exit code is that of the failure, 0 if all checks"
          + " passed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime doctor pool-7",
      "  noetl-runtime doctor pool-7 --observe 30s -o json",
      "  noetl-runtime doctor --database postgresql://noetl@db/noetl",
      "  noetl-runtime doctor --self"
    })
public final class DoctorCommand implements Callable<Integer> {

  @Mixin private final NameArgument name = new NameArgument();
  @Mixin private final KindOption kind = new KindOption();

  @Option(
      names = "--observe",
      paramLabel = "DURATION",
      order = 20,
      description = "Time to watch its heartbeats (default: 3s; 0s: do not).")
  private String observe = "3s";

  @Option(
      names = "--self",
      order = 30,
      description = "Only check whether this program uses its start-up cache.")
  private boolean self;

  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final PagerOption pager = new PagerOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public DoctorCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Duration observed = observe.strip().equals("0s") ? Duration.ZERO : age();
    if (self) {
      return self().code();
    }
    Verdict verdict;
    DiagnosisRun run;
    try (Progress progress = Progress.on(environment, registry.output)) {
      run = new DiagnosisRun(environment.clock().time(), progress);
      verdict = diagnose(run, observed);
    }
    show(run, verdict);
    return verdict.exit().code();
  }

  private Duration age() {
    return SettingReader.duration("--observe", observe);
  }

  private ExitCode self() {
    String state = StartupCache.state();
    environment.out().println(state);
    return StartupCache.isUsed(state) ? ExitCode.OK : ExitCode.FAILURE;
  }

  private Verdict diagnose(DiagnosisRun run, Duration observed) {
    DoctorContext context = new DoctorContext(registry, staleAfter.flags(), environment);
    run.step("configuration", context::open);
    run.step(
        "environment",
        () -> ConfigurationCheck.environment(environment.variables(), context.settings()));
    Settings settings = context.settings();
    try (Diagnosis diagnosis = context.diagnosis();
        RuntimeApi api = context.api()) {
      if (settings == null || diagnosis == null || api == null) {
        run.step("registry", context::open);
        return failed(run, registry.output.settings(), List.of());
      }
      diagnosis.steps().forEach(step -> run.step(step.name(), step.look()));
      ClockCheck clock = new ClockCheck(api, environment.clock());
      run.step("clock", clock::find);
      SweeperCheck sweeper = new SweeperCheck(api, environment.clock(), settings);
      run.step("sweeper", sweeper::find);
      boolean isNamed = name.name != null || settings.text(Setting.NAME) != null;
      if (settings.text(Setting.COMPATIBILITY) != null) {
        run.step(
            "compatibility",
            () -> {
              ComponentKey only =
                  isNamed ? new ComponentKey(kind.value().word(), name.in(settings)) : null;
              return new CompatibilityStep(api, CompatibilityRules.of(settings), only).find();
            });
      }
      if (!isNamed) {
        StatusCount count = new StatusCount(api, environment.clock(), settings, kind.value());
        run.step("components", count::find);
        return run.failure() == null ? healthy(count) : failed(run, settings, List.of());
      }
      ComponentCheck component =
          new ComponentCheck(
              run,
              settings,
              api,
              environment,
              kind.value(),
              name.in(settings),
              new VersionCheck(
                  new RegistryOpener(environment)
                      .versions(Session.diagnostics(settings, registry.output, environment))));
      component.check(observed);
      return run.failure() == null
          ? component.verdict(registry.registryFlags())
          : failed(run, settings, component.otherKinds());
    }
  }

  private Verdict healthy(StatusCount count) {
    return new Verdict(
        ExitCode.OK,
        "all checks passed" + count.end(),
        "noetl-runtime list"
            + SuggestedCommand.kindFlag(kind.value().word())
            + count.filter()
            + registry.registryFlags());
  }

  private Verdict failed(DiagnosisRun run, Settings settings, List<String> otherKinds) {
    Failure failure = run.failure();
    if (failure == null) {
      throw new IllegalStateException("no step failed");
    }
    RuntimeKind wanted = kind.value();
    return new FailureVerdict(settings, registry, environment, wanted, name.name, otherKinds)
        .verdict(run.failedStep(), failure, run.fault());
  }

  private void show(DiagnosisRun run, Verdict verdict) {
    JsonObject end =
        JsonObject.EMPTY
            .with("sentence", verdict.sentence())
            .with("command", verdict.command())
            .with("code", verdict.exit().word())
            .with("exit", verdict.exit().code());
    try (PagedOutput paged = pager.on(environment)) {
      // The last column, FOUND, must not be hidden on a narrow terminal.
      Presenter present = presenter(paged.environment()).uncut();
      present.list(run.results(), end, StepResult.VIEW);
      present.lines(
          "", Printable.escape(verdict.sentence()), "next: " + Printable.escape(verdict.command()));
    }
  }

  /** A broken configuration must not prevent the report about it. */
  private Presenter presenter(Environment shown) {
    try {
      return Presenter.of(registry.settings(Map.of(), shown), registry.output.quiet, shown);
    } catch (ConfigException | UsageException broken) {
      return Presenter.of(registry.output.settings(), registry.output.quiet, shown);
    }
  }
}
