package io.noetl.runtime.service.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The values of a row to write, one of many in a statement.
 *
 * @param newId its id if it is new
 * @param labels JSON, as are {@code runtime} and {@code capabilities}
 */
public record RowValues(
    long newId,
    String kind,
    String name,
    @Nullable String uri,
    String status,
    @Nullable String labels,
    @Nullable Integer capacity,
    String runtime,
    @Nullable String capabilities) {

  /** About how many characters a statement takes for the row. */
  public int length() {
    return name.length() + runtime.length() + length(uri) + length(labels) + length(capabilities);
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
