package io.noetl.runtime.cli.resident;

import io.noetl.runtime.agent.ChildStartException;
import io.noetl.runtime.agent.ControllingTerminal;
import io.noetl.runtime.agent.HeartbeatEvent;
import io.noetl.runtime.agent.HeartbeatTime;
import io.noetl.runtime.agent.Inheritance;
import io.noetl.runtime.agent.ProcessSignal;
import io.noetl.runtime.agent.ProgramFile;
import io.noetl.runtime.agent.Supervisor;
import io.noetl.runtime.agent.SupervisorOptions;
import io.noetl.runtime.cli.component.ComponentOptions;
import io.noetl.runtime.cli.component.LackingDependencies;
import io.noetl.runtime.cli.component.NameArgument;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.failure.LogLines;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.cli.resident.RunOptions.BlockedPolicy;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Registers a component, runs its program, sends heartbeats while the program runs, and deregisters
 * it.
 */
@Command(
    name = "run",
    customSynopsis = "noetl-runtime run [OPTIONS] [NAME] -- CMD [ARG...]",
    header = "Run a program as a component: register, send heartbeats, deregister.",
    description = {
      "",
      "CMD inherits from the caller of noetl-runtime: open descriptors, arguments,"
          + " variables, working directory, limits, blocked and ignored signals. The exit code is"
          + " that of CMD: 128+n if signal n ended it, 126 if it cannot be executed, 127 if it was"
          + " not found, 125 if noetl-runtime failed before starting it. A script without #! is"
          + " run by /bin/sh.",
      "",
      "TERM, INT, HUP, QUIT, WINCH and other signals that would end noetl-runtime are"
          + " forwarded to the process group of CMD (not real-time signals, ILL, BUS, FPE and"
          + " SEGV). Processes of the group still running --grace after TERM or INT are killed."
          + " HUP, TERM and INT are followed by CONT for stopped processes. In a session with a"
          + " controlling terminal CMD stays in the process group of its caller, and signals that"
          + " the terminal sends to both are not forwarded (in the foreground INT, QUIT, HUP and"
          + " WINCH). Once CMD has ended, a second TERM or INT skips the wait for the"
          + " deregistration.",
      "",
      "A Python server of NoETL from 2026 treats a worker whose status is not ready as dead"
          + " and runs its jobs again on another worker. There --drain-status and --status need"
          + " --force for any other status; without it CMD is not started.",
      "",
      "--metrics-from reads numbers, such as how many jobs are active, for each heartbeat: from a"
          + " file or an http URL of CMD, or from what another program prints.",
      "",
      "CMD also gets NOETL_RUNTIME_ID, NOETL_RUNTIME_NAME and NOETL_SERVER_URL in its"
          + " environment.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime run demo --runtime python -- python3 worker.py",
      "  noetl-runtime run -- ./worker",
      "  noetl-runtime run demo --depends-on broker/b1 --wait-for-dependencies -- ./job",
      "  noetl-runtime run demo --depends-on broker/b1 --on-blocked stop -- ./worker",
      "  noetl-runtime run demo --drain-status draining --grace 60s -- ./worker",
      "  noetl-runtime run demo --metrics-from /run/demo.json -- ./worker",
      "  noetl-runtime run demo --start-anyway --on-lost stop -- ./worker --port 80"
    })
public final class RunCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The component; NOETL_WORKER_POOL_NAME unless given before --.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "CMD", description = "The program, found in PATH.")
  private String second = "";

  @Parameters(index = "2..*", paramLabel = "ARG", description = "Its arguments.")
  private List<String> others = List.of();

  @Mixin private final ComponentOptions component = new ComponentOptions();
  @Mixin private final RunOptions supervision = new RunOptions();
  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public RunCommand(Environment environment) {
    this.environment = environment;
  }

  /** A failure of ours must not look like an exit code of the program. */
  public static Failure failure(List<String> commandLine, Failure failure) {
    return !commandLine.isEmpty() && commandLine.getFirst().equals("run")
        ? failure.endingWith(ExitCode.NOT_STARTED)
        : failure;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<Setting, String> flags = new HashMap<>(supervision.flags());
    flags.putAll(staleAfter.flags());
    registry.missing = MissingDatabase.CREATED;
    LogLines log = new LogLines(supervision.logFormat, environment.clock());
    RunWords words = RunWords.of(first, second, others);
    if (words.name() != null) {
      log.name(component.kind().word(), words.name());
    }
    try (Session session =
        Session.open(SessionRequest.of(registry, environment).with(flags).resident(log))) {
      Diagnostics diagnostics = session.diagnostics();
      String name = NameArgument.of(words.name(), session.settings());
      log.name(component.kind().word(), name);
      Inheritance inheritance = RunInheritance.of(words.command(), environment);
      SupervisorOptions options = options(name, words.command().getFirst(), inheritance, session);
      BlockedPolicy onBlocked = supervision.onBlocked();
      LackingDependencies dependencies =
          new LackingDependencies(options.registration(), session, environment);
      if (supervision.waitForDependencies != null && isThere(words, inheritance)) {
        // A signal ends the wait as it ends any process: there is nothing to deregister.
        new RunDependencies(dependencies, session, environment)
            .await(
                SettingReader.duration("--wait-for-dependencies", supervision.waitForDependencies));
      }
      Supervisor supervisor =
          new Supervisor(
              session.registry(),
              options,
              HeartbeatTime.SYSTEM,
              environment.host().random(),
              event -> tell(event, diagnostics),
              sentence -> warn(sentence, diagnostics),
              environment.host().halt(),
              () -> environment.host().signals().endBy(ProcessSignal.INT.name()));
      for (ProcessSignal signal : ProcessSignal.FORWARDED) {
        if (!inheritance.ignores(signal)) {
          environment.host().signals().on(signal.name(), () -> supervisor.on(signal));
        }
      }
      if (environment.launch().keepsQuitDescriptor() && !inheritance.ignores(ProcessSignal.QUIT)) {
        supervisor.takeQuitSignal();
      }
      try (DependencyWatch watch = watch(dependencies, onBlocked, supervisor, diagnostics)) {
        ProgramFile.check(words.command().getFirst(), inheritance);
        if (onBlocked != null && !dependencies.areNone()) {
          watch.every(options.interval(), environment.clock().time());
        }
        return supervisor.run(ExitCode.NOT_STARTED.code());
      } catch (ChildStartException impossible) {
        ExitCode exit = impossible.found() ? ExitCode.NOT_EXECUTABLE : ExitCode.NOT_FOUND;
        diagnostics.report(
            new Failure(exit, String.valueOf(impossible.getMessage()), null, null, null));
        return exit.code();
      } catch (RuntimeApiException.Held held) {
        throw held.withHint(
            "stop that process or wait until it is stale, or take the name over with --takeover");
      }
    }
  }

  private DependencyWatch watch(
      LackingDependencies dependencies,
      @Nullable BlockedPolicy policy,
      Supervisor supervisor,
      Diagnostics diagnostics) {
    return new DependencyWatch(
        dependencies::now,
        sentence -> {
          if (policy == BlockedPolicy.STOP) {
            return supervisor.stop(sentence);
          }
          warn(sentence, diagnostics);
          return true;
        },
        () -> {
          diagnostics.note("dependencies are met again");
          environment.err().flush();
        });
  }

  /** Checks that the program can be started; if not, fails without waiting for the registry. */
  private static boolean isThere(RunWords words, Inheritance inheritance) {
    try {
      ProgramFile.check(words.command().getFirst(), inheritance);
      return true;
    } catch (ChildStartException impossible) {
      return false;
    }
  }

  private SupervisorOptions options(
      String name, String program, Inheritance inheritance, Session session) {
    Settings settings = session.settings();
    if (component.pid != null) {
      throw new UsageException("run registers the pid of CMD", "leave --pid out");
    }
    RuntimeRegistrationRequest registration = component.request(name, settings, environment);
    supervision.checkDrainStatus();
    RunGuard guard =
        new RunGuard(
            session,
            registration,
            supervision.drainStatus,
            sentence -> warn(sentence, session.diagnostics()),
            supervision.force.isGiven,
            supervision.requireCompatible);
    guard.checkBeforeStart();
    RunOwnership ownership = new RunOwnership(registration, settings, environment);
    SupervisorOptions.Command command =
        new SupervisorOptions.Command(
            program,
            inheritance,
            variables(settings),
            !ControllingTerminal.exists(),
            supervision.orphan());
    return SupervisorOptions.of(command, registration)
        .withOwnership(
            new SupervisorOptions.Ownership(
                request -> {
                  guard.check(request);
                  return supervision.takeover
                      ? RegistrationCondition.NONE
                      : ownership.condition(request);
                },
                settings.duration(Setting.STALE_AFTER),
                ownership::details,
                supervision.onLost()))
        .withInterval(settings.duration(Setting.EVERY))
        .withMetrics(
            MetricInput.of(
                supervision.metricsFrom, supervision.metricsMatch, null, session.diagnostics()))
        .withStart(
            new SupervisorOptions.Start(
                settings.duration(Setting.START_TIMEOUT), supervision.startAnyway))
        .withTermination(
            new SupervisorOptions.Termination(
                settings.duration(Setting.GRACE), supervision.drainStatus, guard::mayDrain))
        .withDeregistration(
            new SupervisorOptions.Deregistration(
                supervision.deregister(),
                settings.count(Setting.DEREGISTER_RETRIES),
                settings.duration(Setting.DEREGISTER_BACKOFF)));
  }

  private Map<String, @Nullable String> variables(Settings settings) {
    Map<String, @Nullable String> variables = new HashMap<>();
    variables.put(
        "NOETL_SERVER_URL",
        RegistryOpener.isDirect(settings) ? null : settings.text(Setting.SERVER));
    return variables;
  }

  private void tell(HeartbeatEvent event, Diagnostics diagnostics) {
    switch (event) {
      case HeartbeatEvent.Lost lost -> HeartbeatMessages.lost(lost, diagnostics);
      case HeartbeatEvent.Recovered back -> HeartbeatMessages.recovered(back, diagnostics);
      case HeartbeatEvent.Registered again -> {
        if (again.wasUnknown()) {
          HeartbeatMessages.registered(again, diagnostics);
        }
      }
      case HeartbeatEvent.Succeeded alive -> HeartbeatMessages.succeeded(alive, diagnostics);
      case HeartbeatEvent.Failed failed -> HeartbeatMessages.failed(failed, diagnostics);
      case HeartbeatEvent.Report report -> {}
      case HeartbeatEvent.Ended ended -> {}
    }
  }

  /** The child may write for hours, so a line does not wait for the end of this process. */
  private void warn(String sentence, Diagnostics diagnostics) {
    diagnostics.warn(sentence);
    environment.err().flush();
  }
}
