package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.service.jdbc.Dialect;
import io.noetl.runtime.service.jdbc.MetricsSql;
import io.noetl.runtime.service.jdbc.OperatorOverrideSql;
import io.noetl.runtime.service.jdbc.RowBatchSql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: times are timestamptz, JSON is jsonb, the schema is configurable. */
public final class PostgresDialect implements Dialect {

  /**
   * Space in each page for the next versions of its rows, so that a heartbeat writes no index
   * entry, and a vacuum that starts early and does not pause.
   */
  static final String STORAGE =
      "fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0";

  private final PostgresFailures failures;
  private final StatementTimeouts timeouts;
  private final String schema;
  private final String table;

  /**
   * A dialect for one database.
   *
   * @param database a description of the database without secrets
   */
  public PostgresDialect(String database, String schema, StatementTimeouts timeouts) {
    this.timeouts = timeouts;
    this.schema = quoted(schema);
    this.table = this.schema + ".runtime";
    this.failures = new PostgresFailures(database, table);
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public String table() {
    return table;
  }

  /** NoETL's table, with all kinds of the API allowed. */
  @Override
  public List<String> creationScript() {
    return List.of(
        "CREATE SCHEMA IF NOT EXISTS " + schema,
        """
        CREATE TABLE IF NOT EXISTS {table} (
          runtime_id BIGINT PRIMARY KEY,
          name TEXT NOT NULL,
          kind TEXT NOT NULL
            CHECK (kind IN ('worker_pool', 'server_api', 'broker', 'scheduler', 'monitor')),
          uri TEXT,
          status TEXT NOT NULL,
          labels JSONB,
          capabilities JSONB,
          capacity INTEGER,
          runtime JSONB,
          heartbeat TIMESTAMPTZ NOT NULL DEFAULT now(),
          created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
          updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
        ) WITH ({storage})\
        """
            .replace("{storage}", STORAGE)
            .replace("{table}", table),
        "CREATE UNIQUE INDEX IF NOT EXISTS idx_runtime_kind_name ON " + table + " (kind, name)",
        "CREATE INDEX IF NOT EXISTS idx_runtime_kind ON " + table + " (kind)",
        "CREATE INDEX IF NOT EXISTS idx_runtime_status ON " + table + " (status)");
  }

  /** Connecting to a missing database fails. */
  @Override
  public boolean databaseExists() {
    return true;
  }

  @Override
  public String addCapabilities() {
    return "ALTER TABLE " + table + " ADD COLUMN capabilities JSONB";
  }

  @Override
  public String tableExists() {
    return "SELECT to_regclass('" + table.replace("'", "''") + "') IS NOT NULL";
  }

  @Override
  public String now() {
    return "now()";
  }

  @Override
  public String isoNow() {
    return "to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')";
  }

  @Override
  public String timeText(String column) {
    return "(" + column + "::timestamptz AT TIME ZONE 'UTC')::text";
  }

  /** PostgreSQL omits trailing zeros of the fraction. Infinity and years B.C. are not times. */
  @Override
  public @Nullable String time(String text) {
    int blank = text.indexOf(' ');
    if (blank < 0 || text.indexOf(' ', blank + 1) >= 0) {
      return null;
    }
    StringBuilder iso = new StringBuilder(text.length() + 14).append(text);
    iso.setCharAt(blank, 'T');
    int fraction = blank + "T00:00:00".length();
    if (iso.length() == fraction) {
      iso.append('.');
    }
    while (iso.length() < fraction + ".000000".length()) {
      iso.append('0');
    }
    return iso.append("+00:00").toString();
  }

  @Override
  public String sortKey(String column) {
    return column + " COLLATE \"C\"";
  }

  @Override
  public String boundedJson(String column) {
    return PostgresBoundedJson.json(column);
  }

  @Override
  public String jsonParameter() {
    return "?::jsonb";
  }

  @Override
  public String jsonText(String column, String field) {
    return field.indexOf('.') < 0
        ? "(" + column + " ->> '" + field + "')"
        : "(" + column + " #>> '{" + field.replace('.', ',') + "}')";
  }

  @Override
  public String patched(String column) {
    return """
    coalesce(
      (SELECT (CASE jsonb_typeof({column}) WHEN 'object' THEN {column} ELSE '{}' END || patch)
         - ARRAY(SELECT key FROM jsonb_each(patch) WHERE value = 'null')
       FROM (SELECT ?::jsonb AS patch) AS given),
      {column})\
    """
        .replace("{column}", column);
  }

  @Override
  public String without(String column, List<String> fields) {
    return "(nullif(" + column + ", 'null') - '" + String.join("' - '", fields) + "')";
  }

  @Override
  public String isPatchable(String column) {
    return isObjectOrNull(column);
  }

  static String isObjectOrNull(String column) {
    return "coalesce(jsonb_typeof(" + column + "), 'null') IN ('object', 'null')";
  }

  @Override
  public OperatorOverrideSql overrides() {
    return new PostgresOverrideSql();
  }

  @Override
  public MetricsSql metrics() {
    return new PostgresMetricsSql();
  }

  @Override
  public String secondsAgo() {
    return "now() - ? * interval '1 second'";
  }

  @Override
  public String elements() {
    return "(SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb))";
  }

  /** Excludes the copies of a foreign key for each partition of a table. */
  @Override
  public String references() {
    return """
    SELECT fk.oid::text, nspname || '.' || relname, format('%I.%I', nspname, relname),
      (SELECT string_agg(quote_ident(attname), ', ' ORDER BY place)
        FROM unnest(conkey) WITH ORDINALITY AS key (number, place)
        JOIN pg_attribute ON attrelid = conrelid AND attnum = number),
      (SELECT string_agg(quote_ident(attname), ', ' ORDER BY place)
        FROM unnest(confkey) WITH ORDINALITY AS key (number, place)
        JOIN pg_attribute ON attrelid = confrelid AND attnum = number),
      confdeltype::text, has_table_privilege(conrelid, 'SELECT')
    FROM pg_constraint AS fk
    JOIN pg_class ON pg_class.oid = conrelid
    JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE contype = 'f' AND conparentid = 0 AND confrelid = to_regclass(?)
    ORDER BY 2, 1
    """;
  }

  /** An advisory lock of the transaction, because a pooler may reuse the session afterwards. */
  @Override
  public String isAlone() {
    return "(SELECT pg_try_advisory_xact_lock(hashtext('noetl-runtime sweep "
        + table.replace("'", "''")
        + "')))";
  }

  /**
   * A row has an {@code xmax} while a transaction changes or locks it, and keeps it after a lock,
   * an upsert or a rollback until the next plain UPDATE. The check is free; locking rows first with
   * {@code SKIP LOCKED} makes heartbeats slower.
   */
  @Override
  public String isAmongNames() {
    return "name = ANY (?) AND xmax = 0";
  }

  @Override
  public void bindNames(PreparedStatement statement, int parameter, Collection<String> names)
      throws SQLException {
    statement.setArray(parameter, statement.getConnection().createArrayOf("text", names.toArray()));
  }

  @Override
  public RowBatchSql rowBatch() {
    return new PostgresRowBatchSql(table);
  }

  @Override
  public void setTimeout(Statement statement, Duration timeout) throws SQLException {
    timeouts.set(statement, timeout);
  }

  @Override
  public void setLongerTimeout(Statement statement, Duration timeout) throws SQLException {
    timeouts.setLonger(statement, timeout);
  }

  @Override
  public boolean isDuplicateKey(SQLException failure) {
    return PostgresFailures.isDuplicateKey(failure);
  }

  @Override
  public boolean isDuplicateTable(SQLException notice) {
    return PostgresFailures.isDuplicateTable(notice);
  }

  @Override
  public boolean lacksCapabilities(SQLException failure) {
    return PostgresFailures.lacksColumn(failure, "capabilities");
  }

  @Override
  public boolean isBusy(SQLException failure) {
    return PostgresFailures.isBusy(failure);
  }

  @Override
  public boolean isConnectionLost(SQLException failure) {
    return PostgresFailures.isConnectionLost(failure);
  }

  @Override
  public RuntimeApiException translate(SQLException failure) {
    return failures.translate(failure);
  }
}
