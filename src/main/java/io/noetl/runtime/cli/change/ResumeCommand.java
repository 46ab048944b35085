package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.BatchItem;
import io.noetl.runtime.cli.component.ComponentSelection;
import io.noetl.runtime.cli.component.ForceOption;
import io.noetl.runtime.cli.component.KindOption;
import io.noetl.runtime.cli.component.PreviewView;
import io.noetl.runtime.cli.component.SelectedComponents;
import io.noetl.runtime.cli.component.UriGuard;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.terminal.Outcome;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code resume}: ends a drain. */
@Command(
    name = "resume",
    header = "Mark a draining component as ready again.",
    description = {
      "",
      "Sets the status to ready and removes note and end of the drain. A component that is"
          + " not draining is not changed. An offline or stale component needs --force, since it"
          + " would look alive; a worker that starts is ready anyway.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime resume demo",
      "  noetl-runtime resume --all --kind broker"
    })
public final class ResumeCommand implements Callable<Integer> {

  @Mixin private final ComponentSelection selection = new ComponentSelection();
  @Mixin private final KindOption kind = new KindOption();

  @Mixin private final UriOption address = new UriOption();

  @Mixin private final ForceOption force = new ForceOption();

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Option(names = "--dry-run", order = 50, description = "Show what would be sent; send nothing.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public ResumeCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    boolean isOne = selection.isOne();
    address.checkOne(selection);
    try (Session session = Session.open(registry, environment)) {
      return (isOne ? one(session) : several(session)).code();
    }
  }

  private ExitCode one(Session session) {
    RuntimeKind wantedKind = kind.value();
    String wanted = selection.one(session.settings());
    if (!dryRun
        && !change.isAllowed("Resume " + wantedKind.word() + " " + wanted, session, environment)) {
      return ExitCode.FAILURE;
    }
    ChangeTarget row = ChangeTarget.find(wantedKind, wanted, session, registry);
    RuntimeUpdateRequest request = address.in(Drain.end(wantedKind, row.name()));
    boolean drains = drains(row.info());
    if (drains) {
      check(row, session, dryRun);
    }
    if (dryRun && drains) {
      session.present().one(session.registry().preview(request), PreviewView.VIEW);
    } else {
      session.present().one(resumed(row, drains, session, request), Outcome.VIEW);
    }
    return ExitCode.OK;
  }

  private ExitCode several(Session session) {
    SelectedComponents chosen = ChangeTarget.several(selection, kind.value(), session);
    return new ChangeBatch(session, environment, registry, change, dryRun, force.isGiven)
        .run("Resume", chosen, row -> item(row, session));
  }

  private BatchItem item(ChangeTarget row, Session session) {
    boolean drains = drains(row.info());
    if (drains) {
      check(row, session, false);
    }
    RuntimeUpdateRequest request = address.in(Drain.end(kind.value(), row.name()));
    if (dryRun && drains) {
      return BatchItem.planned(
          new Outcome(kind.value(), row.name(), "would be ready", JsonObject.EMPTY),
          () -> session.registry().preview(request));
    }
    return BatchItem.of(resumed(row, drains, session, request));
  }

  private void check(ChangeTarget row, Session session, boolean isShown) {
    boolean insists = force.isGiven || isShown;
    if (!insists) {
      row.requireAlive(kind.value(), session, environment);
    }
    new UriGuard(session, insists, UriGuard.HINT).check(row.info(), address.uri);
  }

  private static Outcome resumed(
      ChangeTarget row, boolean drains, Session session, RuntimeUpdateRequest request) {
    if (!drains) {
      String status = row.info().status();
      String result =
          status.equals(Liveness.OFFLINE)
              ? "offline, not draining; nothing changed: its next heartbeat makes it ready"
              : "not draining; nothing changed";
      return new Outcome(request.kind(), row.name(), result, row.unchanged()).withStatus(status);
    }
    JsonObject answer = session.registry().update(request).json();
    return new Outcome(request.kind(), row.name(), "ready", answer).withStatus("ready");
  }

  /** Whether it drains, or is offline with a drain mark that applies again when it returns. */
  private static boolean drains(RuntimeComponentInfo info) {
    return Drain.of(info) != null
        || (info.status().equals(Liveness.OFFLINE) && Drain.isMarked(info));
  }
}
