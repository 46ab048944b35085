package io.noetl.runtime.output;

import io.noetl.runtime.text.Printable;
import java.io.PrintWriter;

/** A line of a difference: what its mark says, its colour says again on a terminal. */
public record MarkedLine(char mark, String text) {

  /** Prints the line, safe on a terminal. */
  public void print(boolean color, PrintWriter out) {
    String shown = (mark + " " + Printable.escape(text)).stripTrailing();
    out.append(color ? color().on(shown) : shown).append('\n');
  }

  private Paint color() {
    return switch (mark) {
      case '+' -> Paint.GREEN;
      case '-', '!' -> Paint.RED;
      case '~' -> Paint.YELLOW;
      default -> Paint.NONE;
    };
  }
}
