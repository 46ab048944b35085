package io.noetl.runtime.service.sqlite;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.service.jdbc.RowBatchSql;
import io.noetl.runtime.service.jdbc.RowValues;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;

/** Many rows as one JSON array of arrays. A writer locks the whole file. */
final class SqliteRowBatchSql implements RowBatchSql {

  /** Without a WHERE, the parser takes ON for a part of a join. */
  @Override
  public String replace(String columns, SequencedMap<String, String> replacement, boolean waits) {
    return """
    INSERT INTO noetl.runtime AS held ({columns})
    SELECT {columns} FROM (
      SELECT value ->> 0 AS runtime_id, value ->> 1 AS kind, value ->> 2 AS name,
        value ->> 3 AS uri, value ->> 4 AS status, value ->> 5 AS labels, value ->> 6 AS capacity,
        value ->> 7 AS runtime, value ->> 8 AS capabilities,
        {now} AS heartbeat, {now} AS created_at, {now} AS updated_at
      FROM json_each(?)) WHERE true
    ON CONFLICT (kind, name) DO UPDATE SET {replacement}
    RETURNING name, runtime_id
    """
        .replace(
            "{replacement}",
            String.join(
                ",\n  ",
                replacement.entrySet().stream()
                    .map(column -> column.getKey() + " = " + column.getValue())
                    .toList()))
        .replace("{columns}", columns)
        .replace("{now}", SqliteTable.NOW);
  }

  @Override
  public void bind(PreparedStatement statement, List<RowValues> rows) throws SQLException {
    List<List<Object>> values = new ArrayList<>();
    for (RowValues row : rows) {
      values.add(
          Arrays.asList(
              row.newId(),
              row.kind(),
              row.name(),
              row.uri(),
              row.status(),
              row.labels(),
              row.capacity(),
              row.runtime(),
              row.capabilities()));
    }
    statement.setString(1, Json.write(values));
  }
}
