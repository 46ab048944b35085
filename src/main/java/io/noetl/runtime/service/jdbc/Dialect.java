package io.noetl.runtime.service.jdbc;

import io.noetl.runtime.schema.RuntimeApiException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs between database engines, and nothing else. */
public interface Dialect {

  /** The table as a statement names it. */
  String table();

  /** The statements that make the schema and the table, each harmless where it is there. */
  List<String> creationScript();

  /** Whether there is a database to look into; opening one that is not there may make it. */
  boolean databaseExists();

  /** The statement that gives a very old table the column {@code capabilities}. */
  String addCapabilities();

  /** A query that gives one row, true where the table is there. */
  String tableExists();

  /** The database's own time, in the type that the table's time columns have. */
  String now();

  /** The database's own time as ISO 8601 text in UTC with microseconds. */
  String isoNow();

  /** A time column as the text that the engine is quickest to make, for {@link #time}. */
  String timeText(String column);

  /** The text of a time column as ISO 8601 in UTC with microseconds; null for what is no time. */
  @Nullable String time(String text);

  /** A text column in the order of its code points, whatever the database's language. */
  String sortKey(String column);

  /** The longest value of one column that a list shows, in bytes; ours may have half of it. */
  int MOST_SHOWN = 128 * 1024;

  /** What a list shows of a longer one: one row is not to take the memory of all. */
  String TOO_LARGE = "(too large to show)";

  /** A text column, or {@link #TOO_LARGE} where it is. */
  default String brief(String column) {
    return "CASE WHEN octet_length({column}) > {most} THEN '{mark}' ELSE {column} END"
        .replace("{most}", Integer.toString(MOST_SHOWN))
        .replace("{mark}", TOO_LARGE)
        .replace("{column}", column);
  }

  /** A JSON column as text, or {@link #TOO_LARGE} as JSON where it is. */
  default String briefJson(String column) {
    return brief(column).replace(TOO_LARGE, '"' + TOO_LARGE + '"');
  }

  /** The placeholder of a JSON parameter that is bound as text. */
  String jsonParameter();

  /**
   * A field of a JSON column as text, one within another behind a dot; null where it is absent, or
   * the column holds no object.
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
   * A JSON column with the fields of an object set, a parameter whose nulls take fields away; the
   * column as it is where the parameter is null.
   */
  String patched(String column);

  /** A JSON column that holds an object or nothing, without some of the object's fields. */
  String without(String column, List<String> fields);

  /** Whether a JSON column holds an object or nothing. */
  String isPatchable(String column);

  /** What becomes of an operator's changes. */
  OperatorOverrideSql marks();

  /** The time that lies a number of seconds back, a parameter, in the type of the time columns. */
  String secondsAgo();

  /** The whole numbers in a list, a JSON parameter, for {@code IN}. */
  String elements();

  /**
   * Whether a row's {@code name} is among those that {@link #bindNames} binds, and nobody else
   * holds the row. It may leave out a row that somebody held before.
   */
  String isAmongNames();

  /** Binds names as one parameter. */
  void bindNames(PreparedStatement statement, int parameter, Collection<String> names)
      throws SQLException;

  /**
   * A query for the foreign keys to a table, its parameter. Each row has an id, the name of the
   * table that refers, the same as a statement names it, its columns and those it refers to, what
   * happens at a deletion as PostgreSQL's catalogue spells it, and whether this user may read it.
   * Null where nothing that this program deletes is referred to.
   */
  @Nullable String references();

  /** Whether no other transaction asks the same at this moment. */
  String isAlone();

  /** Limits how long a statement may run, where the engine does not limit itself. */
  void limit(Statement statement, Duration patience) throws SQLException;

  /**
   * The same for a statement of a transaction that may take longer than is usual on its connection.
   */
  default void limitLonger(Statement statement, Duration patience) throws SQLException {
    limit(statement, patience);
  }

  /** Whether a statement failed because its new {@code runtime_id} belongs to another row. */
  boolean isDuplicateKey(SQLException failure);

  /** Whether a notice says that a table or an index of that name was there. */
  boolean isDuplicateTable(SQLException notice);

  /** Whether a statement failed because the table has no column {@code capabilities}. */
  boolean lacksCapabilities(SQLException failure);

  /** Whether the same statement may well succeed in a moment. */
  boolean isBusy(SQLException failure);

  /** Whether the connection is of no further use. */
  boolean isConnectionLost(SQLException failure);

  /** The failure in the words of the port. */
  RuntimeApiException translate(SQLException failure);
}
