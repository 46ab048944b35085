package io.noetl.runtime.service.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL that stores metrics in the runtime object of a row. */
public interface MetricsSql {

  /**
   * A JSON object with metrics and their time, in place of earlier ones.
   *
   * @param object the object
   * @param time the time as text
   * @param metrics the metrics as JSON text
   */
  String with(String object, String time, String metrics);

  /** An item of {@code FROM} with the columns {@code beat_name} and {@code beat_metrics}. */
  String beats();

  /** As {@link Dialect#isAmongNames}, for the names of {@link #beats}. */
  String isAmongBeats();

  /**
   * Binds the parameters of {@link #beats}; gives the number of the next one.
   *
   * @param metrics JSON by name; null for none
   */
  int bind(PreparedStatement statement, int parameter, Map<String, @Nullable String> metrics)
      throws SQLException;
}
