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
 * The component that heartbeats are sent for, and its registration for a registry that does not
 * know it.
 *
 * @param registration null where it is not known
 * @param byRegistering whether to register in place of each heartbeat: some servers set the status
 *     to ready at a heartbeat, whatever it was
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

  /** A component that was registered elsewhere. */
  public static HeartbeatTarget named(RuntimeKind kind, String name) {
    return new HeartbeatTarget(kind, name, null, false);
  }

  /** A component that is registered again when it is unknown. */
  public static HeartbeatTarget of(RuntimeRegistrationRequest registration) {
    return new HeartbeatTarget(registration.kind(), registration.name(), registration, false);
  }

  /** A component that is registered in place of each heartbeat, so that its status is kept. */
  public static HeartbeatTarget keepingStatus(RuntimeRegistrationRequest registration) {
    return new HeartbeatTarget(registration.kind(), registration.name(), registration, true);
  }

  /** The same, still draining if the registry has it so, whatever the registration says. */
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
