package io.noetl.runtime.output;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How things of one type are shown.
 *
 * @param columns the columns of a table
 * @param name the word by which other commands find the thing again
 * @param document the plain values that JSON and YAML show
 * @param summary the lines that a person reads about a single thing
 */
public record View<T>(
    List<Column<T>> columns,
    Function<? super T, String> name,
    Function<? super T, ? extends Map<String, ? extends @Nullable Object>> document,
    Function<? super T, List<String>> summary) {

  public View {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a view needs a column");
    }
    columns = List.copyOf(columns);
  }
}
