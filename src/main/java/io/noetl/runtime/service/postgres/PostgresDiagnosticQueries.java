package io.noetl.runtime.service.postgres;

import io.noetl.runtime.service.jdbc.DiagnosticQueries;
import io.noetl.runtime.service.jdbc.DiagnosticQuery;
import java.util.List;

/**
 * The queries of a diagnosis of PostgreSQL. The name of the table is in a dollar-quoted literal,
 * because it may contain quotes.
 */
public final class PostgresDiagnosticQueries implements DiagnosticQueries {

  private static final String SERVER =
      """
      SELECT CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE 'ok' END,
        'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) || ', as '
          || current_user
      """;

  private static final String TABLE =
      """
      WITH place AS (SELECT to_regclass($table${table}$table$) AS id),
        found AS (SELECT attname FROM pg_attribute JOIN place ON attrelid = place.id
          WHERE attnum > 0 AND NOT attisdropped),
        lacking AS (SELECT string_agg(name, ', ') AS names
          FROM unnest(ARRAY['runtime_id', 'name', 'kind', 'uri', 'status', 'labels', 'capacity',
            'runtime', 'heartbeat', 'created_at', 'updated_at']) AS name
          WHERE name NOT IN (SELECT attname FROM found)),
        key AS (SELECT count(*) AS number FROM pg_index JOIN place ON indrelid = place.id
          WHERE indisunique AND indpred IS NULL
            AND (SELECT array_agg(attname::text ORDER BY attname::text) FROM pg_attribute
              WHERE attrelid = indrelid AND attnum = ANY (indkey)) = ARRAY['kind', 'name']),
        kinds AS (SELECT count(*) AS number FROM pg_constraint JOIN place ON conrelid = place.id
          WHERE contype = 'c' AND pg_get_constraintdef(oid) LIKE '%kind%'
            AND pg_get_constraintdef(oid) NOT LIKE '%scheduler%')
      SELECT CASE WHEN place.id IS NULL THEN 'missing'
          WHEN names IS NOT NULL OR key.number = 0 THEN 'shape'
          WHEN kinds.number > 0 THEN 'warning' ELSE 'ok' END,
        CASE WHEN names IS NOT NULL THEN 'it has no column ' || names
          WHEN key.number = 0 THEN 'it has no unique index on (kind, name)'
          WHEN kinds.number > 0 THEN 'a CHECK forbids the kinds scheduler and monitor, as in NoETL''s own tables'
          ELSE 'every column, and its unique index' END
      FROM place, lacking, key, kinds
      """;

  private static final String RIGHTS =
      """
      SELECT CASE WHEN names IS NULL THEN 'ok' ELSE 'forbidden' END,
        coalesce(current_user || ' may not ' || names,
          'may read, insert and update' || CASE WHEN deletes THEN ' and delete'
            ELSE ', but not delete, which prune does' END)
      FROM (SELECT string_agg(privilege, ', ') AS names,
          has_table_privilege(to_regclass($table${table}$table$), 'DELETE') AS deletes
        FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS privilege
        WHERE NOT has_table_privilege(to_regclass($table${table}$table$), privilege)
        ) AS lacking
      """;

  private static final String ODD_ROWS =
      """
      WITH odd AS (SELECT name, row_number() OVER (ORDER BY name) AS number,
          CASE WHEN coalesce(jsonb_typeof(labels), 'null') IN ('object', 'null')
            THEN 'its runtime is of type ' || jsonb_typeof(runtime)
            ELSE 'its labels are of type ' || jsonb_typeof(labels) END AS fault
        FROM {table}
        WHERE kind = 'worker_pool' AND (jsonb_typeof(labels) NOT IN ('object', 'null')
          OR jsonb_typeof(runtime) NOT IN ('object', 'null')))
      SELECT string_agg(name || ' (' || fault || ')', ', ' ORDER BY number)
          FILTER (WHERE number <= 10)
        || CASE WHEN count(*) > 10 THEN ' and ' || count(*) - 10 || ' more' ELSE '' END
      FROM odd
      """;

  private static final String CONNECTIONS =
      """
      SELECT CASE WHEN used * 10 >= most * 9 THEN 'warning' ELSE 'ok' END,
        used || ' of ' || most || ' are in use'
      FROM (SELECT count(*) AS used, current_setting('max_connections')::integer AS most
        FROM pg_stat_activity WHERE backend_type = 'client backend') AS sessions
      """;

  private static final String VACUUM =
      """
      SELECT CASE WHEN n_dead_tup > 1000 + 10 * n_live_tup THEN 'warning' ELSE 'ok' END,
        coalesce('last ' || to_char(greatest(last_vacuum, last_autovacuum) AT TIME ZONE 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'never')
          || '; ' || n_live_tup || ' live and ' || n_dead_tup || ' dead rows'
      FROM pg_stat_user_tables WHERE relid = to_regclass($table${table}$table$)
      """;

  /** A table that another program created has its settings; they matter for many rows only. */
  private static final String STORAGE =
      """
      SELECT CASE WHEN NOT is_set AND n_live_tup >= 1000 THEN 'warning' ELSE 'ok' END,
        CASE WHEN is_set THEN array_to_string(reloptions, ', ')
          WHEN n_live_tup < 1000 THEN 'default settings, enough for ' || n_live_tup || ' rows'
          ELSE 'default settings for ' || n_live_tup || ' rows' || CASE WHEN n_tup_upd > 0
              THEN ', ' || 100 * n_tup_hot_upd / n_tup_upd || ' % of the updates are HOT' ELSE '' END
            || '; as the owner of the table, run: ALTER TABLE '
            || $table${table}$table$ || ' SET ({storage})' END
      FROM (SELECT *, EXISTS (SELECT FROM unnest(reloptions) AS option
          WHERE option LIKE 'fillfactor=%') AS is_set
        FROM pg_class JOIN pg_stat_user_tables ON relid = pg_class.oid
        WHERE relid = to_regclass($table${table}$table$)) AS stored
      """
          .replace("{storage}", PostgresDialect.STORAGE);

  private final String table;

  /**
   * The queries for one table.
   *
   * @param table the table with its schema, quoted
   */
  public PostgresDiagnosticQueries(String table) {
    this.table = table;
  }

  @Override
  public DiagnosticQuery first() {
    return new DiagnosticQuery("login", SERVER);
  }

  @Override
  public List<DiagnosticQuery> others() {
    return List.of(
        new DiagnosticQuery("table", ofTable(TABLE)),
        new DiagnosticQuery("rights", ofTable(RIGHTS)),
        new DiagnosticQuery("connections", CONNECTIONS),
        new DiagnosticQuery("vacuum", ofTable(VACUUM)),
        new DiagnosticQuery("storage", ofTable(STORAGE)));
  }

  @Override
  public String oddRows() {
    return ofTable(ODD_ROWS);
  }

  private String ofTable(String sql) {
    return sql.replace("{table}", table);
  }
}
