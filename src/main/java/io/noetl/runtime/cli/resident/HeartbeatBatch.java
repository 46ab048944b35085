package io.noetl.runtime.cli.resident;

import io.noetl.runtime.cli.component.BatchItem;
import io.noetl.runtime.cli.component.ComponentBatch;
import io.noetl.runtime.cli.component.OtherKinds;
import io.noetl.runtime.cli.component.SelectedComponents;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.terminal.Outcome;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;

/** One heartbeat for each of several components. */
final class HeartbeatBatch {

  private final Session session;
  private final Environment environment;
  private final RegistryOptions registry;
  private final ChangeOptions change;

  HeartbeatBatch(
      Session session, Environment environment, RegistryOptions registry, boolean isConfirmed) {
    this.session = session;
    this.environment = environment;
    this.registry = registry;
    this.change = new ChangeOptions(isConfirmed);
  }

  ExitCode send(SelectedComponents chosen, boolean dryRun) {
    int count = chosen.names().size();
    if (!dryRun
        && !change.isAllowed(
            "Send a heartbeat of " + chosen.title(), count, session, environment)) {
      return ExitCode.FAILURE;
    }
    return new ComponentBatch(session, environment, registry.output)
        .run(chosen.kind(), chosen.names(), name -> item(chosen, name, dryRun));
  }

  private BatchItem item(SelectedComponents chosen, String name, boolean dryRun) {
    if (!chosen.rows().containsKey(name)) {
      throw OtherKinds.unknown(chosen.kind(), name, chosen.rows().keySet(), registry);
    }
    if (chosen.passesOver(name)) {
      return BatchItem.of(
          new Outcome(chosen.kind(), name, "offline; nothing changed", JsonObject.EMPTY)
              .withStatus(Liveness.OFFLINE));
    }
    RuntimeHeartbeatRequest request = new RuntimeHeartbeatRequest(name, chosen.kind(), null);
    return dryRun
        ? BatchItem.planned(
            new Outcome(chosen.kind(), name, "would be alive", JsonObject.EMPTY),
            () -> session.registry().preview(request))
        : BatchItem.of(beat(request));
  }

  private Outcome beat(RuntimeHeartbeatRequest request) {
    return Outcome.of(request, session.registry().heartbeat(request));
  }
}
