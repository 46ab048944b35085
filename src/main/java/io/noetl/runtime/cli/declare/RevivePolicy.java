package io.noetl.runtime.cli.declare;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether apply may change a component without heartbeats. Since only the worker may send
 * heartbeats, apply skips changes that would count as one, unless {@code --revive} is given.
 */
final class RevivePolicy {

  private final Session session;
  private final Environment environment;
  private final boolean wanted;
  private Instant asOf = Instant.EPOCH;
  private @Nullable RegistryServer server;

  /**
   * A policy for one registry.
   *
   * @param wanted whether to register components without heartbeats as alive
   */
  RevivePolicy(Session session, Environment environment, boolean wanted) {
    this.session = session;
    this.environment = environment;
    this.wanted = wanted;
  }

  /** Sets the moment from which ages are measured to the time of a list. */
  void asOf(RuntimeListResponse listed) {
    asOf = environment.clock().asOf(listed.asOf());
  }

  /** Whether a component sends no heartbeats. */
  boolean isSilent(RuntimeComponentInfo row) {
    return !Liveness.of(row, asOf, session.staleAfter()).isAlive();
  }

  /**
   * Whether a component is skipped.
   *
   * @param change the update; null where only a registration can make the change
   */
  boolean skips(RuntimeComponentInfo row, @Nullable RuntimeUpdateRequest change) {
    return !wanted && isSilent(row) && (isOffline(row) || !sendsNoHeartbeat(change));
  }

  /** The update to send; null where a registration is sent instead. */
  @Nullable RuntimeUpdateRequest changeWithoutHeartbeat(
      RuntimeComponentInfo row, @Nullable RuntimeUpdateRequest change) {
    boolean isRevived = wanted && isSilent(row);
    return !isRevived && sendsNoHeartbeat(change) ? change : null;
  }

  private boolean sendsNoHeartbeat(@Nullable RuntimeUpdateRequest change) {
    if (change == null) {
      return false;
    }
    RegistryServer known = server == null ? session.registry().server() : server;
    server = known;
    return !known.changeIsHeartbeat();
  }

  private static boolean isOffline(RuntimeComponentInfo row) {
    return row.status().equals(Liveness.OFFLINE);
  }
}
