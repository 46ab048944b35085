package io.noetl.runtime.service.postgres;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.service.jdbc.RowBatchSql;
import io.noetl.runtime.service.jdbc.RowValues;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Many rows as an array of names, and one JSON object with the values by name. An upsert would wait
 * for locked rows, and leave an {@code xmax} in those it replaces, so the rows that exist are
 * changed by an UPDATE. It finds them by the names alone, as a batch of heartbeats does, so that
 * both lock rows in the same order; a join with the values may be planned in any order.
 */
final class PostgresRowBatchSql implements RowBatchSql {

  private static final String VALUES =
      """
      {row} ->> 'uri' AS uri, {row} ->> 'status' AS status, {row} -> 'labels' AS labels,
            ({row} ->> 'capacity')::integer AS capacity, {row} -> 'runtime' AS runtime,
            now() AS heartbeat, now() AS created_at, now() AS updated_at\
      """;

  private static final String CAPABILITIES = ", {row} -> 'capabilities' AS capabilities";

  private final String table;

  PostgresRowBatchSql(String table) {
    this.table = table;
  }

  @Override
  public String replace(String columns, SequencedMap<String, String> replacement, boolean waits) {
    String values = columns.contains("capabilities") ? VALUES + CAPABILITIES : VALUES;
    return """
    WITH given AS (
      SELECT ?::text AS kind, ?::jsonb AS components
    ), changed AS (
      UPDATE {table} AS held SET ({changed}) = (
        SELECT {replacement}
        FROM (
          SELECT {values of one}
          FROM (SELECT (SELECT components FROM given) -> held.name AS one) AS found
          OFFSET 0) AS excluded)
      WHERE kind = (SELECT kind FROM given) AND name = ANY (?){unlocked}
      RETURNING name, runtime_id
    ), added AS (
      INSERT INTO {table} ({columns})
      SELECT {columns}
      FROM (
        SELECT (value ->> 'id')::bigint AS runtime_id, key AS name, kind,
          {values of value}
        FROM given, jsonb_each(components)
        WHERE NOT EXISTS (SELECT FROM changed WHERE name = key)) AS new
      ORDER BY name
      ON CONFLICT (kind, name) DO NOTHING
      RETURNING name, runtime_id
    )
    SELECT name, runtime_id FROM changed UNION ALL SELECT name, runtime_id FROM added
    """
        .replace("{changed}", String.join(", ", replacement.keySet()))
        .replace("{replacement}", String.join(",\n      ", replacement.values()))
        .replace("{values of one}", values.replace("{row}", "one"))
        .replace("{values of value}", values.replace("{row}", "value"))
        .replace("{unlocked}", waits ? "" : " AND xmax = 0")
        .replace("{columns}", columns)
        .replace("{table}", table);
  }

  @Override
  public void bind(PreparedStatement statement, List<RowValues> rows) throws SQLException {
    statement.setString(1, rows.getFirst().kind());
    statement.setString(2, components(rows));
    Object[] names = rows.stream().map(RowValues::name).toArray();
    statement.setArray(3, statement.getConnection().createArrayOf("text", names));
  }

  private static String components(List<RowValues> rows) {
    StringBuilder json = new StringBuilder();
    for (RowValues row : rows) {
      json.append(json.isEmpty() ? "{" : ",").append(Json.quote(row.name()));
      json.append(":{\"id\":").append(row.newId());
      add(json, "status", Json.quote(row.status()));
      add(json, "uri", row.uri() == null ? null : Json.quote(row.uri()));
      add(json, "capacity", row.capacity());
      add(json, "labels", row.labels());
      add(json, "runtime", row.runtime());
      add(json, "capabilities", row.capabilities());
      json.append('}');
    }
    return json.append('}').toString();
  }

  private static void add(StringBuilder json, String field, @Nullable Object value) {
    if (value != null) {
      json.append(",\"").append(field).append("\":").append(value);
    }
  }
}
