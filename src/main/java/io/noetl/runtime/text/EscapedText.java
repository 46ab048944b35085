package io.noetl.runtime.text;

/**
 * Text from settings and files as a message may show it: without invisible characters, and cut at a
 * length.
 */
public final class EscapedText {

  private static final int LONGEST = 120;

  private EscapedText() {}

  /** The text in double quotes, as the object of a sentence. */
  public static String quoted(String text) {
    return '"' + of(text) + '"';
  }

  public static String of(String text) {
    int end = Math.min(text.length(), LONGEST);
    StringBuilder escaped = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (ControlCharacters.isInvisible(c)) {
        ControlCharacters.appendEscape(c, escaped);
      } else {
        escaped.append(c);
      }
    }
    return end == text.length() ? escaped.toString() : escaped.append('…').toString();
  }
}
