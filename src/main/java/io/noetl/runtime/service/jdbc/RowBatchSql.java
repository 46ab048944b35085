package io.noetl.runtime.service.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.SequencedMap;

/** The statement that writes many rows of one kind. */
public interface RowBatchSql {

  /**
   * Replaces the rows that exist and inserts the others. Its parameters are those of {@link #bind};
   * its result has name and id of each row that it wrote.
   *
   * @param columns the columns of the table, separated by commas
   * @param replacement the new values of columns, from the row {@code held} and the new one, {@code
   *     excluded}
   * @param waits whether it waits for rows that other transactions have locked, or leaves them out;
   *     the latter may also leave out a row that was locked earlier
   */
  String replace(String columns, SequencedMap<String, String> replacement, boolean waits);

  /** Binds rows of one kind and of different names. */
  void bind(PreparedStatement statement, List<RowValues> rows) throws SQLException;
}
