package io.noetl.runtime.service.postgres;

import io.noetl.runtime.service.jdbc.MetricsSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metrics in PostgreSQL's JSON. */
final class PostgresMetricsSql implements MetricsSql {

  @Override
  public String with(String object, String time, String metrics) {
    return """
    {object} || jsonb_build_object('metrics',
        jsonb_build_object('time', {time}, 'values', {metrics}::jsonb))\
    """
        .replace("{time}", time)
        .replace("{metrics}", metrics)
        .replace("{object}", object);
  }

  @Override
  public String beats() {
    return "unnest(?::text[], ?::text[]) AS reports (beat_name, beat_metrics)";
  }

  @Override
  public String isAmongBeats() {
    return "name = beat_name AND xmax = 0";
  }

  @Override
  public int bind(PreparedStatement statement, int parameter, Map<String, @Nullable String> metrics)
      throws SQLException {
    Connection connection = statement.getConnection();
    statement.setArray(parameter, connection.createArrayOf("text", metrics.keySet().toArray()));
    statement.setArray(parameter + 1, connection.createArrayOf("text", metrics.values().toArray()));
    return parameter + 2;
  }
}
