package io.noetl.runtime.service.store;

import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.maintenance.DatabaseWork;
import io.noetl.runtime.service.jdbc.Connections;
import io.noetl.runtime.service.jdbc.SqlRunner;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Records heartbeats in the table, and counts how many share a commit. */
public final class HeartbeatStore {

  private final SqlRunner runner;
  private final HeartbeatSql heartbeats;
  private final CommitSizeHistogram commits = new CommitSizeHistogram();
  private volatile @Nullable MetricUpdateSql metricUpdates;

  public HeartbeatStore(SqlRunner runner) {
    this.runner = runner;
    this.heartbeats = new HeartbeatSql(runner.dialect());
  }

  /**
   * Records a heartbeat.
   *
   * @param metrics JSON, which replaces earlier metrics; null keeps them
   * @return the row's id, or empty if there is no such row
   */
  public OptionalLong heartbeat(RuntimeKind kind, String name, @Nullable String metrics) {
    String sql = metrics == null ? heartbeats.one() : metricUpdates().one();
    OptionalLong id =
        runner.translated(() ->
            runner.run(
                sql,
                statement -> {
                  int next = 1;
                  if (metrics != null) {
                    statement.setString(next++, metrics);
                  }
                  statement.setString(next, kind.word());
                  statement.setString(next + 1, name);
                },
                WrittenRows::id));
    commits.record(id.isPresent() ? 1 : 0);
    return id;
  }

  /**
   * Records heartbeats in one statement.
   *
   * @param metrics JSON by name, as above
   * @return the ids, by name, of the rows that it wrote
   */
  public Map<String, Long> heartbeats(RuntimeKind kind, Map<String, @Nullable String> metrics) {
    Map<String, Long> ids =
        metrics.values().stream().allMatch(Objects::isNull)
            ? written(
                heartbeats.many(),
                statement -> {
                  statement.setString(1, kind.word());
                  runner.dialect().bindNames(statement, 2, metrics.keySet());
                })
            : written(
                metricUpdates().many(),
                statement -> {
                  int next = runner.dialect().metrics().bind(statement, 1, metrics);
                  statement.setString(next, kind.word());
                });
    commits.record(ids.size());
    return ids;
  }

  private Map<String, Long> written(String sql, SqlRunner.Binding binding) {
    return runner.translated(() -> runner.run(sql, binding, WrittenRows::ids));
  }

  /** Most processes need none of these; any thread builds the same texts. */
  private MetricUpdateSql metricUpdates() {
    MetricUpdateSql built = metricUpdates;
    if (built == null) {
      built = new MetricUpdateSql(runner.dialect());
      metricUpdates = built;
    }
    return built;
  }

  /** How this process uses the database. */
  public DatabaseWork work() {
    Connections.Occupancy now = runner.occupancy();
    return new DatabaseWork(
        now.active(), now.idle(), now.waiting(), now.most(), commits.commits(), commits.count());
  }
}
