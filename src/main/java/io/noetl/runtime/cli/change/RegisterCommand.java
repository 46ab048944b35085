package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.CompatibilityGuard;
import io.noetl.runtime.cli.component.ComponentOptions;
import io.noetl.runtime.cli.component.ExampleFile;
import io.noetl.runtime.cli.component.ExistingComponentOptions;
import io.noetl.runtime.cli.component.InputFile;
import io.noetl.runtime.cli.component.NameArgument;
import io.noetl.runtime.cli.component.PreviewView;
import io.noetl.runtime.cli.component.StatusGuard;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.cli.terminal.Outcome;
import io.noetl.runtime.cli.terminal.Progress;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code register}: registers one component, or those in a file. */
@Command(
    name = "register",
    header = "Register a component, or replace its registration.",
    description = {
      "",
      "A component that is registered already keeps its id and loses every other value that"
          + " is not given again. In direct mode and on serve, the same process (--pid and"
          + " --hostname) keeps a drain and what set or apply changed; see set --reset.",
      "",
      "--exclusive fails if another host or process owns the name and has sent a heartbeat"
          + " within --stale-after. A process of this host that has ended owns nothing; one that"
          + " is not visible from here keeps its name. Over HTTP the check is best effort: two"
          + " registrations at the same moment may both succeed. Without --pid the whole host is"
          + " the owner.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime register demo --runtime python --capacity 10 --label env=prod",
      "  noetl-runtime register b1 --kind broker --uri nats://b1:4222",
      "  noetl-runtime register -f pools.yaml --if-absent",
      "  noetl-runtime register demo --exclusive --pid $$$$",
      "  noetl-runtime register demo --dry-run",
      "  noetl-runtime register demo --dry-run -o yaml | noetl-runtime apply -f -",
      "  noetl-runtime register --example"
    })
public final class RegisterCommand implements Callable<Integer> {

  @Mixin private final NameArgument name = new NameArgument();
  @Mixin private final ComponentOptions component = new ComponentOptions();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      order = 30,
      description = "JSON or YAML file of one component or a list; - is stdin.")
  private @Nullable String file;

  @Option(
      names = "--example",
      order = 30,
      description = "Print an example for --file: YAML with comments, or JSON with -o json.")
  private boolean example;

  @Mixin private final ExistingComponentOptions existing = new ExistingComponentOptions();
  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();

  // Not the shared mixin: its class would slow down the start of a registration.
  @Option(
      names = "--force",
      order = 48,
      description = "Allow a status for which running jobs may run twice.")
  private boolean force;

  @Option(
      names = "--require-compatible",
      order = 33,
      description = "Fail if versions would not fit together (exit 6); see versions --check.")
  private boolean requireCompatible;

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Option(
      names = "--dry-run",
      order = 50,
      description = "Show what would be sent; -o yaml prints a file for apply.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public RegisterCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (example) {
      return ExampleFile.print(registry, environment);
    }
    existing.check();
    registry.missing = dryRun ? MissingDatabase.EMPTY : MissingDatabase.CREATED;
    try (Session session =
        Session.open(SessionRequest.of(registry, environment).with(staleAfter.flags()))) {
      if (file == null) {
        Settings settings = session.settings();
        return register(component.request(name.in(settings), settings, environment), session);
      }
      if (name.name != null || component.kind.isGiven() || component.describesComponent()) {
        throw new UsageException(
            "--file cannot be used with NAME or component options", "put them into the file");
      }
      InputFile.Content content = InputFile.read(file, environment.in()).content();
      return content.isList()
          ? registerAll(content, session)
          : register(content.only(session.diagnostics(), component::checkName), session);
    }
  }

  private boolean isAllowed(String what, Session session) {
    return change.isAllowed("Register " + what, session, environment);
  }

  private int registerAll(InputFile.Content content, Session session) {
    if (!dryRun && !isAllowed(content.title(), session)) {
      return ExitCode.FAILURE.code();
    }
    if (requireCompatible) {
      new CompatibilityGuard(session).check(CompatibilityGuard.valid(content));
    }
    try (Progress progress = Progress.on(environment, registry.output)) {
      RegistrationBatch batch =
          new RegistrationBatch(
              session,
              content,
              component::checkName,
              request -> guarded(request, session),
              environment,
              progress);
      int status = batch.register(dryRun);
      return status == ExitCode.OK.code() ? existing.exit(batch.changedNothing()).code() : status;
    }
  }

  private int register(RuntimeRegistrationRequest request, Session session) {
    RuntimeApi api = session.registry();
    if (dryRun) {
      checkCompatible(request, session);
      session.present().one(api.preview(request), PreviewView.of(session.settings()));
      return ExitCode.OK.code();
    }
    if (!isAllowed(request.kind().word() + " " + request.name(), session)) {
      return ExitCode.FAILURE.code();
    }
    guard(request, session);
    checkCompatible(request, session);
    Outcome outcome =
        Outcome.of(request, api.register(request, condition(request, session)).json());
    session.present().one(outcome, Outcome.VIEW);
    return existing.exit(outcome.isUnchanged()).code();
  }

  private void checkCompatible(RuntimeRegistrationRequest request, Session session) {
    if (requireCompatible) {
      new CompatibilityGuard(session).check(List.of(request));
    }
  }

  private RegistrationCondition guarded(RuntimeRegistrationRequest request, Session session) {
    guard(request, session);
    return condition(request, session);
  }

  /** The server is identified only for statuses that may do harm, to save a request. */
  private void guard(RuntimeRegistrationRequest request, Session session) {
    if (!StatusGuard.isHarmless(request.kind(), request.status())) {
      new StatusGuard(session, force).check(request);
    }
  }

  private RegistrationCondition condition(RuntimeRegistrationRequest request, Session session) {
    return existing.condition(request, session.settings(), environment);
  }
}
