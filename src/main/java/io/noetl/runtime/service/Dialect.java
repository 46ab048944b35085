package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeApiException;
import java.sql.SQLException;

/** What differs between database engines, and nothing else. */
interface Dialect {

  /** The database's own time, in the type that the table's time columns have. */
  String now();

  /** A time column as ISO 8601 text in UTC with microseconds. */
  String isoTime(String expression);

  /** The placeholder of a JSON parameter that is bound as text. */
  String jsonParameter();

  /** Whether a statement failed because its new {@code runtime_id} belongs to another row. */
  boolean isDuplicateKey(SQLException failure);

  /** Whether the same statement may well succeed in a moment. */
  boolean isBusy(SQLException failure);

  /** The failure in the words of the port. */
  RuntimeApiException translate(SQLException failure);
}
