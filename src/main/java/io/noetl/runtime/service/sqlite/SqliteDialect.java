package io.noetl.runtime.service.sqlite;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.service.jdbc.Dialect;
import io.noetl.runtime.service.jdbc.MetricsSql;
import io.noetl.runtime.service.jdbc.OperatorOverrideSql;
import io.noetl.runtime.service.jdbc.RowBatchSql;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite: times are ISO 8601 text in UTC, JSON is text. */
public final class SqliteDialect implements Dialect {

  private static final String RIGHTS =
      "SQLite writes beside the file even when reading: get write permission, or use another with"
          + " --database sqlite:PATH";

  private final String file;

  public SqliteDialect(String file) {
    this.file = file;
  }

  @Override
  public String table() {
    return "noetl.runtime";
  }

  @Override
  public List<String> creationScript() {
    return SqliteTable.CREATION_SCRIPT;
  }

  @Override
  public boolean databaseExists() {
    return SqliteFile.isThere(Path.of(file));
  }

  @Override
  public String addCapabilities() {
    return "ALTER TABLE noetl.runtime ADD COLUMN capabilities TEXT";
  }

  /** Opening a new file creates the table. */
  @Override
  public String tableExists() {
    return "SELECT true";
  }

  @Override
  public String now() {
    return SqliteTable.NOW;
  }

  @Override
  public String isoNow() {
    return SqliteTable.NOW;
  }

  @Override
  public String timeText(String column) {
    return column;
  }

  /** The column is text already. */
  @Override
  public String time(String text) {
    return text;
  }

  @Override
  public String sortKey(String column) {
    return column;
  }

  @Override
  public String jsonParameter() {
    return "?";
  }

  /** The column is text, which another program may have filled with anything. */
  @Override
  public String jsonText(String column, String field) {
    return "CASE WHEN json_valid({column}) THEN CAST({column} ->> '$.{field}' AS TEXT) END"
        .replace("{column}", column)
        .replace("{field}", field);
  }

  @Override
  public String patched(String column) {
    return "coalesce(json_patch(coalesce({column}, '{}'), ?), {column})"
        .replace("{column}", column);
  }

  @Override
  public String without(String column, List<String> fields) {
    return "json_remove(" + column + ", '$." + String.join("', '$.", fields) + "')";
  }

  @Override
  public String isPatchable(String column) {
    return isObjectOrNull(column);
  }

  static String isObjectOrNull(String column) {
    return """
    CASE WHEN {column} IS NULL THEN true
      WHEN json_valid({column}) THEN json_type({column}) IN ('object', 'null')
      ELSE false END\
    """
        .replace("{column}", column);
  }

  @Override
  public OperatorOverrideSql overrides() {
    return new SqliteOverrideSql();
  }

  @Override
  public MetricsSql metrics() {
    return new SqliteMetricsSql();
  }

  @Override
  public String secondsAgo() {
    return SqliteTable.NOW.replace("'now'", "'now', '-' || ? || ' seconds'");
  }

  @Override
  public String elements() {
    return "(SELECT value FROM json_each(?))";
  }

  /** A writer locks the whole file. */
  @Override
  public String isAmongNames() {
    return "name IN " + elements();
  }

  @Override
  public void bindNames(PreparedStatement statement, int parameter, Collection<String> names)
      throws SQLException {
    statement.setString(parameter, Json.write(List.copyOf(names)));
  }

  @Override
  public RowBatchSql rowBatch() {
    return new SqliteRowBatchSql();
  }

  /** SQLite enforces foreign keys only if a connection enables it; ours do not. */
  @Override
  public @Nullable String references() {
    return null;
  }

  /** SQLite allows one writer at a time. */
  @Override
  public String isAlone() {
    return "true";
  }

  /** The connection has a busy timeout. */
  @Override
  public void setTimeout(Statement statement, Duration timeout) {}

  @Override
  public boolean isDuplicateKey(SQLException failure) {
    return switch (code(failure)) {
      case SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE -> true;
      default -> false;
    };
  }

  /** Opening a new file creates the table. */
  @Override
  public boolean isDuplicateTable(SQLException notice) {
    return false;
  }

  @Override
  public boolean lacksCapabilities(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    return code(failure) == SQLiteErrorCode.SQLITE_ERROR
        && message.contains("capabilities")
        && message.contains("column");
  }

  @Override
  public boolean isBusy(SQLException failure) {
    return switch (code(failure)) {
      case SQLITE_BUSY,
          SQLITE_BUSY_RECOVERY,
          SQLITE_BUSY_SNAPSHOT,
          SQLITE_BUSY_TIMEOUT,
          SQLITE_LOCKED,
          SQLITE_PROTOCOL ->
          true;
      default -> false;
    };
  }

  /** A file has no connection to lose. */
  @Override
  public boolean isConnectionLost(SQLException failure) {
    return false;
  }

  @Override
  public RuntimeApiException translate(SQLException failure) {
    Details details = Details.causedBy(failure);
    if (isBusy(failure)) {
      return new RuntimeApiException.Unavailable(
          "the database " + file + " is busy: another process holds its lock", details);
    }
    if (isForbidden(failure)) {
      return new RuntimeApiException.NotAllowed(
          "cannot use the database " + file + ": access is denied", details.withHint(RIGHTS));
    }
    return switch (code(failure)) {
      case SQLITE_FULL ->
          new RuntimeApiException.Unavailable(
              "the database " + file + " cannot grow: the disk is full", details);
      case SQLITE_NOTADB ->
          new RuntimeApiException.UnintelligibleAnswer(
              file + " is not a SQLite database; it was not changed",
              details.withHint("name another file with --database sqlite:PATH"));
      case SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_CORRUPT_SEQUENCE, SQLITE_CORRUPT_VTAB ->
          new RuntimeApiException.UnintelligibleAnswer(
              "the database " + file + " is damaged; it was not changed",
              details.withHint("save the file, then restore a copy or move it away"));
      case SQLITE_ERROR ->
          new RuntimeApiException.UnintelligibleAnswer(
              "the database " + file + " does not have the expected table: " + reason(failure),
              details);
      case SQLITE_READONLY,
          SQLITE_READONLY_CANTINIT,
          SQLITE_READONLY_CANTLOCK,
          SQLITE_READONLY_DBMOVED,
          SQLITE_READONLY_DIRECTORY,
          SQLITE_READONLY_RECOVERY,
          SQLITE_READONLY_ROLLBACK ->
          new RuntimeApiException.NotAllowed(
              "cannot use the database " + file + ": this user may read but not write it",
              details.withHint(RIGHTS));
      default ->
          new RuntimeApiException.Unreachable(
              "cannot use the database " + file + ": " + reason(failure),
              details.withHint(
                  "check the file and its directory, or name another with --database sqlite:PATH"));
    };
  }

  private boolean isForbidden(SQLException failure) {
    return switch (code(failure)) {
      case SQLITE_PERM, SQLITE_AUTH -> true;
      // SQLite uses these codes for any failure to open a file.
      case SQLITE_CANTOPEN, SQLITE_CANTOPEN_FULLPATH, SQLITE_IOERR_ACCESS ->
          SqliteFile.isForbidden(Path.of(file));
      default -> false;
    };
  }

  private static SQLiteErrorCode code(SQLException failure) {
    return failure instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  /** The driver writes {@code [SQLITE_READONLY] Attempt to write … (the reason)}. */
  private static String reason(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    int open = message.lastIndexOf('(');
    return open >= 0 && message.endsWith(")")
        ? message.substring(open + 1, message.length() - 1)
        : message;
  }
}
