package io.noetl.runtime.cli.declare;

import io.noetl.runtime.cli.component.AllKindsLister;
import io.noetl.runtime.cli.component.DependentsGuard;
import io.noetl.runtime.cli.component.ExampleFile;
import io.noetl.runtime.cli.component.ForceOption;
import io.noetl.runtime.cli.component.RunningWorkerWarning;
import io.noetl.runtime.cli.component.SelectorOption;
import io.noetl.runtime.cli.component.UriGuard;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code apply}: makes a registry match the files that declare it. */
@Command(
    name = "apply",
    header = "Make the registry match files.",
    description = {
      "",
      "Registers missing components and changes those that differ; repeating it changes"
          + " nothing. Only the fields in a file are compared, labels and meta as a whole; null"
          + " unsets a field. All files are read before anything is changed. NoETL's Python"
          + " servers do not show a uri, so a change there needs the uri in the file, or --force.",
      "",
      "Offline components are not changed but counted, since only a worker can report"
          + " itself alive; --revive registers them. In direct mode and on serve a change is not a"
          + " heartbeat. On other servers a change is a registration and thus a heartbeat, so"
          + " stale components are not changed there either.",
      "",
      "--prune deregisters components that match the selector and are in none of the files."
          + " As with kubectl it needs a selector; components outside the selector are ignored,"
          + " also in the files. Nothing is pruned if part of the files failed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime apply --example >pools.yaml",
      "  noetl-runtime apply -f pools.yaml",
      "  noetl-runtime apply -f pools/ --dry-run --diff",
      "  noetl-runtime apply -f pools/ --prune --selector team=data",
      "  noetl-runtime export | noetl-runtime apply -f - --server http://other:8083"
    })
public final class ApplyCommand implements Callable<Integer> {

  @Option(
      names = {"-f", "--file"},
      paramLabel = "PATH",
      order = 10,
      description = "Component file, or directory of such files; - is stdin; may be repeated.")
  private List<String> files = List.of();

  @Option(
      names = "--example",
      order = 10,
      description = "Print an example for --file: YAML with comments, or JSON with -o json.")
  private boolean example;

  @Option(
      names = "--prune",
      order = 11,
      description = "Deregister components that match the selector and are in no file.")
  private boolean prune;

  @Mixin private final SelectorOption selector = new SelectorOption();

  @Mixin private final PruneKindOption kind = new PruneKindOption();

  @Option(names = "--diff", order = 30, description = "Show a diff instead of the table.")
  private boolean diff;

  @Option(
      names = "--error-unchanged",
      order = 33,
      description = "Exit with 3 if nothing was changed.")
  private boolean errorUnchanged;

  @Option(
      names = "--revive",
      order = 14,
      description = "Also register offline and stale components as alive.")
  private boolean revive;

  @Mixin private final ForceOption force = new ForceOption();

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Option(names = "--dry-run", order = 50, description = "Show what would be done; change nothing.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public ApplyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (example) {
      return ExampleFile.print(registry, environment);
    }
    if (files.isEmpty()) {
      throw new UsageException(
          "missing required option: '--file=PATH'", "see noetl-runtime apply --help");
    }
    if (prune && !selector.isGiven()) {
      throw new UsageException(
          "--prune requires a selector, so that components of other sets are not deregistered",
          "add one, such as --selector team=data");
    }
    if (kind.isGiven() && !prune) {
      throw new UsageException("--prune-kind requires --prune", "remove it or add that option");
    }
    boolean isNew = !exists();
    // A database is created only after the confirmation.
    registry.missing = dryRun || isNew ? MissingDatabase.EMPTY : MissingDatabase.CREATED;
    try (Session session = Session.open(registry, environment)) {
      UriGuard uris =
          new UriGuard(
              session,
              force.isGiven,
              "name the uri in the file, add --force if there is none, or use --direct");
      ApplyPlan plan =
          new ApplyPlan(selector.selector(), uris, new RevivePolicy(session, environment, revive));
      boolean isAny = false;
      for (DeclarationFiles.Source source : DeclarationFiles.read(files, environment.in(), prune)) {
        plan.add(source, session.diagnostics());
        isAny |= !source.content().items().isEmpty();
      }
      if (prune && !isAny) {
        throw new UsageException(
            "the files declare nothing, so --prune would deregister every component that the"
                + " selector matches",
            "leave --prune out, or name the files that declare the set");
      }
      if (plan.left() > 0) {
        session
            .diagnostics()
            .note(plan.left() + " of the files skipped: not matched by the selector");
      }
      List<ApplyStep> steps =
          plan.steps(
              session.registry(), new AllKindsLister(session.diagnostics()), prune, kind.orNull());
      boolean unchanged = steps.stream().allMatch(ApplyStep::isLeft);
      if (!plan.gone().isEmpty() && !registry.output.quiet) {
        DependentsGuard.tell(plan.gone(), plan::declared, session, environment);
      }
      if (!dryRun
          && !unchanged
          && !change.isAllowed(ApplyBatch.question(steps), session, environment)) {
        return ExitCode.FAILURE.code();
      }
      if (!dryRun && !plan.gone().isEmpty()) {
        new RunningWorkerWarning(session, environment).warn(plan.gone());
      }
      if (dryRun || !isNew) {
        return run(steps, unchanged, session).code();
      }
      registry.missing = MissingDatabase.CREATED;
      try (Session created = Session.open(registry, environment)) {
        return run(steps, unchanged, created).code();
      }
    }
  }

  /** Whether the SQLite file exists; true for a server. */
  private boolean exists() {
    try {
      new RegistryOpener(environment).check(registry.settings(Map.of(), environment));
      return true;
    } catch (RuntimeApiException.Unreachable missing) {
      return false;
    }
  }

  private ExitCode run(List<ApplyStep> steps, boolean unchanged, Session session) {
    ApplyBatch batch = new ApplyBatch(session, environment, registry.output, force.isGiven);
    ExitCode exit = batch.run(steps, dryRun, done -> show(done, session));
    return exit == ExitCode.OK && unchanged && errorUnchanged ? ExitCode.UNCHANGED : exit;
  }

  private void show(List<ApplyStep> steps, Session session) {
    if (diff && session.present().isForPeople()) {
      for (ApplyStep step : steps) {
        if (step.action() != ApplyStep.Action.UNCHANGED) {
          session.present().difference(session.present().shown(step).difference());
        }
      }
    } else {
      session.present().list(steps, JsonObject.EMPTY, ApplyStep.VIEW);
    }
    session.diagnostics().tell(ApplyBatch.summary(steps, dryRun));
    long silent = steps.stream().filter(step -> step.action() == ApplyStep.Action.SKIP).count();
    if (silent > 0) {
      session
          .diagnostics()
          .note(
              silent
                  + " not changed because offline or stale: start the worker, or register it with"
                  + " --revive");
    }
  }
}
