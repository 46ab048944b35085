package io.noetl.runtime.service.store;

import io.noetl.runtime.service.jdbc.Dialect;
import io.noetl.runtime.service.jdbc.MetricsSql;

/** The statements that record heartbeats with metrics. */
public final class MetricUpdateSql {

  private final String one;
  private final String many;

  public MetricUpdateSql(Dialect dialect) {
    MetricsSql metrics = dialect.metrics();
    String runtime = HeartbeatSql.undrained(dialect);
    this.one =
        HeartbeatSql.setAlive(dialect, stored(dialect, runtime, "?"))
            + "WHERE kind = ? AND name = ?\nRETURNING runtime_id\n";
    String mixed =
        "CASE WHEN beat_metrics IS NULL THEN {runtime} ELSE {stored} END"
            .replace("{stored}", stored(dialect, runtime, "beat_metrics"))
            .replace("{runtime}", runtime);
    this.many =
        HeartbeatSql.setAlive(dialect, mixed)
            + "FROM "
            + metrics.beats()
            + "\nWHERE kind = ? AND "
            + metrics.isAmongBeats()
            + "\nRETURNING name, runtime_id\n";
  }

  /** A runtime object with metrics. A column that is neither an object nor null is unchanged. */
  private static String stored(Dialect dialect, String runtime, String metrics) {
    return """
    CASE WHEN {patchable}
      THEN {stored}
      ELSE {runtime} END\
    """
        .replace("{patchable}", dialect.isPatchable("runtime"))
        .replace(
            "{stored}",
            dialect
                .metrics()
                .with("coalesce(nullif({runtime}, 'null'), '{}')", dialect.isoNow(), metrics))
        .replace("{runtime}", runtime);
  }

  /** Records a heartbeat. Parameters: metrics, kind and name. Result: the id. */
  String one() {
    return one;
  }

  /**
   * Records many heartbeats. Parameters: as {@link MetricsSql#bind} binds them, and a kind. Result:
   * name and id of each row written, as with those without metrics.
   */
  public String many() {
    return many;
  }
}
