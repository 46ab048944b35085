package io.noetl.runtime.schema.maintenance;

import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations on a registry that only direct mode offers, with the errors of {@link RuntimeApi}.
 * Ages are measured by the database's clock. Leases of NoETL servers do not count as components.
 */
public interface RuntimeMaintenance extends AutoCloseable {

  /** The statements that create the registry's table. */
  List<String> creationScript();

  /** Whether the registry's table exists; creates nothing. */
  boolean isCreated();

  /**
   * Creates the registry's table unless it exists.
   *
   * @return whether the table was created
   */
  boolean create();

  /**
   * The components that are not offline but whose last heartbeat is older than a limit.
   *
   * @param kind only those of this kind, or of every kind for null
   */
  RuntimeListResponse unresponsive(@Nullable RuntimeKind kind, Duration olderThan);

  /** The number of components that are not offline. */
  int countAlive();

  /**
   * The number of components of each kind in each status, in no order.
   *
   * @param staleAfter the age of a heartbeat from which a component counts as stale
   */
  List<ComponentCount> counts(Duration staleAfter);

  /** How this process uses the database; runs no statement. */
  DatabaseWork work();

  /**
   * Marks unresponsive components offline in one statement and returns them as they are then. If
   * several processes sweep at the same moment, one does it and the others find nothing to do.
   */
  RuntimeListResponse sweep(@Nullable RuntimeKind kind, Duration olderThan);

  /** The number of unresponsive components of every kind, except the caller's own. */
  long countUnresponsiveOthers(ComponentKey own, Duration olderThan);

  /**
   * Marks unresponsive components of every kind offline, except the caller's own, which is alive
   * however late its heartbeat is.
   *
   * @param most the maximum number of components to mark
   * @return the components that were marked; if fewer than {@code most}, none is left
   */
  List<ComponentKey> sweepOthers(ComponentKey own, Duration olderThan, int most);

  /** The matching offline components whose last heartbeat is older than a limit. */
  RuntimeListResponse longOffline(RuntimeListQuery query, Duration olderThan);

  /** The rows of other tables that refer to components by foreign keys. */
  List<DependentRows> dependents(List<RuntimeComponentInfo> components);

  /**
   * Deletes, in one statement, those of the given components that are still offline and whose last
   * heartbeat is still older than the limit.
   *
   * @return the deleted components
   */
  RuntimeListResponse prune(List<RuntimeComponentInfo> components, Duration olderThan);

  @Override
  void close();
}
