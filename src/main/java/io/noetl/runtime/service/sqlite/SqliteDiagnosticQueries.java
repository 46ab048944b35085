package io.noetl.runtime.service.sqlite;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.diagnosis.Finding;
import io.noetl.runtime.service.jdbc.DiagnosticQueries;
import io.noetl.runtime.service.jdbc.DiagnosticQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The queries of a diagnosis of SQLite, and the check of the file before it is opened, which would
 * create it.
 */
public final class SqliteDiagnosticQueries implements DiagnosticQueries {

  private static final String VERSION = "SELECT 'ok', 'SQLite ' || sqlite_version()";

  private static final String TABLE =
      """
      SELECT CASE WHEN count(name) < 11 THEN 'shape' ELSE 'ok' END,
        CASE WHEN count(name) < 11 THEN 'it lacks ' || (11 - count(name)) || ' columns'
          ELSE 'every column' END
      FROM pragma_table_info('runtime', 'noetl')
      WHERE name IN ('runtime_id', 'name', 'kind', 'uri', 'status', 'labels', 'capacity', 'runtime',
        'heartbeat', 'created_at', 'updated_at')
      """;

  private static final String ODD_ROWS =
      """
      SELECT group_concat(name || ' (' || fault || ')', ', ')
      FROM (SELECT name,
          CASE WHEN coalesce(json_type(labels), 'null') IN ('object', 'null')
            THEN 'its runtime is of type ' || json_type(runtime)
            ELSE 'its labels are of type ' || json_type(labels) END AS fault
        FROM noetl.runtime
        WHERE kind = 'worker_pool' AND json_valid(coalesce(labels, 'null'))
          AND json_valid(coalesce(runtime, 'null'))
          AND (json_type(labels) NOT IN ('object', 'null')
            OR json_type(runtime) NOT IN ('object', 'null'))
        ORDER BY name LIMIT 10)
      """;

  @Override
  public DiagnosticQuery first() {
    return new DiagnosticQuery("database", VERSION);
  }

  @Override
  public List<DiagnosticQuery> others() {
    return List.of(new DiagnosticQuery("table", TABLE));
  }

  @Override
  public String oddRows() {
    return ODD_ROWS;
  }

  /** Checks that the file exists and is writable. */
  public static Finding file(Path file) {
    if (!SqliteFile.isThere(file) && !Files.exists(file)) {
      throw new RuntimeApiException.Unreachable(
          "there is no database " + file + ", so nothing was ever registered there",
          Details.NONE.withHint("name the right one with --database, or register something"));
    }
    try {
      String text = file + ", " + Files.size(file) + " bytes";
      return Files.isWritable(file)
          ? Finding.ok(text)
          : Finding.warning(text + ", which this user may not write");
    } catch (IOException unreadable) {
      throw new RuntimeApiException.Unreachable(
          "cannot look at the database " + file + ": " + unreadable.getMessage(),
          Details.causedBy(unreadable));
    }
  }
}
