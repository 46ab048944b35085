package io.noetl.runtime.service.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Reads which rows a statement has written. */
final class WrittenRows {

  private WrittenRows() {}

  /** The id of the row, which is the only column; empty if none was written. */
  static OptionalLong id(ResultSet rows) throws SQLException {
    OptionalLong id = rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
    // SQLite commits, and reports a failed commit, only when the row after the last is
    // requested. (kind, name) is unique, so there is no second row.
    rows.next();
    return id;
  }

  /** The ids by name, from the columns name and id. */
  static Map<String, Long> ids(ResultSet rows) throws SQLException {
    Map<String, Long> ids = new HashMap<>();
    while (rows.next()) {
      ids.put(rows.getString(1), rows.getLong(2));
    }
    return ids;
  }
}
