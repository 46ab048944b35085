package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite: times are ISO 8601 text in UTC, JSON is text. */
final class SqliteDialect implements Dialect {

  /** SQLite's clock has milliseconds; the zeros keep all times of one length, so that they sort. */
  static final String NOW = "strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')";

  private final String file;

  SqliteDialect(String file) {
    this.file = file;
  }

  @Override
  public String now() {
    return NOW;
  }

  @Override
  public String isoTime(String expression) {
    return expression;
  }

  @Override
  public String jsonParameter() {
    return "?";
  }

  @Override
  public boolean isDuplicateKey(SQLException failure) {
    return switch (code(failure)) {
      case SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE -> true;
      default -> false;
    };
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

  @Override
  public RuntimeApiException translate(SQLException failure) {
    Details details = Details.causedBy(failure);
    if (isBusy(failure)) {
      return new RuntimeApiException.Unavailable(
          "the database " + file + " is busy: another process holds its lock", details);
    }
    return switch (code(failure)) {
      case SQLITE_FULL ->
          new RuntimeApiException.Unavailable(
              "the database " + file + " cannot grow: the disk is full", details);
      case SQLITE_NOTADB ->
          new RuntimeApiException.UnintelligibleAnswer(
              file + " is not a SQLite database; it was left as it is",
              details.withHint("name another file with --database sqlite:PATH"));
      case SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_CORRUPT_SEQUENCE, SQLITE_CORRUPT_VTAB ->
          new RuntimeApiException.UnintelligibleAnswer(
              "the database " + file + " is damaged; it was left as it is",
              details.withHint("save the file, then restore a copy or move it away"));
      case SQLITE_ERROR ->
          new RuntimeApiException.UnintelligibleAnswer(
              "the database " + file + " does not have the expected table: " + reason(failure),
              details);
      default ->
          new RuntimeApiException.Unreachable(
              "cannot use the database " + file + ": " + reason(failure), details);
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
