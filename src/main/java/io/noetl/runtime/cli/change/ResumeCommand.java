package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.ForceOption;
import io.noetl.runtime.cli.component.KindOption;
import io.noetl.runtime.cli.component.NameArgument;
import io.noetl.runtime.cli.component.PreviewView;
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
      "Sets the status to ready and takes note and end of the drain away. A component that is not"
          + " draining is left as it is. One that is offline or stale needs --force, since it would"
          + " look alive; a worker that starts is ready anyway.",
      ""
    },
    footer = {"", "Examples:", "  noetl-runtime resume demo"})
public final class ResumeCommand implements Callable<Integer> {

  @Mixin private final NameArgument name = new NameArgument();
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
    try (Session session = Session.open(registry, environment)) {
      RuntimeKind wantedKind = kind.value();
      String wanted = name.in(session.settings());
      if (!dryRun
          && !change.isAllowed(
              "Resume " + wantedKind.word() + " " + wanted, session, environment)) {
        return ExitCode.FAILURE.code();
      }
      ChangeTarget row = ChangeTarget.find(wantedKind, wanted, session, registry);
      RuntimeUpdateRequest request = address.in(Drain.end(wantedKind, row.name()));
      boolean drains = drains(row.info());
      if (drains && !force.isGiven && !dryRun) {
        row.requireAlive(wantedKind, session, environment);
      }
      if (drains) {
        new UriGuard(session, force.isGiven || dryRun, UriGuard.HINT)
            .check(row.info(), address.uri);
      }
      if (dryRun && drains) {
        session.present().one(session.registry().preview(request), PreviewView.VIEW);
        return ExitCode.OK.code();
      }
      JsonObject answer = drains ? session.registry().update(request).json() : row.unchanged();
      String result = drains ? "ready" : "does not drain, left as it is";
      session.present().one(new Outcome(wantedKind, row.name(), result, answer), Outcome.VIEW);
      return ExitCode.OK.code();
    }
  }

  /** Whether it drains, or is offline with a drain mark that applies again when it returns. */
  private static boolean drains(RuntimeComponentInfo info) {
    return Drain.of(info) != null
        || (info.status().equals(Liveness.OFFLINE) && Drain.isMarked(info));
  }
}
