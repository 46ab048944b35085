package io.noetl.runtime.cli;

import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Marks a component as one that takes no new work. */
@Command(
    name = "drain",
    header = "Mark a component as draining: it takes no new work.",
    description = {
      "",
      "The status becomes draining, and heartbeats leave it so until --for has passed or somebody"
          + " says resume. Note and end are drain_note and drain_until of its runtime object. It"
          + " stops nothing by itself: whoever hands out work looks at the status.",
      "",
      "Servers of the Python family set ready at every heartbeat, which undoes it; where that is so,"
          + " a line on stderr says it. They do not show a uri either, and lose it as with set. A new"
          + " registration, as of a worker that starts, undoes it everywhere.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime drain demo --note 'new kernel' --for 30m",
      "  noetl-runtime list --status draining --columns name,meta:drain_note",
      "  noetl-runtime resume demo"
    })
final class DrainCommand implements Callable<Integer> {

  @Mixin private final NameArgument name = new NameArgument();
  @Mixin private final KindOption kind = new KindOption();

  @Option(names = "--note", paramLabel = "TEXT", order = 20, description = "Why, for others.")
  private @Nullable String note;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      order = 21,
      description = "Ready again after this; otherwise at resume.")
  private @Nullable String length;

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Option(names = "--dry-run", order = 50, description = "Show what would be sent; send nothing.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  DrainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Duration given = length == null ? null : Checked.duration("--for", length);
    try (Session session = Session.open(registry, environment)) {
      RuntimeKind wantedKind = kind.orElse(RuntimeKind.WORKER_POOL);
      String wanted = name.in(session.settings());
      if (!dryRun && !change.isAllowed(session.settings(), session.diagnostics(), environment)) {
        return ExitCode.FAILURE.code();
      }
      DrainedRow row = DrainedRow.find(wantedKind, wanted, session, registry);
      Instant now = session.asOf(row.asOf(), environment);
      Drain drain = new Drain(note, given == null ? null : now.plus(given));
      RuntimeUpdateRequest request = drain.begin(wantedKind, row.name());
      if (dryRun) {
        session.present().one(session.registry().preview(request), PreviewView.VIEW);
        return ExitCode.OK.code();
      }
      boolean lasts = session.registry().server().heartbeatKeepsStatus();
      JsonObject answer = session.registry().update(request).json();
      String result = drain.until() == null ? "draining" : "draining until " + drain.until();
      session.present().one(new Outcome(wantedKind, row.name(), result, answer), Outcome.VIEW);
      if (!lasts) {
        session
            .diagnostics()
            .note(
                "this server sets ready at every heartbeat, so the next one of "
                    + row.name()
                    + " undoes it: stop its heartbeat, or let it drain by itself");
      }
      return ExitCode.OK.code();
    }
  }
}
