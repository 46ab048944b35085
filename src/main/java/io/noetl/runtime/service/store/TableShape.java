package io.noetl.runtime.service.store;

import io.noetl.runtime.service.jdbc.Dialect;
import java.sql.SQLException;

/**
 * Finds out whether the table has the column {@code capabilities}. To look before a statement would
 * cost every command a round trip for the sake of very old tables, so the column is assumed until a
 * statement fails because it is missing.
 */
public final class TableShape {

  private final Dialect dialect;
  private volatile TableSql sql;

  public TableShape(Dialect dialect) {
    this.dialect = dialect;
    this.sql = TableSql.of(dialect, true);
  }

  /** The statements for the table as far as it is known. */
  TableSql sql() {
    return sql;
  }

  /** Runs a statement, and runs it again without the column if the table lacks it. */
  <T> T run(Attempt<T> attempt) throws SQLException {
    TableSql tried = sql;
    try {
      return attempt.with(tried);
    } catch (SQLException failure) {
      if (!tried.hasCapabilities() || !dialect.lacksCapabilities(failure)) {
        throw failure;
      }
      TableSql without = TableSql.of(dialect, false);
      sql = without;
      return attempt.with(without);
    }
  }

  /** Runs a statement of the given texts. */
  interface Attempt<T> {
    T with(TableSql sql) throws SQLException;
  }
}
