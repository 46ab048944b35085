package io.noetl.runtime.output;

import java.io.PrintWriter;

/** A line of a difference: what its mark says, its colour says again on a terminal. */
public record MarkedLine(char mark, String text) {

  /** Prints the line, safe on a terminal. */
  public void print(boolean color, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    String shown = (mark + " " + Printable.escape(text)).stripTrailing();
    style(color).paint(shown, line);
    out.append(line.append('\n'));
  }

  private Style style(boolean color) {
    if (!color) {
      return Style.PLAIN;
    }
    return switch (mark) {
      case '+' -> Style.of(Hue.GREEN);
      case '-', '!' -> Style.of(Hue.RED);
      case '~' -> Style.of(Hue.YELLOW);
      default -> Style.PLAIN;
    };
  }
}
