package io.noetl.runtime.service.store;

import io.noetl.runtime.service.jdbc.Dialect;
import org.jspecify.annotations.Nullable;

/** The statements that read rows for a list, and the columns that such rows have. */
final class SelectSql {

  private final Dialect dialect;
  private final boolean hasCapabilities;

  /** Kept once it was built; any thread builds the same text. */
  private @Nullable String columns;

  /**
   * The statements for a table.
   *
   * @param hasCapabilities whether the table has the column {@code capabilities}
   */
  SelectSql(Dialect dialect, boolean hasCapabilities) {
    this.dialect = dialect;
    this.hasCapabilities = hasCapabilities;
  }

  /** The columns of a row in the order in which {@link RowReader} reads them. */
  String columns() {
    String built = columns;
    if (built == null) {
      built = buildColumns();
      columns = built;
    }
    return built;
  }

  private String buildColumns() {
    return """
    runtime_id, name, kind, {uri} AS uri, {status} AS status, capacity,
      {labels} AS labels, {runtime} AS runtime,
      {heartbeat} AS heartbeat, {created} AS created_at,
      {updated} AS updated_at, (SELECT {now}) AS as_of{capabilities}
    """
        .replace("{uri}", dialect.boundedText("uri"))
        .replace("{status}", dialect.boundedText("status"))
        .replace("{labels}", dialect.boundedJson("labels"))
        .replace("{runtime}", dialect.boundedJson("runtime"))
        .replace("{heartbeat}", dialect.timeText("heartbeat"))
        .replace("{created}", dialect.timeText("created_at"))
        .replace("{updated}", dialect.timeText("updated_at"))
        .replace("{now}", dialect.isoNow())
        .replace(
            "{capabilities}",
            hasCapabilities ? ", " + dialect.boundedJson("capabilities") + " AS capabilities" : "");
  }

  /**
   * Reads rows in order. Parameters: those of the conditions.
   *
   * @param conditions a WHERE clause that ends with a newline, or an empty text
   * @param isOneKind whether all rows are of one kind
   */
  String select(String conditions, boolean isOneKind) {
    return "SELECT "
        + columns()
        + "FROM "
        + dialect.table()
        + "\n"
        + conditions
        + orderBy(isOneKind);
  }

  /**
   * Reads the first rows. Parameters: those of the conditions and the number of rows. The subquery
   * keeps PostgreSQL from formatting the columns of rows that it then discards.
   */
  String selectFirst(String conditions, boolean isOneKind) {
    return "SELECT "
        + columns()
        + "FROM (SELECT * FROM "
        + dialect.table()
        + "\n"
        + conditions
        + orderBy(isOneKind)
        + "LIMIT ?) AS page\n"
        + orderBy(isOneKind);
  }

  private String orderBy(boolean isOneKind) {
    return isOneKind
        ? "ORDER BY " + dialect.sortKey("name") + "\n"
        : "ORDER BY " + dialect.sortKey("kind") + ", " + dialect.sortKey("name") + "\n";
  }
}
