package io.noetl.runtime.service.store;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.maintenance.ComponentCount;
import io.noetl.runtime.schema.maintenance.DependentRows;
import io.noetl.runtime.service.jdbc.SqlRunner;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds, marks, deletes and counts rows by their age, which the database's clock measures. */
public final class MaintenanceStore {

  private final SqlRunner runner;
  private final TableShape table;

  public MaintenanceStore(SqlRunner runner, TableShape table) {
    this.runner = runner;
    this.table = table;
  }

  /** The rows that are not offline and whose heartbeat is older than a limit. */
  public RuntimeListResponse unresponsive(@Nullable RuntimeKind kind, Duration olderThan) {
    return aged(sql -> sql.unresponsive(kind != null), RuntimeListQuery.of(kind), olderThan);
  }

  /** Counts the rows that are not offline. */
  public int countAlive() {
    return runner.translated(() ->
        runner.run(
            table.sql().maintenance().countAlive(),
            statement -> {},
            rows -> rows.next() ? rows.getInt(1) : 0));
  }

  /** Whether a NoETL server has renewed a lease recently. */
  public boolean isLeased(Duration within) {
    return runner.translated(() ->
        runner.run(
            table.sql().maintenance().freshLease(),
            statement -> statement.setDouble(1, SqlRunner.seconds(within)),
            ResultSet::next));
  }

  /** Counts the rows by kind and effective status. */
  public List<ComponentCount> counts(Duration staleAfter) {
    return runner.translated(() ->
        runner.runApart(
            table.sql().maintenance().counts(),
            statement -> statement.setDouble(1, SqlRunner.seconds(staleAfter)),
            rows -> {
              List<ComponentCount> counts = new ArrayList<>();
              while (rows.next()) {
                counts.add(
                    new ComponentCount(rows.getString(1), rows.getString(2), rows.getLong(3)));
              }
              return counts;
            }));
  }

  /** Marks those rows offline. */
  public RuntimeListResponse sweep(@Nullable RuntimeKind kind, Duration olderThan) {
    return aged(sql -> sql.sweep(kind != null), RuntimeListQuery.of(kind), olderThan);
  }

  /** Counts those rows, one excepted. */
  public long countUnresponsiveOthers(ComponentKey own, Duration olderThan) {
    return runner.translated(() ->
        runner.run(
            table.sql().maintenance().countUnresponsiveOthers(),
            statement -> {
              statement.setDouble(1, SqlRunner.seconds(olderThan));
              statement.setString(2, own.kind());
              statement.setString(3, own.name());
            },
            rows -> rows.next() ? rows.getLong(1) : 0L));
  }

  /** Marks a limited number of those rows offline, one excepted. */
  public List<ComponentKey> sweepOthers(ComponentKey own, Duration olderThan, int most) {
    return runner.translated(() ->
        runner.run(
            table.sql().maintenance().sweepOthers(),
            statement -> {
              statement.setDouble(1, SqlRunner.seconds(olderThan));
              statement.setDouble(2, SqlRunner.seconds(olderThan));
              statement.setString(3, own.kind());
              statement.setString(4, own.name());
              statement.setInt(5, most);
            },
            rows -> {
              List<ComponentKey> swept = new ArrayList<>();
              while (rows.next()) {
                swept.add(new ComponentKey(rows.getString(1), rows.getString(2)));
              }
              return swept;
            }));
  }

  /** The matching rows that are offline and whose heartbeat is older than a limit. */
  public RuntimeListResponse longOffline(RuntimeListQuery query, Duration olderThan) {
    return aged(sql -> sql.longOffline(query.kind() != null), query, olderThan);
  }

  /** Deletes those of the rows that are still offline and older. */
  public RuntimeListResponse delete(List<RuntimeComponentInfo> rows, Duration olderThan) {
    return listed(
        MaintenanceSql::delete,
        RuntimeListQuery.of(null),
        statement -> {
          statement.setDouble(1, SqlRunner.seconds(olderThan));
          statement.setString(2, Json.write(ids(rows)));
        });
  }

  /** Counts the rows of other tables that refer to the rows. */
  public List<DependentRows> dependents(List<RuntimeComponentInfo> rows) {
    return rows.isEmpty() ? List.of() : new DependentQueries(runner, ids(rows)).run();
  }

  private static List<String> ids(List<RuntimeComponentInfo> rows) {
    return rows.stream().flatMap(row -> Stream.ofNullable(row.runtimeId())).toList();
  }

  private RuntimeListResponse aged(
      Function<MaintenanceSql, String> text, RuntimeListQuery query, Duration olderThan) {
    return listed(
        text,
        query,
        statement -> {
          statement.setDouble(1, SqlRunner.seconds(olderThan));
          if (query.kind() != null) {
            statement.setString(2, query.kind().word());
          }
        });
  }

  private RuntimeListResponse listed(
      Function<MaintenanceSql, String> text, RuntimeListQuery query, SqlRunner.Binding binding) {
    ListedRows listed = new ListedRows();
    runner.translated(() ->
        table.run(sql ->
            runner.run(
                text.apply(sql.maintenance()),
                binding,
                rows -> ListedRows.read(rows, runner.dialect(), query, listed))));
    return listed.response();
  }
}
