package io.noetl.runtime.service.store;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.maintenance.DependentRows;
import io.noetl.runtime.schema.maintenance.DependentRows.Effect;
import io.noetl.runtime.service.jdbc.Dialect;
import io.noetl.runtime.service.jdbc.SqlRunner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the foreign keys that refer to rows, and counts the referring rows. */
final class DependentQueries {

  /** A foreign key; all texts but {@code name} are quoted for SQL. */
  private record Reference(
      String id,
      String name,
      String table,
      String columns,
      String referenced,
      Effect effect,
      boolean readable) {}

  private final SqlRunner runner;
  private final String ids;

  /** The keys on the path to the current table, so that a cycle is followed once. */
  private final Set<String> followed = new HashSet<>();

  private final List<DependentRows> found = new ArrayList<>();

  /** Queries about the rows of the given ids. */
  DependentQueries(SqlRunner runner, List<String> ids) {
    this.runner = runner;
    this.ids = Json.write(ids);
  }

  /** The rows that refer to the given ones, directly or through rows deleted with them. */
  List<DependentRows> run() {
    Dialect dialect = runner.dialect();
    String references = dialect.references();
    if (references != null) {
      follow(references, dialect.table(), "runtime_id IN " + dialect.elements(), true);
    }
    return found;
  }

  /** Counts the rows that refer to the rows of a table that meet a condition. */
  private void follow(String references, String table, String condition, boolean countable) {
    for (Reference reference : to(references, table)) {
      if (followed.add(reference.id)) {
        String refers =
            "(%s) IN (SELECT %s FROM %s WHERE %s)"
                .formatted(reference.columns, reference.referenced, table, condition);
        boolean readable = countable && reference.readable;
        Long rows = readable ? count(reference.table, refers) : null;
        if (rows == null || rows > 0) {
          found.add(new DependentRows(reference.name, reference.effect, rows));
          if (reference.effect == Effect.DELETED) {
            follow(references, reference.table, refers, readable);
          }
        }
        followed.remove(reference.id);
      }
    }
  }

  private List<Reference> to(String references, String table) {
    return runner.translated(() ->
        runner.run(
            references,
            statement -> statement.setString(1, table),
            rows -> {
              List<Reference> all = new ArrayList<>();
              while (rows.next()) {
                all.add(
                    new Reference(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        effect(rows.getString(6)),
                        rows.getBoolean(7)));
              }
              return all;
            }));
  }

  /** Null for a table that is too large to be counted in time. */
  private @Nullable Long count(String table, String condition) {
    try {
      return runner.translated(() ->
          runner.run(
              "SELECT count(*) FROM " + table + " WHERE " + condition,
              statement -> statement.setString(1, ids),
              rows -> rows.next() ? rows.getLong(1) : 0));
    } catch (RuntimeApiException.TimedOut tooLarge) {
      return null;
    }
  }

  private static Effect effect(String action) {
    return switch (action) {
      case "c" -> Effect.DELETED;
      case "n", "d" -> Effect.DETACHED;
      default -> Effect.REFUSED;
    };
  }
}
