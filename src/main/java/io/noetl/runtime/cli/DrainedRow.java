package io.noetl.runtime.cli;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.output.Ages;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The component that is to drain or to resume, as it was a moment ago by the registry's clock. */
record DrainedRow(RuntimeComponentInfo info, @Nullable Instant asOf) {

  static DrainedRow find(RuntimeKind kind, String name, Session session, RegistryOptions registry) {
    RuntimeListQuery query = RuntimeListQuery.named(kind, name);
    RuntimeListResponse listed = session.registry().list(query);
    if (listed.items().isEmpty()) {
      throw new RuntimeApiException.UnknownComponent(
          kind, String.valueOf(query.name()), Details.NONE.withHint(registry.listHint(kind)));
    }
    return new DrainedRow(listed.items().getFirst(), listed.asOf());
  }

  String name() {
    return info.name();
  }

  /**
   * Leaves a component alone that does not work: it has nothing to drain, and a status would make
   * it look alive.
   *
   * @throws RuntimeApiException.Conflict when it is offline or stale
   */
  void requireAlive(RuntimeKind kind, Session session, Environment environment) {
    Instant now = session.asOf(asOf, environment);
    Liveness life = Liveness.of(info, now, session.settings().duration(Setting.STALE_AFTER));
    if (life.stale() || life.effectiveStatus().equals(Liveness.OFFLINE)) {
      throw new RuntimeApiException.Conflict(
          kind.word()
              + " "
              + name()
              + " is "
              + life.effectiveStatus()
              + (life.age() == null
                  ? ""
                  : ", its last heartbeat was " + Ages.text(life.age()) + " ago")
              + ", and a change would make it look alive",
          Details.NONE.withHint("start the worker first, or add --force"));
    }
  }
}
