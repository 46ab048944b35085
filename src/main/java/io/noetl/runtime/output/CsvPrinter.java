package io.noetl.runtime.output;

import io.noetl.runtime.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints comma-separated values after RFC 4180, but with {@code \n} as Unix tools expect it. */
final class CsvPrinter implements Printer {

  private final boolean raw;

  /**
   * A printer.
   *
   * @param raw whether cells that a spreadsheet would run are left as they are
   */
  CsvPrinter(boolean raw) {
    this.raw = raw;
  }

  @Override
  public <T> void list(List<T> items, ObjectNode envelope, View<T> view, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    if (view.headers()) {
      for (Column<T> column : view.columns()) {
        appendField(column.header(), line);
      }
      endLine(line, out);
    }
    for (T item : items) {
      for (Column<T> column : view.columns()) {
        appendField(column.field().apply(item), line);
      }
      endLine(line, out);
    }
  }

  @Override
  public <T> void one(T item, View<T> view, PrintWriter out) {
    list(List.of(item), JsonNodeFactory.instance.objectNode(), view, out);
  }

  // Every field is followed by a comma, the last of which becomes the line end.
  private void appendField(String text, StringBuilder line) {
    String printable = Printable.escape(text);
    String field = !raw && isFormula(printable) ? "'" + printable : printable;
    if (field.indexOf(',') < 0 && field.indexOf('"') < 0) {
      line.append(field).append(',');
      return;
    }
    line.append('"');
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '"') {
        line.append('"');
      }
      line.append(c);
    }
    line.append("\",");
  }

  /** Whether a spreadsheet would take it for a formula; a negative number is none. */
  private static boolean isFormula(String field) {
    if (field.length() < 2 || "=+-@".indexOf(field.charAt(0)) < 0) {
      return false;
    }
    boolean isNumber = field.charAt(0) == '-';
    for (int i = 1; isNumber && i < field.length(); i++) {
      char c = field.charAt(i);
      isNumber = (c >= '0' && c <= '9') || c == '.';
    }
    return !isNumber;
  }

  private static void endLine(StringBuilder line, PrintWriter out) {
    line.setCharAt(line.length() - 1, '\n');
    out.append(line);
    line.setLength(0);
  }
}
