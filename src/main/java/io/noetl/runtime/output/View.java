package io.noetl.runtime.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * How things of one type are shown.
 *
 * @param columns the columns of a table
 * @param name the word by which other commands find the thing again
 * @param document the object that JSON and YAML show
 * @param summary the lines that a person reads about a single thing
 * @param headers whether tables and CSV begin with the names of the columns
 * @param asides what a terminal shows apart; a thing is shown with the first that it belongs to
 */
public record View<T>(
    List<Column<T>> columns,
    Function<? super T, String> name,
    Function<? super T, ObjectNode> document,
    Function<? super T, List<String>> summary,
    boolean headers,
    List<TableSection<T>> asides) {

  public View {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a view needs a column");
    }
    columns = List.copyOf(columns);
    asides = List.copyOf(asides);
  }

  /** A view that shows nothing apart. */
  public View(
      List<Column<T>> columns,
      Function<? super T, String> name,
      Function<? super T, ObjectNode> document,
      Function<? super T, List<String>> summary) {
    this(columns, name, document, summary, true, List.of());
  }

  /** The same view with other columns. */
  public View<T> withColumns(List<Column<T>> newColumns) {
    return new View<>(newColumns, name, document, summary, headers, asides);
  }

  /** The same view without the names of the columns. */
  public View<T> withoutHeaders() {
    return new View<>(columns, name, document, summary, false, asides);
  }

  /** The same view with other documents. */
  public View<T> withDocument(Function<? super T, ObjectNode> newDocument) {
    return new View<>(columns, name, newDocument, summary, headers, asides);
  }

  /** The same view with something apart, before what is apart already. */
  public View<T> withAside(TableSection<T> first) {
    List<TableSection<T>> all = new ArrayList<>(List.of(first));
    all.addAll(asides);
    return new View<>(columns, name, document, summary, headers, all);
  }
}
