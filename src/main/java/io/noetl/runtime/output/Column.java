package io.noetl.runtime.output;

import java.util.Locale;
import java.util.function.Function;

/**
 * One column of a table: its lower-case header, whether only wide tables and CSV show it, the text
 * of its cells, their colour on a terminal, and the field of CSV.
 */
public record Column<T>(
    String header,
    boolean wideOnly,
    Function<? super T, String> text,
    Function<? super T, Paint> color,
    Function<? super T, String> field) {

  public Column {
    if (header.isBlank()) {
      throw new IllegalArgumentException("a column needs a header");
    }
    header = header.toLowerCase(Locale.ROOT);
  }

  /** A column of every table. */
  public static <T> Column<T> of(String header, Function<? super T, String> text) {
    return new Column<>(header, false, text, item -> Paint.NONE, text);
  }

  /** A column of wide tables and CSV. */
  public static <T> Column<T> wide(String header, Function<? super T, String> text) {
    return new Column<>(header, true, text, item -> Paint.NONE, text);
  }

  /** The same column of what another thing holds. */
  public <S> Column<S> in(Function<? super S, ? extends T> part) {
    return new Column<>(
        header,
        wideOnly,
        whole -> text.apply(part.apply(whole)),
        whole -> color.apply(part.apply(whole)),
        whole -> field.apply(part.apply(whole)));
  }

  /** The same column with cells in colour. */
  public Column<T> colored(Function<? super T, Paint> newColor) {
    return new Column<>(header, wideOnly, text, newColor, field);
  }

  /** The same column with another text for machines, which want to calculate with it. */
  public Column<T> inCsv(Function<? super T, String> newField) {
    return new Column<>(header, wideOnly, text, color, newField);
  }
}
