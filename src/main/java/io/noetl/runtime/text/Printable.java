package io.noetl.runtime.text;

/**
 * Escapes text from outside, so that it cannot control a terminal or reorder the text around it.
 */
public final class Printable {

  private Printable() {}

  /**
   * The text with control characters, bidirectional controls, line separators, byte order marks,
   * non-characters and lone surrogates escaped as {@code \n}, {@code \r}, {@code \t} or a
   * backslash, {@code u} and four hexadecimal digits; the same instance where there are none.
   */
  public static String escape(String text) {
    int unsafe = nextUnsafe(text, 0);
    if (unsafe == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    int start = 0;
    while (unsafe < text.length()) {
      escaped.append(text, start, unsafe);
      appendEscape(text.charAt(unsafe), escaped);
      start = unsafe + 1;
      unsafe = nextUnsafe(text, start);
    }
    return escaped.append(text, start, text.length()).toString();
  }

  /** The text with control characters alone escaped, for what another program reads. */
  public static String escapeControls(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (ControlCharacters.isControl(c)) {
        appendEscape(c, escaped);
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  public static boolean isPrintable(String text) {
    return nextUnsafe(text, 0) == text.length();
  }

  private static int nextUnsafe(String text, int from) {
    int i = from;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (isUnsafe(codePoint)) {
        return i;
      }
      i += Character.charCount(codePoint);
    }
    return i;
  }

  // All of them are single chars, a surrogate only where its other half is missing.
  private static boolean isUnsafe(int codePoint) {
    // Tests for ASCII first, so that usual output need not load the rule.
    if (codePoint >= ' ' && codePoint <= '~') {
      return false;
    }
    return ControlCharacters.isUnsafe(codePoint)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
        || codePoint == 0xfeff // byte order mark
        || codePoint == 0xfffe
        || codePoint == 0xffff;
  }

  private static void appendEscape(char unsafe, StringBuilder escaped) {
    switch (unsafe) {
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      default -> ControlCharacters.appendEscape(unsafe, escaped);
    }
  }
}
