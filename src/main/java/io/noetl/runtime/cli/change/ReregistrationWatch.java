package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.ComponentPoller;
import io.noetl.runtime.cli.component.PollBackoff;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a deregistered component for a while and reports the process that registers it again. */
final class ReregistrationWatch {

  private final RuntimeDeregistrationRequest request;
  private final Session session;
  private final Environment environment;

  ReregistrationWatch(
      RuntimeDeregistrationRequest request, Session session, Environment environment) {
    this.request = request;
    this.session = session;
    this.environment = environment;
  }

  /** Watches for the whole time, or until the component is registered again. */
  ExitCode exit(Duration patience) throws InterruptedException {
    ComponentPoller poller =
        new ComponentPoller(session, environment, request.kind(), List.of(request.name()));
    long begun = environment.clock().time().nanos();
    PollBackoff backoff =
        new PollBackoff(environment.clock().time(), environment.host().random(), patience);
    RuntimeApiException outage;
    do {
      outage = poll(poller);
      if (outage == null
          && poller.inStatus("offline").isEmpty()
          && poller.inStatus("gone").isEmpty()) {
        Duration after = Duration.ofNanos(environment.clock().time().nanos() - begun);
        session.diagnostics().report(back(poller.only().info(), after));
        return ExitCode.FAILURE;
      }
    } while (backoff.pause());
    if (outage != null) {
      throw outage;
    }
    session
        .diagnostics()
        .tell(request.name() + " did not come back within " + AgeFormat.text(patience));
    return ExitCode.OK;
  }

  /**
   * Polls once; a transient failure is returned, since only one that lasts until the end matters.
   */
  private static @Nullable RuntimeApiException poll(ComponentPoller poller) {
    try {
      poller.poll();
      return null;
    } catch (RuntimeApiException passing) {
      if (!passing.isTransient()) {
        throw passing;
      }
      return passing;
    }
  }

  private Failure back(RuntimeComponentInfo component, Duration after) {
    return new Failure(
        ExitCode.FAILURE,
        request.kind().word()
            + " "
            + request.name()
            + " is back as "
            + component.status()
            + " after "
            + AgeFormat.text(after)
            + ", registered by "
            + component.process().inWords(),
        "stop the process that sends its heartbeats, then deregister it again",
        null,
        null);
  }
}
