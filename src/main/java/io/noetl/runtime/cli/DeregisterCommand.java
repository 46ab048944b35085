package io.noetl.runtime.cli;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Marks a component offline. */
@Command(
    name = "deregister",
    header = "Mark a component offline.",
    description = {
      "",
      "A repeat changes nothing and is no error. An unknown name is (exit 5) where the registry"
          + " tells; NoETL's Python servers answer ok for any name.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime deregister demo",
      "  noetl-runtime deregister demo --ignore-not-found -q"
    })
final class DeregisterCommand implements Callable<Integer> {

  @Mixin private final NameArgument name = new NameArgument();
  @Mixin private final KindOption kind = new KindOption();

  @Option(names = "--ignore-not-found", order = 30, description = "An unknown name is no error.")
  private boolean ignoreNotFound;

  @Option(names = "--dry-run", order = 50, description = "Show what would be sent; send nothing.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  DeregisterCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(registry, environment)) {
      RuntimeDeregistrationRequest request =
          new RuntimeDeregistrationRequest(
              name.in(session.settings()), kind.orElse(RuntimeKind.WORKER_POOL));
      if (dryRun) {
        session.present().one(session.registry().preview(request), PreviewView.VIEW);
      } else {
        deregister(request, session);
      }
      return ExitCode.OK.code();
    }
  }

  private void deregister(RuntimeDeregistrationRequest request, Session session) {
    try {
      session
          .present()
          .one(Outcome.of(request, session.registry().deregister(request).json()), Outcome.VIEW);
    } catch (RuntimeApiException.UnknownComponent unknown) {
      if (!ignoreNotFound) {
        throw unknown.withHint(registry.listHint(request.kind()));
      }
    }
  }
}
