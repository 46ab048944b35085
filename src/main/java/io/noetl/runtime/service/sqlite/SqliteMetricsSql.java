package io.noetl.runtime.service.sqlite;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.service.jdbc.MetricsSql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metrics in SQLite's JSON. */
final class SqliteMetricsSql implements MetricsSql {

  @Override
  public String with(String runtime, String metrics) {
    return """
    CASE WHEN {patchable}
      THEN json_set(coalesce(nullif({runtime}, 'null'), '{}'), '$.metrics',
        json_object('time', {now}, 'values', json({metrics})))
      ELSE {runtime} END\
    """
        .replace("{patchable}", SqliteDialect.isObjectOrNull("runtime"))
        .replace("{now}", SqliteTable.NOW)
        .replace("{metrics}", metrics)
        .replace("{runtime}", runtime);
  }

  @Override
  public String beats() {
    return "(SELECT value ->> 0 AS beat_name, value ->> 1 AS beat_metrics FROM json_each(?))";
  }

  /** A writer locks the whole file. */
  @Override
  public String isAmongBeats() {
    return "name = beat_name";
  }

  /** A list of pairs: the metrics are JSON text within it. */
  @Override
  public int bind(PreparedStatement statement, int parameter, Map<String, @Nullable String> metrics)
      throws SQLException {
    List<List<@Nullable String>> beats = new ArrayList<>(metrics.size());
    metrics.forEach((name, json) -> beats.add(Arrays.asList(name, json)));
    statement.setString(parameter, Json.write(beats));
    return parameter + 1;
  }
}
