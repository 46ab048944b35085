package io.noetl.runtime.output;

import io.noetl.runtime.text.DisplayWidth;
import io.noetl.runtime.text.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Prints a table of aligned columns, or the summary of a single thing. */
final class TablePrinter implements Printer {

  private static final int GAP = 2;

  /** A cell that is no wider is never cut. */
  private static final int LEAST = 16;

  /** A wider cell is cut in every table: each other row would be filled up with blanks to it. */
  private static final int MOST = 2_048;

  private final boolean wide;
  private final Terminal terminal;
  private int hiddenColumns;

  TablePrinter(boolean wide, Terminal terminal) {
    this.wide = wide;
    this.terminal = terminal;
  }

  @Override
  public <T> void list(List<T> items, ObjectNode envelope, View<T> view, PrintWriter out) {
    List<Column<T>> columns = shown(view.columns());
    List<List<Cell>> rows = new ArrayList<>(items.size() + 1);
    if (view.headers()) {
      rows.add(header(columns));
    }
    List<T> rest = new ArrayList<>(items);
    List<Apart<T>> apart = new ArrayList<>();
    if (terminal.interactive()) {
      for (TableSection<T> aside : view.asides()) {
        Apart<T> taken = Apart.from(rest, aside);
        if (!taken.items.isEmpty()) {
          apart.add(taken);
        }
      }
    }
    for (T item : rest) {
      rows.add(row(item, columns));
    }
    int first = rows.size();
    for (Apart<T> taken : apart) {
      for (T item : taken.items) {
        rows.add(row(item, columns));
      }
    }
    int[] widths = widths(columns.size(), rows);
    int fitting = fitting(widths);
    int[] halved = Arrays.stream(widths).map(width -> Math.min(width, half())).toArray();
    if (fitting(halved) > fitting) {
      // One long name must not hide the status of all rows.
      widths = halved;
      fitting = fitting(halved);
    }
    hiddenColumns = widths.length - fitting;
    appendRows(rows.subList(0, first), widths, fitting, out);
    for (Apart<T> taken : apart) {
      out.append(first > (view.headers() ? 1 : 0) ? "\n" : "");
      out.append(Printable.escape(taken.aside.heading().apply(taken.items))).append('\n');
      appendRows(rows.subList(first, first + taken.items.size()), widths, fitting, out);
      first += taken.items.size();
    }
  }

  /** What is shown apart. */
  private record Apart<T>(TableSection<T> aside, List<T> items) {

    /** Takes the things of an aside out of the others. */
    static <T> Apart<T> from(List<T> others, TableSection<T> aside) {
      List<T> items = others.stream().filter(aside.apart()).toList();
      others.removeIf(aside.apart());
      return new Apart<>(aside, items);
    }
  }

  private static void appendRows(
      List<List<Cell>> rows, int[] widths, int columns, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (List<Cell> row : rows) {
      appendRow(row.subList(0, columns), widths, line);
      out.append(line.append('\n'));
      line.setLength(0);
    }
  }

  /** How many columns from the left a terminal has room for: at least one, and all elsewhere. */
  private int fitting(int[] widths) {
    if (wide || !terminal.interactive() || terminal.columns() == 0) {
      return widths.length;
    }
    int fitting = 1;
    int used = widths[0];
    while (fitting < widths.length && used + GAP + widths[fitting] <= terminal.columns()) {
      used += GAP + widths[fitting++];
    }
    return fitting;
  }

  @Override
  public int hiddenColumns() {
    return hiddenColumns;
  }

  private int half() {
    return Math.max(LEAST, terminal.columns() / 2 - 1);
  }

  @Override
  public <T> void one(T item, View<T> view, PrintWriter out) {
    for (String line : view.summary().apply(item)) {
      out.append(Printable.escape(line)).append('\n');
    }
  }

  private <T> List<Column<T>> shown(List<Column<T>> columns) {
    if (wide) {
      return columns;
    }
    List<Column<T>> shown = new ArrayList<>(columns.size());
    for (Column<T> column : columns) {
      if (!column.wideOnly()) {
        shown.add(column);
      }
    }
    return shown;
  }

  private <T> List<Cell> header(List<Column<T>> columns) {
    List<Cell> cells = new ArrayList<>(columns.size());
    for (Column<T> column : columns) {
      // Tools that split at blanks find as many titles as cells.
      String title = terminal.interactive() ? column.title() : column.title().replace(' ', '_');
      cells.add(Cell.of(title, Paint.NONE));
    }
    return cells;
  }

  private <T> List<Cell> row(T item, List<Column<T>> columns) {
    List<Cell> cells = new ArrayList<>(columns.size());
    for (Column<T> column : columns) {
      Paint color = terminal.color() ? column.color().apply(item) : Paint.NONE;
      String text = terminal.interactive() ? column.text().apply(item) : column.piped().apply(item);
      cells.add(Cell.of(text, color));
    }
    return cells;
  }

  private static int[] widths(int columns, List<List<Cell>> rows) {
    int[] widths = new int[columns];
    for (List<Cell> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).width());
      }
    }
    return widths;
  }

  private static void appendRow(List<Cell> row, int[] widths, StringBuilder line) {
    int last = row.size() - 1;
    for (int i = 0; i <= last; i++) {
      Cell cell = row.get(i).within(widths[i]);
      cell.color().paint(cell.text(), line);
      if (i < last) {
        line.repeat(' ', widths[i] - cell.width() + GAP);
      }
    }
  }

  /**
   * A text that is safe on a terminal, its columns there and its colour; null where none is wanted.
   */
  private record Cell(String text, int width, Paint color) {

    // Never blank, so that tools that split at spaces find every column.
    static Cell of(String value, Paint color) {
      String shown = Printable.escape(value).strip();
      String text = shown.isEmpty() ? "-" : shown;
      return new Cell(text, DisplayWidth.of(text), color).within(MOST);
    }

    /** The same, cut off where it is wider. */
    Cell within(int most) {
      if (width <= most) {
        return this;
      }
      String cut = DisplayWidth.cut(text, most);
      return new Cell(cut, DisplayWidth.of(cut), color);
    }
  }
}
