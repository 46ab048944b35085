package io.noetl.runtime.cli;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.output.Ages;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Workers that go on and are lost to the registry when they are deregistered: the Rust server
 * deletes the row, and the Rust worker does not register again when its heartbeats are refused.
 */
final class CutOffWorkers {

  private static final String RUST = "rust";

  private final Session session;
  private final Environment environment;

  CutOffWorkers(Session session, Environment environment) {
    this.session = session;
    this.environment = environment;
  }

  /** Warns where a deregistration does that; what cannot be known is no reason to fail. */
  void warn(RuntimeDeregistrationRequest request) {
    if (request.kind() != RuntimeKind.WORKER_POOL || RegistryOpener.isDirect(session.settings())) {
      return;
    }
    try {
      RuntimeListResponse listed =
          session.registry().list(RuntimeListQuery.named(request.kind(), request.name()));
      Instant asOf = listed.asOf();
      warnOf(living(listed.items(), asOf == null ? environment.clock().instant() : asOf));
    } catch (RuntimeApiException unreadable) {
      // The deregistration finds out what is wrong.
    }
  }

  /** The same for several rows that were read. */
  void warn(List<RuntimeComponentInfo> rows) {
    try {
      warnOf(living(rows, environment.clock().instant()));
    } catch (RuntimeApiException unanswered) {
      // As above.
    }
  }

  private List<String> living(List<RuntimeComponentInfo> rows, Instant asOf) {
    Duration staleAfter = session.staleAfter();
    List<String> living = new ArrayList<>();
    for (RuntimeComponentInfo row : rows) {
      if (RUST.equalsIgnoreCase(row.runtimeType())) {
        Liveness life = Liveness.of(row, asOf, staleAfter);
        if (!life.stale() && !life.effectiveStatus().equals(Liveness.OFFLINE)) {
          Duration age = life.age();
          living.add(
              row.name() + (age == null ? "" : " (last heartbeat " + Ages.text(age) + " ago)"));
        }
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
