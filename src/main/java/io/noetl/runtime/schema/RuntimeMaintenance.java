package io.noetl.runtime.schema;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only direct mode can do to a registry: the port beside {@link RuntimeApi}, with the same
 * errors. Ages are measured by the database's clock. Leases of NoETL's servers are no components
 * here.
 */
public interface RuntimeMaintenance extends AutoCloseable {

  /** The statements that make the registry's table in a database that has none. */
  List<String> creationScript();

  /** Whether the registry's table is there; makes nothing. */
  boolean isCreated();

  /**
   * Makes the registry's table; one that is there is never touched.
   *
   * @return whether it was made now
   */
  boolean create();

  /**
   * The components that are not offline but whose last heartbeat is older.
   *
   * @param kind only those of this kind, or of every kind for null
   */
  RuntimeListResponse silent(@Nullable RuntimeKind kind, Duration olderThan);

  /** How many components are not offline. */
  int living();

  /**
   * How many components there are of each kind in each state, in no order.
   *
   * @param staleAfter how long a component may be silent
   */
  List<ComponentCount> counts(Duration staleAfter);

  /** What this process does at the database; asks nobody. */
  DatabaseWork work();

  /**
   * Marks silent components offline in one statement, and gives them as they are then. Of several
   * processes that do so at the same moment one does it, and the others find nothing to do.
   */
  RuntimeListResponse sweep(@Nullable RuntimeKind kind, Duration olderThan);

  /** How many of every kind are silent, without the one that asks. */
  long silentOthers(ComponentKey own, Duration olderThan);

  /**
   * Marks silent components of every kind offline, without the one that asks: it lives, however
   * late its heartbeat is. A sweep of many is one of portions.
   *
   * @param most how many at once
   * @return which were marked; when they are fewer than {@code most}, none is left
   */
  List<ComponentKey> sweepOthers(ComponentKey own, Duration olderThan, int most);

  /** The offline components that match and whose last heartbeat is older. */
  RuntimeListResponse forgotten(RuntimeListQuery query, Duration olderThan);

  /** The rows of other tables that refer to components, as far as the database enforces it. */
  List<DependentRows> dependents(List<RuntimeComponentInfo> components);

  /**
   * Deletes components in one statement: those of the given ones that still are offline and whose
   * last heartbeat still is older.
   *
   * @return what was deleted
   */
  RuntimeListResponse prune(List<RuntimeComponentInfo> forgotten, Duration olderThan);

  @Override
  void close();
}
