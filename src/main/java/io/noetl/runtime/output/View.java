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
 * @param aside what a terminal shows apart; null for nothing
 */
public record View<T>(
    List<Column<T>> columns,
    Function<? super T, String> name,
    Function<? super T, ? extends Map<String, ? extends @Nullable Object>> document,
    Function<? super T, List<String>> summary,
    @Nullable Aside<T> aside) {

  public View {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a view needs a column");
    }
    columns = List.copyOf(columns);
  }

  /** A view that shows nothing apart. */
  public View(
      List<Column<T>> columns,
      Function<? super T, String> name,
      Function<? super T, ? extends Map<String, ? extends @Nullable Object>> document,
      Function<? super T, List<String>> summary) {
    this(columns, name, document, summary, null);
  }

  /** The same view with other columns. */
  public View<T> withColumns(List<Column<T>> newColumns) {
    return new View<>(newColumns, name, document, summary, aside);
  }

  /** The same view with other documents. */
  public View<T> withDocument(
      Function<? super T, ? extends Map<String, ? extends @Nullable Object>> newDocument) {
    return new View<>(columns, name, newDocument, summary, aside);
  }

  /** The same view with something apart. */
  public View<T> withAside(Aside<T> newAside) {
    return new View<>(columns, name, document, summary, newAside);
  }
}
