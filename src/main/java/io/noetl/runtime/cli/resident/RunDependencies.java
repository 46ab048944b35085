package io.noetl.runtime.cli.resident;

import io.noetl.runtime.cli.component.LackingDependencies;
import io.noetl.runtime.cli.component.PollBackoff;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.util.List;

/** Waits for the dependencies of a component that is to be registered. */
final class RunDependencies {

  private final LackingDependencies dependencies;
  private final Session session;
  private final Environment environment;

  RunDependencies(LackingDependencies dependencies, Session session, Environment environment) {
    this.dependencies = dependencies;
    this.session = session;
    this.environment = environment;
  }

  /**
   * Returns when all required dependencies are met; a registry that cannot be reached is asked
   * again.
   *
   * @throws RuntimeApiException.TimedOut that lists those that are not met in time
   */
  void await(Duration patience) throws InterruptedException {
    PollBackoff backoff =
        new PollBackoff(environment.clock().time(), environment.host().random(), patience);
    String missing = "";
    boolean isSaid = false;
    do {
      try {
        List<String> lacking = dependencies.now();
        if (lacking.isEmpty()) {
          return;
        }
        missing = String.join(", ", lacking);
      } catch (RuntimeApiException passing) {
        if (!passing.isTransient()) {
          throw passing;
        }
        missing = String.valueOf(passing.getMessage());
      }
      if (!isSaid) {
        session.diagnostics().note("waiting for dependencies: " + missing);
        environment.err().flush();
        isSaid = true;
      }
    } while (backoff.pause());
    throw new RuntimeApiException.TimedOut(
        "dependencies were not met within " + AgeFormat.text(patience) + ": " + missing,
        Details.NONE.withHint("wait longer with --wait-for-dependencies=DURATION"));
  }
}
