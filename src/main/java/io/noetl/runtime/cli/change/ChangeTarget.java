package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.BatchItem;
import io.noetl.runtime.cli.component.ComponentSelection;
import io.noetl.runtime.cli.component.OtherKinds;
import io.noetl.runtime.cli.component.SelectedComponents;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.terminal.Outcome;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.text.AgeFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The current row of a component that is to be changed, and the registry's time. */
record ChangeTarget(RuntimeComponentInfo info, @Nullable Instant asOf) {

  static ChangeTarget find(
      RuntimeKind kind, String name, Session session, RegistryOptions registry) {
    RuntimeListQuery query = RuntimeListQuery.named(kind, name);
    RuntimeListResponse listed = session.registry().list(query);
    if (listed.items().isEmpty()) {
      String wanted = String.valueOf(query.name());
      throw registry
          .unknownComponent(kind, wanted)
          .withHint(OtherKinds.hint(kind, wanted, session.registry(), registry));
    }
    return new ChangeTarget(listed.items().getFirst(), listed.asOf());
  }

  /** Several components that are to be updated; asks once what kind of server it is. */
  static SelectedComponents several(
      ComponentSelection selection, RuntimeKind kind, Session session) {
    SelectedComponents chosen = SelectedComponents.of(selection, kind, session);
    if (chosen.names().size() > 1) {
      // An update of a known server needs no list of its own.
      session.registry().server();
    }
    return chosen;
  }

  /**
   * One of several components.
   *
   * @throws RuntimeApiException.UnknownComponent when it is not registered
   */
  static ChangeTarget of(SelectedComponents chosen, String name, RegistryOptions registry) {
    RuntimeComponentInfo row = chosen.rows().get(name);
    if (row == null) {
      throw OtherKinds.unknown(chosen.kind(), name, chosen.rows().keySet(), registry);
    }
    return new ChangeTarget(row, chosen.asOf());
  }

  String name() {
    return info.name();
  }

  /** The result for a component that a selection leaves as it is, since it is offline. */
  BatchItem passedOver(RuntimeKind kind) {
    return BatchItem.of(
        new Outcome(kind, name(), "offline; nothing changed", unchanged())
            .withStatus(Liveness.OFFLINE));
  }

  /** The answer for a change that was not needed. */
  JsonObject unchanged() {
    return JsonObject.EMPTY
        .with("status", RuntimeRegistrationResponse.UNCHANGED)
        .with("name", name())
        .with("runtime_id", info.runtimeId())
        .with("kind", info.kind());
  }

  /**
   * Refuses a change of a component without heartbeats, since a new status would make it look
   * alive.
   *
   * @throws RuntimeApiException.Conflict when it is offline or stale
   */
  void requireAlive(RuntimeKind kind, Session session, Environment environment) {
    Liveness life = life(session, environment);
    if (!life.isAlive()) {
      throw new RuntimeApiException.Conflict(
          kind.word()
              + " "
              + name()
              + " is "
              + life.effectiveStatus()
              + (life.age() == null
                  ? ""
                  : ", its last heartbeat was " + AgeFormat.text(life.age()) + " ago")
              + ", and a change would make it look alive",
          Details.NONE.withHint("start the worker first, or add --force"));
    }
  }

  /**
   * The same for a change of values, where it sets another status than offline or counts as a
   * heartbeat.
   *
   * @throws RuntimeApiException.Conflict when it is offline or stale
   */
  void requireAlive(RuntimeUpdateRequest change, Session session, Environment environment) {
    boolean isOffline = info.status().equals(Liveness.OFFLINE);
    boolean comesBack =
        isOffline && change.status() != null && !change.status().equals(Liveness.OFFLINE);
    if (comesBack
        || (!life(session, environment).isAlive()
            && session.registry().server().changeIsHeartbeat())) {
      requireAlive(change.kind(), session, environment);
    }
  }

  private Liveness life(Session session, Environment environment) {
    return Liveness.of(info, environment.clock().asOf(asOf), session.staleAfter());
  }
}
