package io.noetl.runtime.service.store;

import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.service.jdbc.Dialect;
import io.noetl.runtime.service.jdbc.SqlRunner;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The statement that reads a list or a page of it. Its conditions are those that both engines
 * evaluate exactly as {@link RuntimeListQuery#matches} does; the reader applies the others.
 */
final class ListStatement implements SqlRunner.Binding {

  private final @Nullable RuntimeKind kind;
  private final @Nullable String name;
  private final @Nullable String status;
  private final @Nullable ListPage page;
  private final boolean isLimited;

  ListStatement(RuntimeListQuery query, @Nullable ListPage page) {
    this.kind = query.kind();
    this.name = query.name();
    this.status = plain(query.status());
    this.page = page;
    boolean decidesAll =
        query.glob() == null
            && query.runtime() == null
            && (query.status() == null || status != null)
            && query.labels().equals(LabelSelector.EVERYTHING)
            && query.leases();
    this.isLimited = page != null && decidesAll;
  }

  /**
   * A status in lower case that an engine compares as Java does; null for another. Engines fold the
   * case of ASCII only, and the Kelvin sign is the one other letter whose lower case is ASCII.
   */
  private static @Nullable String plain(@Nullable String status) {
    String folded = status == null ? null : status.toLowerCase(Locale.ROOT);
    return folded != null && folded.chars().allMatch(c -> c > 0 && c < 0x80 && c != 'k')
        ? folded
        : null;
  }

  /** The maximum number of matching rows. */
  int most() {
    return page == null ? Integer.MAX_VALUE : page.limit();
  }

  String sql(Dialect dialect, SelectSql select) {
    StringBuilder conditions = new StringBuilder();
    add(conditions, kind != null, "kind = ?");
    add(conditions, name != null, "name = ?");
    add(conditions, status != null, "lower(" + dialect.sortKey("status") + ") = ?");
    add(
        conditions,
        page != null && page.after() != null,
        "(" + dialect.sortKey("kind") + ", " + dialect.sortKey("name") + ") > (?, ?)");
    return isLimited
        ? select.selectFirst(conditions.toString(), kind != null)
        : select.select(conditions.toString(), kind != null);
  }

  private static void add(StringBuilder conditions, boolean isWanted, String condition) {
    if (isWanted) {
      conditions.append(conditions.isEmpty() ? "WHERE " : "  AND ").append(condition).append('\n');
    }
  }

  @Override
  public void to(PreparedStatement statement) throws SQLException {
    int next = 1;
    if (kind != null) {
      statement.setString(next++, kind.word());
    }
    if (name != null) {
      statement.setString(next++, name);
    }
    if (status != null) {
      statement.setString(next++, status);
    }
    if (page != null && page.after() != null) {
      statement.setString(next++, page.afterKind());
      statement.setString(next++, page.afterName());
    }
    if (isLimited && page != null) {
      statement.setInt(next, page.limit());
    }
  }
}
