package io.noetl.runtime.output;

import org.jline.jansi.Ansi;

/**
 * A colour of a terminal, as jansi writes it; the text alone must say the same. Whether any is
 * wanted is decided before: a command that prints none does not load jansi, whose own enumeration a
 * column's function would already load.
 */
public enum Paint {
  NONE,
  RED,
  GREEN,
  YELLOW,
  CYAN;

  /** A text in this colour. */
  public String on(String text) {
    StringBuilder line = new StringBuilder();
    paint(text, line);
    return line.toString();
  }

  void paint(String text, StringBuilder line) {
    if (this == NONE) {
      line.append(text);
    } else {
      // Not Ansi.ansi(), which reads a system property for whether to use colors. A reset is
      // written with the text that follows it, be it empty.
      new Ansi(line).fg(Ansi.Color.valueOf(name())).a(text).reset().a("");
    }
  }
}
