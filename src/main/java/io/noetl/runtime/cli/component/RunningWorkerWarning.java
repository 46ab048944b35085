package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Warns before running workers are deregistered on servers where that does harm: the Rust server
 * deletes the row, and a Rust worker does not register again when its heartbeats are refused; a
 * Python server of 2026 reassigns the running jobs of a worker that is not ready.
 */
public final class RunningWorkerWarning {

  private static final String RUST = "rust";

  private final Session session;
  private final Environment environment;

  public RunningWorkerWarning(Session session, Environment environment) {
    this.session = session;
    this.environment = environment;
  }

  /** Warns about one component; a registry that cannot be read is no reason to fail. */
  public void warn(RuntimeDeregistrationRequest request) {
    if (request.kind() != RuntimeKind.WORKER_POOL || RegistryOpener.isDirect(session.settings())) {
      return;
    }
    try {
      RuntimeListResponse listed =
          session.registry().list(RuntimeListQuery.named(request.kind(), request.name()));
      warnOf(living(rustWorkers(listed.items()), environment.clock().asOf(listed.asOf())));
    } catch (RuntimeApiException unreadable) {
      // The deregistration itself reports the problem.
    }
  }

  /**
   * Warns about several rows that were read. This includes running jobs: a worker that deregisters
   * itself has finished them, one that is pruned may still run some.
   */
  public void warn(List<RuntimeComponentInfo> rows) {
    try {
      Instant now = environment.clock().instant();
      warnOf(living(rustWorkers(rows), now));
      List<String> working = living(workers(rows), now);
      if (!working.isEmpty() && session.registry().server().takesStatusForDeath()) {
        session
            .diagnostics()
            .note(
                "a NoETL server of 2026 uses this registry: it treats an offline worker as dead and"
                    + " runs its jobs again on another worker; stop these first: "
                    + String.join(", ", working));
      }
    } catch (RuntimeApiException unanswered) {
      // The deregistration itself reports the problem.
    }
  }

  private static List<RuntimeComponentInfo> workers(List<RuntimeComponentInfo> rows) {
    return rows.stream()
        .filter(row -> row.kind() == null || RuntimeKind.WORKER_POOL.word().equals(row.kind()))
        .toList();
  }

  private static List<RuntimeComponentInfo> rustWorkers(List<RuntimeComponentInfo> rows) {
    return rows.stream().filter(row -> RUST.equalsIgnoreCase(row.runtimeType())).toList();
  }

  private List<String> living(List<RuntimeComponentInfo> rows, Instant asOf) {
    Duration staleAfter = session.staleAfter();
    List<String> living = new ArrayList<>();
    for (RuntimeComponentInfo row : rows) {
      Liveness life = Liveness.of(row, asOf, staleAfter);
      if (life.isAlive()) {
        Duration age = life.age();
        living.add(
            row.name() + (age == null ? "" : " (last heartbeat " + AgeFormat.text(age) + " ago)"));
      }
    }
    return living;
  }

  private void warnOf(List<String> living) {
    if (!living.isEmpty()
        && session.registry().server().software() == RegistryServer.Software.RUST) {
      session
          .diagnostics()
          .note(
              "this server deletes the row of a component that is deregistered, and a running Rust"
                  + " worker does not register again; restart it to bring it back: "
                  + String.join(", ", living));
    }
  }
}
