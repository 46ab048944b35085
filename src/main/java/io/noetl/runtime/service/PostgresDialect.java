package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgStatement;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL: times are timestamptz, JSON is jsonb, the schema's name is a setting. */
final class PostgresDialect implements Dialect {

  private final String database;
  private final String schema;
  private final String table;

  /**
   * A dialect for one database.
   *
   * @param database the database in words, without secrets
   */
  PostgresDialect(String database, String schema) {
    this.database = database;
    this.schema = quoted(schema);
    this.table = this.schema + ".runtime";
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public String table() {
    return table;
  }

  /** As NoETL makes it, with all kinds of the API allowed. */
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
        )\
        """
            .replace("{table}", table),
        "CREATE UNIQUE INDEX IF NOT EXISTS idx_runtime_kind_name ON " + table + " (kind, name)",
        "CREATE INDEX IF NOT EXISTS idx_runtime_kind ON " + table + " (kind)",
        "CREATE INDEX IF NOT EXISTS idx_runtime_status ON " + table + " (status)");
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
  public String isoTime(String expression) {
    return "to_char("
        + expression
        + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')";
  }

  @Override
  public String sortKey(String column) {
    return column + " COLLATE \"C\"";
  }

  @Override
  public String jsonParameter() {
    return "?::jsonb";
  }

  @Override
  public String jsonText(String column, String field) {
    return "(" + column + " ->> '" + field + "')";
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
    return "(" + column + " - '" + String.join("' - '", fields) + "')";
  }

  @Override
  public String isPatchable(String column) {
    return "coalesce(jsonb_typeof(" + column + "), 'null') IN ('object', 'null')";
  }

  @Override
  public String secondsAgo() {
    return "now() - ? * interval '1 second'";
  }

  @Override
  public String elements() {
    return "(SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb))";
  }

  /** A lock that ends with the transaction, which a pooler between us may give to another then. */
  @Override
  public String isAlone() {
    return "(SELECT pg_try_advisory_xact_lock(hashtext('noetl-runtime sweep "
        + table.replace("'", "''")
        + "')))";
  }

  /** In this form each row is looked up by its index, and written where it was found. */
  @Override
  public String isAmongKeys() {
    return """
    ctid = ANY (ARRAY(
      SELECT held.row FROM unnest(?::text[], ?::text[]) AS key (kind, name),
        LATERAL (SELECT ctid AS row FROM {table} AS found
          WHERE found.kind = key.kind AND found.name = key.name
          FOR NO KEY UPDATE SKIP LOCKED) AS held))\
    """
        .replace("{table}", table);
  }

  @Override
  public void bindKeys(PreparedStatement statement, Collection<ComponentKey> keys)
      throws SQLException {
    Connection connection = statement.getConnection();
    Object[] kinds = keys.stream().map(ComponentKey::kind).toArray();
    Object[] names = keys.stream().map(ComponentKey::name).toArray();
    statement.setArray(1, connection.createArrayOf("text", kinds));
    statement.setArray(2, connection.createArrayOf("text", names));
  }

  /** JDBC's own way knows whole seconds only. */
  @Override
  public void limit(Statement statement, Duration patience) throws SQLException {
    statement.unwrap(PgStatement.class).setQueryTimeoutMs(Math.max(1, patience.toMillis()));
  }

  @Override
  public boolean isDuplicateKey(SQLException failure) {
    return state(failure).equals("23505");
  }

  @Override
  public boolean isDuplicateTable(SQLException notice) {
    return state(notice).equals("42P07");
  }

  /**
   * A serialization failure or a deadlock: the server undid the statement and says try again. So it
   * is where the table was altered under a prepared statement, which the driver prepares anew then.
   */
  @Override
  public boolean isBusy(SQLException failure) {
    return state(failure).equals("40001")
        || state(failure).equals("40P01")
        || state(failure).equals("26000")
        || (state(failure).equals("0A000") && isAboutCachedPlan(failure));
  }

  private static boolean isAboutCachedPlan(SQLException failure) {
    ServerErrorMessage server =
        failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    return server != null && "RevalidateCachedQuery".equals(server.getRoutine());
  }

  @Override
  public boolean isConnectionLost(SQLException failure) {
    String state = state(failure);
    // A primary that became a standby stays one: the next call looks for the new primary.
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("25006")
        || isIdleTooLong(state);
  }

  /** The server ended a transaction whose reader paused. */
  private static boolean isIdleTooLong(String state) {
    return state.equals("25P03") || state.equals("25P04");
  }

  @Override
  public RuntimeApiException translate(SQLException failure) {
    Details details = Details.causedBy(failure);
    // The driver's own code for a login that the server never came to judge.
    String state =
        state(failure).equals("08004") && !isAboutSsl(failure) ? "28000" : state(failure);
    return switch (state) {
      case "28000", "28P01" ->
          new RuntimeApiException.NotAllowed(
              database + " refused the login: " + reason(failure),
              details.withHint("check the user in the URL, and PGPASSWORD or the password file"));
      case "42501" ->
          new RuntimeApiException.NotAllowed(
              database + " does not allow it: " + reason(failure),
              details.withHint("grant the role its rights on " + table));
      case "42P01", "3F000" ->
          new RuntimeApiException.UnintelligibleAnswer(
              database + " has no table " + table,
              details.withHint("create it: noetl-runtime init, or name another --database"));
      case "42P10" -> anotherShape("it has no unique index on (kind, name)", details);
      case "42703", "42804", "42883", "23502" -> anotherShape(reason(failure), details);
      case "23514" -> check(failure, details);
      case "25006" ->
          new RuntimeApiException.Unavailable(
              database + " is a read-only standby",
              details.withHint(
                  "name the primary, or all hosts with target_session_attrs=read-write"));
      case "25P03", "25P04" ->
          new RuntimeApiException.Unavailable(
              database + " ended the list, because its reader paused for too long",
              details.withHint("write the list to a file first"));
      case "57014", "55P03" ->
          new RuntimeApiException.TimedOut(
              database + " did not finish the statement in time: " + reason(failure), details);
      case "3D000" ->
          new RuntimeApiException.Unreachable(
              "cannot open " + database + ": " + reason(failure),
              details.withHint("check the name of the database in the URL"));
      default -> translateByClass(failure, state, details);
    };
  }

  private RuntimeApiException translateByClass(
      SQLException failure, String state, Details details) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> notConnected(failure, state, details);
      case "40", "53", "55", "57", "58" ->
          new RuntimeApiException.Unavailable(
              database + " cannot do it now: " + reason(failure), details);
      default ->
          new RuntimeApiException.UnintelligibleAnswer(
              database + " failed: " + reason(failure) + " (SQLSTATE " + state + ")", details);
    };
  }

  private RuntimeApiException anotherShape(@Nullable String reason, Details details) {
    return new RuntimeApiException.UnintelligibleAnswer(
        "the table " + table + " of " + database + " has another shape: " + reason,
        details.withHint("compare it with: noetl-runtime init --dry-run"));
  }

  private RuntimeApiException notConnected(SQLException failure, String state, Details details) {
    if (state.equals("08006")) {
      return isTimeOut(failure)
          ? new RuntimeApiException.TimedOut(database + " did not answer in time", details)
          : new RuntimeApiException.Unreachable(
              "lost the connection to " + database + " before the answer came",
              details.withHint("repeat it: it may have been done, and that does no harm"));
    }
    return new RuntimeApiException.Unreachable(
        "cannot reach " + database + ": " + reason(failure),
        details.withHint("start the database, or check --database"));
  }

  private RuntimeApiException check(SQLException failure, Details details) {
    ServerErrorMessage server =
        failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    String constraint = server == null ? null : server.getConstraint();
    String name = constraint == null ? "of a column" : constraint;
    return new RuntimeApiException.Conflict(
        "the table " + table + " forbids it: check constraint " + name,
        details.withHint(
            "an older table knows fewer kinds; drop it: ALTER TABLE "
                + table
                + " DROP CONSTRAINT "
                + quoted(name)));
  }

  private static boolean isTimeOut(SQLException failure) {
    return failure.getCause() instanceof SocketTimeoutException;
  }

  private static boolean isAboutSsl(SQLException failure) {
    return String.valueOf(failure.getMessage()).contains("SSL");
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  /** The server's first line without the driver's own words around it. */
  private static @Nullable String reason(SQLException failure) {
    ServerErrorMessage server =
        failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    String message = server == null ? failure.getMessage() : server.getMessage();
    if (message == null) {
      return null;
    }
    // The driver goes on with advice of its own after the first sentence.
    int end = message.indexOf(server == null ? ". " : "\n");
    return end < 0 ? message : message.substring(0, end);
  }
}
