package io.noetl.runtime.cli.maintenance;

import io.noetl.runtime.cli.component.DependentsGuard;
import io.noetl.runtime.cli.component.KindFilterOption;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.SelectorOption;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.cli.terminal.Confirmation;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.text.AgeFormat;
import io.noetl.runtime.text.Printable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code prune}: deletes components that have been offline for a long time. */
@Command(
    name = "prune",
    header = "Delete components that are long offline (direct mode).",
    description = {
      "",
      "Deletes offline components whose last heartbeat is older than --older-than, by the"
          + " database's clock; a component that sends a heartbeat in the meantime stays. Asks for"
          + " confirmation on a terminal, and needs --yes elsewhere.",
      "",
      "Rows of other tables that the database deletes with them are counted and reported:"
          + " in a database of a NoETL server of 2025, the metrics of each component.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime prune --older-than 7d --dry-run --direct",
      "  noetl-runtime prune --older-than 7d -l env=test --yes --direct"
    })
public final class PruneCommand implements Callable<Integer> {

  @Mixin private final KindFilterOption kind = new KindFilterOption();

  @Mixin private final SelectorOption selector = new SelectorOption();

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      order = 20,
      required = true,
      description = "Heartbeat age, such as 7d.")
  private String olderThan = "";

  @Option(
      names = {"-y", "--yes"},
      order = 30,
      description = "Do not ask for confirmation.")
  private boolean yes;

  @Option(names = "--dry-run", order = 50, description = "Show what would be deleted.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public PruneCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Duration age = SettingReader.duration("--older-than", olderThan);
    if (!yes && !dryRun && !environment.terminals().in()) {
      throw new UsageException(
          "stdin is not a terminal, so the deletion cannot be confirmed",
          "add --yes, or preview with --dry-run");
    }
    try (MaintenanceSession session = MaintenanceSession.open(registry, environment)) {
      if (!dryRun) {
        ChangeOptions.tell(session.settings(), session.diagnostics(), environment);
      }
      RuntimeListResponse forgotten = session.maintenance().longOffline(query(), age);
      DependentsText dependents =
          new DependentsText(session.maintenance().dependents(forgotten.items()));
      reportDependents(forgotten);
      if (dryRun) {
        session.show(
            forgotten,
            "would be deleted" + dependents.clause(true) + dependents.refusal(),
            dependents.envelope());
      } else if (yes
          || forgotten.items().isEmpty()
          || confirmed(session.judged(forgotten), dependents, session)) {
        RuntimeListResponse pruned = session.maintenance().prune(forgotten.items(), age);
        // Dependents were counted before the deletion, and a component with a new heartbeat is not
        // deleted.
        boolean exactly = pruned.items().size() == forgotten.items().size();
        session.show(
            pruned,
            "deleted" + (pruned.items().isEmpty() ? "" : dependents.clause(exactly)),
            dependents.envelope());
      } else {
        session.diagnostics().tell("nothing was deleted");
        return ExitCode.FAILURE.code();
      }
      return ExitCode.OK.code();
    }
  }

  /** Reports the living components that depend on the rows, before they are deleted. */
  private void reportDependents(RuntimeListResponse forgotten) {
    if (!forgotten.items().isEmpty() && !registry.output.quiet) {
      try (Session session = Session.open(registry, environment)) {
        DependentsGuard.tell(forgotten.items(), UnaryOperator.identity(), session, environment);
      }
    }
  }

  private RuntimeListQuery query() {
    return RuntimeListQuery.of(kind.orNull()).withLabels(selector.selector()).withLeases(false);
  }

  private boolean confirmed(
      List<ListedComponent> components, DependentsText dependents, MaintenanceSession session) {
    for (ListedComponent component : components) {
      RuntimeComponentInfo info = component.info();
      Duration age = component.liveness().age();
      environment
          .err()
          .println(
              Printable.escape(
                  info.kind()
                      + " "
                      + info.name()
                      + (age == null ? "" : ", last heartbeat " + AgeFormat.text(age) + " ago")));
    }
    String dependent = Printable.escape(dependents.clause(true) + dependents.refusal());
    return Confirmation.isConfirmed(
        "Delete "
            + components.size()
            + dependent
            + Printable.escape(ChangeOptions.protectedPlace(session.settings(), environment))
            + "?",
        environment);
  }
}
