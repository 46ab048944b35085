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
  public String with(String object, String time, String metrics) {
    return """
    json_set({object}, '$.metrics',
        json_object('time', {time}, 'values', json({metrics})))\
    """
        .replace("{time}", time)
        .replace("{metrics}", metrics)
        .replace("{object}", object);
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
