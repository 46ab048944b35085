package io.noetl.runtime.output;

/** How a text is set off on a terminal; the text alone must say the same without it. */
public record Style(Hue hue, boolean dim) {

  /** The style that adds nothing. */
  public static final Style PLAIN = new Style(Hue.DEFAULT, false);

  /** A style of full brightness. */
  public static Style of(Hue hue) {
    return new Style(hue, false);
  }

  /** The same colour, faint. */
  public Style dimmed() {
    return new Style(hue, true);
  }

  /** A text in this style. */
  public String painted(String text) {
    StringBuilder line = new StringBuilder();
    paint(text, line);
    return line.toString();
  }

  void paint(String text, StringBuilder line) {
    if (hue == Hue.DEFAULT && !dim) {
      line.append(text);
      return;
    }
    line.append("\u001b[");
    if (dim) {
      line.append("2;");
    }
    line.append(hue.code()).append('m').append(text).append("\u001b[0m");
  }
}
