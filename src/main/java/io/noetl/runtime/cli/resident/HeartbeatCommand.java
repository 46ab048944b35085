package io.noetl.runtime.cli.resident;

import io.noetl.runtime.agent.HeartbeatTarget;
import io.noetl.runtime.cli.component.ComponentOptions;
import io.noetl.runtime.cli.component.ComponentSelection;
import io.noetl.runtime.cli.component.InputFile;
import io.noetl.runtime.cli.component.PreviewView;
import io.noetl.runtime.cli.component.SelectedComponents;
import io.noetl.runtime.cli.component.StatusGuard;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.failure.LogLines;
import io.noetl.runtime.cli.failure.SuggestedCommand;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.terminal.Outcome;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends one heartbeat. */
@Command(
    name = "heartbeat",
    header = "Send a heartbeat once, or at a fixed interval.",
    description = {
      "",
      "An unknown component is an error (exit 5), unless the heartbeat can register it:"
          + " from --registration, or from the component options with --recreate.",
      "",
      "--metric reports numbers, such as how many jobs are active. They are stored with the time of"
          + " the heartbeat and shown by get; a heartbeat without metrics keeps them. The Python"
          + " and Rust servers of NoETL do not store them. --metrics-from reads them anew for each"
          + " heartbeat, as NAME=NUMBER lines, a JSON object or Prometheus text, within 2 seconds;"
          + " if that fails, the heartbeat is sent without them.",
      "",
      "With --every it sends a heartbeat at once and then at the interval with 10 percent jitter,"
          + " keeps retrying during outages and reports on stderr when the registry is lost and"
          + " recovers. SIGTERM and SIGINT end it (exit 0; a second signal ends it at once)."
          + " SIGHUP reads the registration again and registers it. Under systemd it reports"
          + " readiness and feeds the watchdog.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime heartbeat demo",
      "  noetl-runtime heartbeat demo --recreate --runtime python --capacity 10",
      "  noetl-runtime heartbeat demo --metric active=3 --metric queue=12",
      "  noetl-runtime heartbeat a b c",
      "  noetl-runtime heartbeat --registration pool.json",
      "  noetl-runtime heartbeat demo --every 15s --metrics-from '!./stats'",
      "  noetl-runtime heartbeat --registration pool.json --every 15s \\",
      "    --on-exit deregister"
    })
public final class HeartbeatCommand implements Callable<Integer> {

  @Mixin private final ComponentSelection selection = new ComponentSelection();
  @Mixin private final ComponentOptions component = new ComponentOptions();

  @Option(
      names = "--registration",
      paramLabel = "FILE",
      order = 30,
      description = "Registration to send if the name is unknown (JSON or YAML; - is stdin).")
  private @Nullable String registration;

  @Option(
      names = "--recreate",
      order = 31,
      description = "Register with the component options if the name is unknown.")
  private boolean recreate;

  @Option(
      names = "--metric",
      paramLabel = "K=V",
      order = 31,
      description = "Metric to report, such as active=3 (repeatable).")
  private @Nullable List<String> metric;

  @Mixin private final ResidentOptions stay = new ResidentOptions();

  // Not the shared mixin: its class would slow down the start of a heartbeat.
  @Option(
      names = {"-y", "--yes"},
      order = 49,
      description = "Do not ask for confirmation.")
  private boolean yes;

  @Option(names = "--dry-run", order = 50, description = "Show what would be sent; send nothing.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public HeartbeatCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!selection.isOne()) {
      return several().code();
    }
    if (registration != null || recreate) {
      registry.missing = MissingDatabase.CREATED;
    }
    if (stay.isGiven() && !dryRun) {
      return stay();
    }
    if (!stay.isGiven()) {
      stay.checkAbsent();
    }
    try (Session session = Session.open(registry, environment)) {
      RuntimeHeartbeatRequest request = request(session).with(metrics());
      if (dryRun) {
        session.present().one(session.registry().preview(request), PreviewView.VIEW);
      } else {
        if (request.registration() != null) {
          guard(request.toRegistration(), session);
        }
        session.present().one(Outcome.of(request, beat(request, session)), Outcome.VIEW);
      }
      return ExitCode.OK.code();
    }
  }

  private ExitCode several() {
    if (stay.isGiven()) {
      selection.requireOne("--every");
    }
    stay.checkAbsent();
    if (metric != null) {
      selection.requireOne("--metric");
    }
    if (registration != null || recreate || component.describesComponent()) {
      selection.requireOne(registration == null ? "--recreate" : "--registration");
    }
    try (Session session = Session.open(registry, environment)) {
      return new HeartbeatBatch(session, environment, registry, yes)
          .send(SelectedComponents.of(selection, component.kind(), session), dryRun);
    }
  }

  private int stay() throws InterruptedException {
    LogLines log = new LogLines(stay.logFormat, environment.clock());
    String given = selection.given();
    if (given != null) {
      log.name(component.kind().word(), given);
    }
    try (Session session =
        Session.open(SessionRequest.of(registry, environment).with(stay.flags()).resident(log))) {
      Supplier<@Nullable HeartbeatMetrics> metrics =
          MetricInput.of(stay.metricsFrom, stay.metricsMatch, metrics(), session.diagnostics());
      HeartbeatTarget subject = subject(session);
      log.name(subject.kind().word(), subject.name());
      // Standard input is read once; its content is kept for later registrations.
      boolean rereads = registration != null && !registration.equals("-");
      try {
        return new HeartbeatProcess(environment, session, stay)
            .run(subject, () -> rereads ? subject(session) : subject, metrics);
      } catch (RuntimeApiException gaveUp) {
        return end(gaveUp, session);
      }
    }
  }

  /** What ends a heartbeat that stayed is the last line of its log. */
  private int end(RuntimeApiException gaveUp, Session session) {
    boolean isUnknown = gaveUp instanceof RuntimeApiException.UnknownComponent;
    Failure failure =
        Failure.of(isUnknown ? withHint((RuntimeApiException.UnknownComponent) gaveUp) : gaveUp);
    session.diagnostics().end(failure);
    return failure.exit().code();
  }

  private HeartbeatTarget subject(Session session) {
    RuntimeHeartbeatRequest request = request(session);
    RuntimeRegistrationRequest described = request.toRegistration();
    if (described == null) {
      return HeartbeatTarget.named(request.kind(), request.name());
    }
    guard(described, session);
    return HeartbeatTarget.of(described);
  }

  /** A heartbeat may write its registration, whose status need not be ready. */
  private static void guard(@Nullable RuntimeRegistrationRequest written, Session session) {
    if (written != null && !StatusGuard.isHarmless(written.kind(), written.status())) {
      new StatusGuard(session, false)
          .checkIfAnswered(
              written.kind(), written.name(), written.status(), StatusGuard.OF_HEARTBEATS);
    }
  }

  private RuntimeHeartbeatResponse beat(RuntimeHeartbeatRequest request, Session session) {
    try {
      return session.registry().heartbeat(request);
    } catch (RuntimeApiException.UnknownComponent unknown) {
      throw withHint(unknown);
    }
  }

  private RuntimeApiException withHint(RuntimeApiException.UnknownComponent unknown) {
    return unknown.withHint(
        "register it first: "
            + SuggestedCommand.on(
                "register", unknown.kind().word(), unknown.name(), registry.registryFlags()));
  }

  private RuntimeHeartbeatRequest request(Session session) {
    Settings settings = session.settings();
    if (registration != null) {
      return fromFile(registration, session);
    }
    if (component.describesComponent() && !recreate) {
      throw new UsageException(
          "a heartbeat sends no registration without --recreate",
          "add --recreate, or remove the component options");
    }
    String given = selection.one(settings);
    RuntimeKind kind = component.kind();
    return recreate
        ? recreating(component.request(given, settings, environment), "--recreate needs --runtime")
        : new RuntimeHeartbeatRequest(given, kind, null);
  }

  private @Nullable HeartbeatMetrics metrics() {
    return metric == null ? null : MetricValues.of(metric);
  }

  /** The file names the component; a NAME beside it has to agree. */
  private RuntimeHeartbeatRequest fromFile(String file, Session session) {
    if (recreate || component.kind.isGiven() || component.describesComponent()) {
      throw new UsageException(
          "--registration cannot be used with component options", "put them into the file");
    }
    InputFile.Content content = InputFile.read(file, environment.in()).content();
    if (content.items().size() > 1) {
      throw new UsageException(
          file + " describes several components",
          "a heartbeat with --registration is for one component");
    }
    RuntimeRegistrationRequest described =
        content.only(session.diagnostics(), component::checkName);
    String given = selection.given();
    if (given != null && !given.strip().equals(described.name())) {
      throw new UsageException(
          "NAME is " + given + " but " + file + " describes " + described.name(), "leave NAME out");
    }
    return recreating(described, file + " names no runtime");
  }

  /** Registries write a registration again only when it says what the component runs. */
  private static RuntimeHeartbeatRequest recreating(
      RuntimeRegistrationRequest registration, String withoutRuntime) {
    if (registration.runtime() == null) {
      throw new UsageException(
          withoutRuntime, "a registration without a runtime cannot be recreated");
    }
    return new RuntimeHeartbeatRequest(
        registration.name(), registration.kind(), registration.toJson());
  }
}
