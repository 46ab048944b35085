package io.noetl.runtime.service.store;

import io.noetl.runtime.service.jdbc.Dialect;
import io.noetl.runtime.service.jdbc.MetricsSql;

/** The statements that record heartbeats with metrics. */
public final class MetricUpdateSql {

  private final String heartbeat;
  private final String heartbeats;

  public MetricUpdateSql(Dialect dialect) {
    MetricsSql metrics = dialect.metrics();
    String runtime = RowUpdateSql.undrained(dialect);
    this.heartbeat =
        RowUpdateSql.setAlive(dialect, metrics.with(runtime, "?"))
            + "WHERE kind = ? AND name = ?\nRETURNING runtime_id\n";
    String mixed =
        "CASE WHEN beat_metrics IS NULL THEN {runtime} ELSE {stored} END"
            .replace("{stored}", metrics.with(runtime, "beat_metrics"))
            .replace("{runtime}", runtime);
    this.heartbeats =
        RowUpdateSql.setAlive(dialect, mixed)
            + "FROM "
            + metrics.beats()
            + "\nWHERE kind = ? AND "
            + metrics.isAmongBeats()
            + "\nRETURNING name, runtime_id\n";
  }

  /** Records a heartbeat. Parameters: metrics, kind and name. Result: the id. */
  String heartbeat() {
    return heartbeat;
  }

  /**
   * Records many heartbeats. Parameters: as {@link MetricsSql#bind} binds them, and a kind. Result:
   * name and id of each row written, as with those without metrics.
   */
  public String heartbeats() {
    return heartbeats;
  }
}
