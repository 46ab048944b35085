package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.BatchItem;
import io.noetl.runtime.cli.component.ComponentBatch;
import io.noetl.runtime.cli.component.ComponentSelection;
import io.noetl.runtime.cli.component.DependentsGuard;
import io.noetl.runtime.cli.component.KindOption;
import io.noetl.runtime.cli.component.OtherKinds;
import io.noetl.runtime.cli.component.PreviewView;
import io.noetl.runtime.cli.component.RunningWorkerWarning;
import io.noetl.runtime.cli.component.SelectedComponents;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.cli.terminal.Outcome;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code deregister}: marks a component offline. */
@Command(
    name = "deregister",
    header = "Mark a component offline.",
    description = {
      "",
      "Repeating it changes nothing. An unknown name is an error (exit 5) if the registry"
          + " can tell; NoETL's Python servers accept any name. A process that still sends"
          + " heartbeats brings the component back; --verify detects that and reports which"
          + " process registered it.",
      "",
      "A Rust server of NoETL deletes the row, and a Rust worker that is still running does"
          + " not register again; a warning on stderr says so (not with -q).",
      "",
      "NoETL's servers give the running jobs of an offline worker to other workers:"
          + " deregister a worker after it has ended.",
      "",
      "Lists on stderr the living components that depend on the given ones (not with -q).",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime deregister demo",
      "  noetl-runtime deregister demo --verify 30s",
      "  noetl-runtime deregister events --kind broker --if-unused",
      "  noetl-runtime deregister -l env=test --dry-run",
      "  noetl-runtime deregister demo --ignore-not-found -q"
    })
public final class DeregisterCommand implements Callable<Integer> {

  @Mixin private final ComponentSelection selection = new ComponentSelection();
  @Mixin private final KindOption kind = new KindOption();

  @Option(
      names = "--ignore-not-found",
      order = 30,
      description = "Do not fail if the name is unknown.")
  private boolean ignoreNotFound;

  @Option(
      names = "--verify",
      paramLabel = "DURATION",
      order = 31,
      description = "Watch for this long, and exit with 1 if it comes back.")
  private @Nullable String verify;

  @Option(
      names = "--if-unused",
      order = 32,
      description = "Refuse (exit 6) if a living component depends on it.")
  private boolean ifUnused;

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Option(names = "--dry-run", order = 50, description = "Show what would be sent; send nothing.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public DeregisterCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Duration watch = verify == null ? null : SettingReader.duration("--verify", verify);
    boolean isOne = selection.isOne();
    if (watch != null) {
      selection.requireOne("--verify");
    }
    try (Session session = Session.open(registry, environment)) {
      return (isOne ? one(watch, session) : several(session)).code();
    }
  }

  private ExitCode one(@Nullable Duration watch, Session session) throws InterruptedException {
    RuntimeDeregistrationRequest request = request(selection.one(session.settings()));
    if (dryRun) {
      if (ifUnused) {
        checkUnused(request, session);
      }
      session.present().one(session.registry().preview(request), PreviewView.VIEW);
      return ExitCode.OK;
    }
    if (!change.isAllowed(
        "Deregister " + request.kind().word() + " " + request.name(), session, environment)) {
      return ExitCode.FAILURE;
    }
    if (!registry.output.quiet) {
      new RunningWorkerWarning(session, environment).warn(request);
    }
    if (ifUnused) {
      checkUnused(request, session);
    }
    boolean isGone = deregister(request, session);
    // The result is printed before a list of all components is read, or the watch begins.
    environment.out().flush();
    if (isGone && !ifUnused && !registry.output.quiet) {
      DependentsGuard.tellAfter(request.kind(), request.name(), session, environment);
    }
    if (watch == null) {
      return ExitCode.OK;
    }
    return new ReregistrationWatch(request, session, environment).exit(watch);
  }

  /** Refuses a component that others require, and reports those that can do without it. */
  private void checkUnused(RuntimeDeregistrationRequest request, Session session) {
    guard(request.kind(), List.of(request.name()), session).accept(request.name());
  }

  private Consumer<String> guard(RuntimeKind wanted, List<String> names, Session session) {
    return ifUnused || !registry.output.quiet
        ? DependentsGuard.of(wanted, names, "deregister", ifUnused, session, environment)
        : name -> {};
  }

  private RuntimeDeregistrationRequest request(String name) {
    return new RuntimeDeregistrationRequest(name, kind.value());
  }

  /** Whether there was such a component, as far as the registry can tell. */
  private boolean deregister(RuntimeDeregistrationRequest request, Session session) {
    try {
      session.present().one(outcome(request, session), Outcome.VIEW);
      return true;
    } catch (RuntimeApiException.UnknownComponent unknown) {
      if (!ignoreNotFound) {
        throw unknown.withHint(
            OtherKinds.hint(request.kind(), request.name(), session.registry(), registry));
      }
      return false;
    }
  }

  private static Outcome outcome(RuntimeDeregistrationRequest request, Session session) {
    return Outcome.of(request, session.registry().deregister(request).json());
  }

  private ExitCode several(Session session) {
    SelectedComponents chosen = SelectedComponents.of(selection, kind.value(), session);
    Consumer<String> guard = guard(chosen.kind(), chosen.changed(), session);
    if (!dryRun) {
      if (!change.isAllowed(
          "Deregister " + chosen.title(), chosen.names().size(), session, environment)) {
        return ExitCode.FAILURE;
      }
      if (!registry.output.quiet && !RegistryOpener.isDirect(session.settings())) {
        new RunningWorkerWarning(session, environment).warn(chosen.found());
      }
    }
    return new ComponentBatch(session, environment, registry.output)
        .run(chosen.kind(), chosen.names(), name -> item(chosen, name, guard, session));
  }

  private BatchItem item(
      SelectedComponents chosen, String name, Consumer<String> guard, Session session) {
    RuntimeDeregistrationRequest request = request(name);
    if (!chosen.rows().containsKey(name)) {
      if (!ignoreNotFound) {
        throw OtherKinds.unknown(chosen.kind(), name, chosen.rows().keySet(), registry);
      }
      return BatchItem.of(new Outcome(chosen.kind(), name, "not registered", JsonObject.EMPTY));
    }
    ChangeTarget row = ChangeTarget.of(chosen, name, registry);
    if (chosen.passesOver(name)) {
      return row.passedOver(chosen.kind());
    }
    guard.accept(name);
    return dryRun
        ? BatchItem.planned(
            new Outcome(chosen.kind(), name, "would be offline", JsonObject.EMPTY),
            () -> session.registry().preview(request))
        : BatchItem.of(outcome(request, session));
  }
}
