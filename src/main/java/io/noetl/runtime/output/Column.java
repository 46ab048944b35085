package io.noetl.runtime.output;

import java.util.Locale;
import java.util.function.Function;

/**
 * One column of a table.
 *
 * @param header the name of the column in lower case, as CSV shows it
 * @param title what a table shows above it
 * @param wideOnly whether only wide tables and CSV show it
 * @param text the text of its cells on a terminal
 * @param piped the same for other tables, without blanks
 * @param color the colour of its cells on a terminal
 * @param field the field of CSV
 */
public record Column<T>(
    String header,
    String title,
    boolean wideOnly,
    Function<? super T, String> text,
    Function<? super T, String> piped,
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
    return new Column<>(
        header, header.toUpperCase(Locale.ROOT), false, text, text, item -> Paint.NONE, text);
  }

  /** A column of wide tables and CSV. */
  public static <T> Column<T> wide(String header, Function<? super T, String> text) {
    return Column.<T>of(header, text).inWide();
  }

  /** The same column of what another thing holds. */
  public <S> Column<S> in(Function<? super S, ? extends T> part) {
    return new Column<>(
        header,
        title,
        wideOnly,
        whole -> text.apply(part.apply(whole)),
        whole -> piped.apply(part.apply(whole)),
        whole -> color.apply(part.apply(whole)),
        whole -> field.apply(part.apply(whole)));
  }

  /** The same column of wide tables and CSV only. */
  public Column<T> inWide() {
    return new Column<>(header, title, true, text, piped, color, field);
  }

  /** The same column with another title. */
  public Column<T> titled(String newTitle) {
    return new Column<>(header, newTitle, wideOnly, text, piped, color, field);
  }

  /** The same column with cells in colour. */
  public Column<T> colored(Function<? super T, Paint> newColor) {
    return new Column<>(header, title, wideOnly, text, piped, newColor, field);
  }

  /** The same column with another text where the table is not on a terminal. */
  public Column<T> inPipes(Function<? super T, String> newPiped) {
    return new Column<>(header, title, wideOnly, text, newPiped, color, field);
  }

  /** The same column with another text for machines, which want to calculate with it. */
  public Column<T> inCsv(Function<? super T, String> newField) {
    return new Column<>(header, title, wideOnly, text, piped, color, newField);
  }
}
