package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.BatchItem;
import io.noetl.runtime.cli.component.ComponentSelection;
import io.noetl.runtime.cli.component.DependentsGuard;
import io.noetl.runtime.cli.component.ForceOption;
import io.noetl.runtime.cli.component.KindOption;
import io.noetl.runtime.cli.component.PreviewView;
import io.noetl.runtime.cli.component.SelectedComponents;
import io.noetl.runtime.cli.component.StatusGuard;
import io.noetl.runtime.cli.component.UriGuard;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.cli.terminal.Outcome;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code drain}: marks a component as draining. */
@Command(
    name = "drain",
    header = "Mark a component as draining.",
    description = {
      "",
      "Sets the status to draining, and drain_note and drain_until in the runtime object."
          + " In direct mode and on serve, heartbeats and registrations of the same process keep"
          + " the drain until --for has passed or resume ends it. A drain stops nothing by itself:"
          + " noetl-runtime shows the component as draining, and schedulers that use this registry"
          + " can skip it. NoETL's own servers give work to a worker whatever its status.",
      "",
      "A Python server of NoETL from 2026 treats a worker whose status is not ready as dead"
          + " and runs its jobs again on another worker. There, and in direct mode on the database"
          + " of such a server, drain needs --force. --mark sets only the two fields, which is"
          + " enough for noetl-runtime; workers of 2026 overwrite them with their next"
          + " registration, within 15 s. To take such a worker out of work, stop it.",
      "",
      "Python servers of 2025 set the status to ready at every heartbeat; the two fields"
          + " stay. An offline or stale component is not drained (exit 6) without --force. Python"
          + " servers do not show a uri, and a change would clear it, so drain and resume need"
          + " --uri or --force there, except for workers of 2026, which register it again within"
          + " 15 s.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime drain demo --note 'new kernel' --for 30m",
      "  noetl-runtime drain demo --mark",
      "  noetl-runtime drain -l env=prod --dry-run",
      "  noetl-runtime list --status draining --columns name,meta:drain_note",
      "  noetl-runtime resume demo"
    })
public final class DrainCommand implements Callable<Integer> {

  @Mixin private final ComponentSelection selection = new ComponentSelection();
  @Mixin private final KindOption kind = new KindOption();

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      order = 20,
      description = "Reason, shown with the component.")
  private @Nullable String note;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      order = 21,
      description = "End the drain after this time (default: at resume).")
  private @Nullable String length;

  @Option(
      names = "--mark",
      order = 22,
      description = "Keep the status; only noetl-runtime shows the drain.")
  private boolean mark;

  @Option(
      names = "--if-unused",
      order = 22,
      description = "Refuse (exit 6) if a living component depends on it.")
  private boolean ifUnused;

  @Mixin private final UriOption address = new UriOption();

  @Mixin private final ForceOption force = new ForceOption();

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Option(names = "--dry-run", order = 50, description = "Show what would be sent; send nothing.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public DrainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Duration given = length == null ? null : SettingReader.duration("--for", length);
    boolean isOne = selection.isOne();
    address.checkOne(selection);
    try (Session session = Session.open(registry, environment)) {
      return (isOne ? one(given, session) : several(given, session)).code();
    }
  }

  private ExitCode one(@Nullable Duration given, Session session) {
    RuntimeKind wantedKind = kind.value();
    String wanted = selection.one(session.settings());
    if (!dryRun
        && !change.isAllowed("Drain " + wantedKind.word() + " " + wanted, session, environment)) {
      return ExitCode.FAILURE;
    }
    ChangeTarget row = ChangeTarget.find(wantedKind, wanted, session, registry);
    Drain drain = drain(given, session.asOf(row.asOf(), environment));
    RuntimeUpdateRequest request = request(drain, row, session, dryRun);
    guard(wantedKind, List.of(row.name()), session).accept(row.name());
    if (dryRun) {
      session.present().one(session.registry().preview(request), PreviewView.VIEW);
      return ExitCode.OK;
    }
    session.present().one(drained(drain, row, session, request), Outcome.VIEW);
    tellWhatUndoesIt(row.name(), session);
    return ExitCode.OK;
  }

  private ExitCode several(@Nullable Duration given, Session session) {
    SelectedComponents chosen = ChangeTarget.several(selection, kind.value(), session);
    Drain drain = drain(given, session.asOf(chosen.asOf(), environment));
    Consumer<String> guard =
        guard(chosen.kind(), force.isGiven ? chosen.names() : chosen.changed(), session);
    ExitCode exit =
        new ChangeBatch(session, environment, registry, change, dryRun, force.isGiven)
            .run("Drain", chosen, row -> item(drain, row, guard, session));
    if (exit == ExitCode.OK && !dryRun && !chosen.names().isEmpty()) {
      tellWhatUndoesIt("each", session);
    }
    return exit;
  }

  /**
   * Reports the components that depend on the drained ones; makes no request if the result would
   * not be shown.
   */
  private Consumer<String> guard(RuntimeKind wanted, List<String> names, Session session) {
    return ifUnused || !registry.output.quiet
        ? DependentsGuard.of(wanted, names, "drain", ifUnused, session, environment)
        : name -> {};
  }

  private BatchItem item(Drain drain, ChangeTarget row, Consumer<String> guard, Session session) {
    guard.accept(row.name());
    RuntimeUpdateRequest request = request(drain, row, session, false);
    return dryRun
        ? BatchItem.planned(
            new Outcome(kind.value(), row.name(), "would be " + result(drain), JsonObject.EMPTY),
            () -> session.registry().preview(request))
        : BatchItem.of(drained(drain, row, session, request));
  }

  private Drain drain(@Nullable Duration given, Instant now) {
    return new Drain(note, given == null ? null : now.plus(given));
  }

  /** The request, once it is known to be safe. */
  private RuntimeUpdateRequest request(
      Drain drain, ChangeTarget row, Session session, boolean isShown) {
    RuntimeKind wantedKind = kind.value();
    boolean insists = force.isGiven || isShown;
    if (!insists) {
      row.requireAlive(wantedKind, session, environment);
    }
    new StatusGuard(session, insists)
        .check(
            wantedKind,
            row.name(),
            mark ? null : Drain.STATUS,
            "stop the worker itself, mark it for noetl-runtime alone with --mark, or add --force");
    new UriGuard(session, insists, UriGuard.HINT).check(row.info(), address.uri);
    return address.in(
        mark ? drain.mark(wantedKind, row.name()) : drain.begin(wantedKind, row.name()));
  }

  private Outcome drained(
      Drain drain, ChangeTarget row, Session session, RuntimeUpdateRequest request) {
    JsonObject answer = session.registry().update(request).json();
    return new Outcome(request.kind(), row.name(), result(drain), answer)
        .withStatus(mark ? null : Drain.STATUS);
  }

  private String result(Drain drain) {
    return (mark ? "marked as draining" : "draining")
        + (drain.until() == null ? "" : " until " + drain.until());
  }

  private void tellWhatUndoesIt(String component, Session session) {
    RegistryServer server = session.registry().server();
    if (server.hasReaper()) {
      session
          .diagnostics()
          .note(
              "a worker that registers at every heartbeat (as workers of 2026 do) undoes this"
                  + " within 15s");
    } else if (!server.heartbeatKeepsStatus() && !mark) {
      session
          .diagnostics()
          .note(
              "this server sets ready at the next heartbeat of "
                  + component
                  + "; noetl-runtime still shows it as draining, NoETL does not");
    }
  }
}
