package io.noetl.runtime.service.jdbc;

import io.noetl.runtime.schema.RuntimeApiException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The differences between database engines. */
public interface Dialect {

  /** The qualified name of the table, quoted as needed. */
  String table();

  /** The statements that create schema and table unless they exist. */
  List<String> creationScript();

  /** Whether the database exists; opening a missing SQLite file creates it. */
  boolean databaseExists();

  /** The statement that adds the column {@code capabilities} to a very old table. */
  String addCapabilities();

  /** A query for one row: whether the table exists. */
  String tableExists();

  /** The database's time in the type of the time columns. */
  String now();

  /** The database's time as ISO 8601 text in UTC with microseconds. */
  String isoNow();

  /** A time column as text, in the form that the engine formats fastest; see {@link #time}. */
  String timeText(String column);

  /** ISO 8601 in UTC with microseconds from a {@link #timeText}; null if it is not a time. */
  @Nullable String time(String text);

  /** A text column that sorts by code point, independent of the database's collation. */
  String sortKey(String column);

  /** The longest value of a column that a list shows, in bytes; requests are limited to half. */
  int MAX_LISTED_BYTES = 128 * 1024;

  /** What a list shows instead of a longer value, which might exhaust the memory. */
  String TOO_LARGE = "(too large to show)";

  /** A text column, or {@link #TOO_LARGE} for a long value. */
  default String boundedText(String column) {
    return "CASE WHEN octet_length({column}) > {most} THEN '{mark}' ELSE {column} END"
        .replace("{most}", Integer.toString(MAX_LISTED_BYTES))
        .replace("{mark}", TOO_LARGE)
        .replace("{column}", column);
  }

  /** A JSON column as text, or {@link #TOO_LARGE} as a JSON string for a long value. */
  default String boundedJson(String column) {
    return boundedText(column).replace(TOO_LARGE, '"' + TOO_LARGE + '"');
  }

  /** The placeholder of a JSON parameter that is bound as text. */
  String jsonParameter();

  /**
   * A field of a JSON column as text; null if it is absent or the column is not an object.
   *
   * @param field a name, or names separated by dots for a nested field
   */
  String jsonText(String column, String field);

  /** Whether ISO 8601 text in UTC that ends in {@code Z} has passed; false for any other text. */
  default String hasPassed(String time) {
    return "("
        + time
        + " LIKE '____-__-__T__:__:__Z' AND "
        + sortKey(time)
        + " < "
        + isoNow()
        + ")";
  }

  /**
   * A JSON column merged with an object, which is a parameter: its nulls remove fields. A null
   * parameter leaves the column unchanged.
   */
  String patched(String column);

  /** A JSON column without some fields; the column has to be an object or null. */
  String without(String column, List<String> fields);

  /** Whether a JSON column is an object or null. */
  String isPatchable(String column);

  /** The SQL that keeps an operator's changes. */
  OperatorOverrideSql overrides();

  /** The SQL that stores metrics of components. */
  MetricsSql metrics();

  /** The time a number of seconds ago, a parameter, in the type of the time columns. */
  String secondsAgo();

  /** The integers of a JSON array, which is a parameter, as an operand of {@code IN}. */
  String elements();

  /**
   * Whether a row's {@code name} is among those that {@link #bindNames} binds, and no other
   * transaction has locked the row. May also exclude a row that was locked earlier.
   */
  String isAmongNames();

  /** Binds names as one parameter. */
  void bindNames(PreparedStatement statement, int parameter, Collection<String> names)
      throws SQLException;

  /** The SQL that writes many rows. */
  RowBatchSql rowBatch();

  /**
   * A query for the foreign keys that refer to a table, which is its parameter. Each row has an id,
   * the name of the referring table, the same quoted, its columns, the referenced columns, the
   * delete action as in PostgreSQL's catalogue, and whether this user may read the table. Null if
   * the engine does not enforce foreign keys.
   */
  @Nullable String references();

  /** Takes a lock for the transaction: false if another transaction is sweeping. */
  String isAlone();

  /** Sets the timeout of a statement, if the connection has none. */
  void setTimeout(Statement statement, Duration timeout) throws SQLException;

  /** Sets a longer timeout than that of the connection for a statement within a transaction. */
  default void setLongerTimeout(Statement statement, Duration timeout) throws SQLException {
    setTimeout(statement, timeout);
  }

  /** Whether a statement failed because its new {@code runtime_id} is taken. */
  boolean isDuplicateKey(SQLException failure);

  /** Whether a notice says that a table or index exists. */
  boolean isDuplicateTable(SQLException notice);

  /** Whether a statement failed because the table has no column {@code capabilities}. */
  boolean lacksCapabilities(SQLException failure);

  /** Whether the same statement may succeed if it is retried. */
  boolean isBusy(SQLException failure);

  /** Whether the connection is unusable. */
  boolean isConnectionLost(SQLException failure);

  /** Translates a failure into an exception of the port. */
  RuntimeApiException translate(SQLException failure);
}
