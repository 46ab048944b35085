package io.noetl.runtime.schema;

import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is ordered by kind and name.
 *
 * @param limit how many components it holds at most
 * @param after the component before the first, as {@code kind/name}; null to begin with the first.
 *     It need not exist, so that pages stay right while others come and go
 */
public record ListPage(int limit, @Nullable String after) {

  /** The page that follows a component. */
  public static String key(RuntimeComponentInfo item) {
    return item.kind() + "/" + item.name();
  }

  /** The same page with one component more, if only to see whether there is one. */
  public ListPage withOneMore() {
    return limit == Integer.MAX_VALUE ? this : new ListPage(limit + 1, after);
  }

  /** The kind before the first; less than every kind where there is none. */
  public String afterKind() {
    int slash = after == null ? -1 : after.indexOf('/');
    return after == null || slash < 0 ? "" : after.substring(0, slash);
  }

  /** The name before the first. */
  public String afterName() {
    return after == null ? "" : after.substring(after.indexOf('/') + 1);
  }

  /** Whether a component comes after the one before the first. */
  public boolean isBehind(RuntimeComponentInfo item) {
    return after == null || item.key().compareTo(new ComponentKey(afterKind(), afterName())) > 0;
  }
}
