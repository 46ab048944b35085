package io.noetl.runtime.agent;

import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose heart beats, and what to register when the registry does not know it.
 *
 * @param registration null where nobody knows how to register it
 * @param byRegistering whether each beat registers: a heartbeat makes some servers set the status
 *     to ready, whatever it was
 */
public record HeartbeatTarget(
    RuntimeKind kind,
    String name,
    @Nullable RuntimeRegistrationRequest registration,
    boolean byRegistering) {

  public HeartbeatTarget {
    if (byRegistering && registration == null) {
      throw new IllegalArgumentException("there is nothing to register");
    }
  }

  /** A component that somebody else registered. */
  public static HeartbeatTarget named(RuntimeKind kind, String name) {
    return new HeartbeatTarget(kind, name, null, false);
  }

  /** A component that is registered again when it is unknown. */
  public static HeartbeatTarget of(RuntimeRegistrationRequest registration) {
    return new HeartbeatTarget(registration.kind(), registration.name(), registration, false);
  }

  /** The same component, registered at each beat so that its status stays as registered. */
  public static HeartbeatTarget keepingStatus(RuntimeRegistrationRequest registration) {
    return new HeartbeatTarget(registration.kind(), registration.name(), registration, true);
  }

  /** The same where somebody told it to drain: it goes on with that, whatever its file says. */
  HeartbeatTarget keepingDrain(RuntimeApi registry) {
    if (registration == null) {
      return this;
    }
    try {
      List<RuntimeComponentInfo> rows = registry.list(RuntimeListQuery.named(kind, name)).items();
      return rows.isEmpty()
          ? this
          : new HeartbeatTarget(
              kind, name, Drain.kept(registration, rows.getFirst()), byRegistering);
    } catch (RuntimeApiException.Unsupported unlisted) {
      return this;
    }
  }

  /** Servers write a registration again only when it says what the component runs. */
  RuntimeHeartbeatRequest request() {
    return new RuntimeHeartbeatRequest(
        name,
        kind,
        registration == null || registration.runtime() == null ? null : registration.toJson());
  }
}
