package io.noetl.runtime.config;

/**
 * Text from outside as a sentence may show it: no controls that drive a terminal, no page of it.
 */
final class EscapedText {

  private static final int LONGEST = 120;

  private EscapedText() {}

  /** The text in double quotes, as the object of a sentence. */
  static String quoted(String text) {
    return '"' + of(text) + '"';
  }

  static String of(String text) {
    int end = Math.min(text.length(), LONGEST);
    StringBuilder escaped = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (drivesTerminal(c)) {
        escaped.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      } else {
        escaped.append(c);
      }
    }
    return end == text.length() ? escaped.toString() : escaped.append('…').toString();
  }

  /** Controls, and what reorders or breaks a line. */
  private static boolean drivesTerminal(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
