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
 * Decides whether a set may change a component whose worker is silent: only the worker can say that
 * it lives, so nothing may write a heartbeat for it.
 */
final class RevivePolicy {

  private final Session session;
  private final Environment environment;
  private final boolean wanted;
  private Instant asOf = Instant.EPOCH;
  private @Nullable RegistryServer server;

  /**
   * A decision for one registry.
   *
   * @param wanted whether silent ones are to be registered as alive
   */
  RevivePolicy(Session session, Environment environment, boolean wanted) {
    this.session = session;
    this.environment = environment;
    this.wanted = wanted;
  }

  /** Judges from the time of a list on. */
  void asOf(RuntimeListResponse listed) {
    asOf = environment.clock().asOf(listed.asOf());
  }

  /** Whether a component sends no heartbeats. */
  boolean isSilent(RuntimeComponentInfo row) {
    return !Liveness.of(row, asOf, session.staleAfter()).isAlive();
  }

  /**
   * Whether a component is left as it is.
   *
   * @param change what would be changed; null where only a registration can do it
   */
  boolean skips(RuntimeComponentInfo row, @Nullable RuntimeUpdateRequest change) {
    return !wanted && isSilent(row) && (isOffline(row) || !sendsNoHeartbeat(change));
  }

  /** The change to make of a row; null where a registration is to be made. */
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
