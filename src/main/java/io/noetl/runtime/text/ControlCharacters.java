package io.noetl.runtime.text;

/** The characters that control a terminal or reorder the text around them. */
public final class ControlCharacters {

  private ControlCharacters() {}

  /** Whether a character is one of the C0 and C1 controls or DEL. */
  public static boolean isControl(int codePoint) {
    return Character.isISOControl(codePoint);
  }

  /** Whether output must escape a character: controls, bidirectional controls, line separators. */
  public static boolean isUnsafe(int codePoint) {
    if (codePoint < 0x061c) {
      return isControl(codePoint);
    }
    return codePoint == 0x061c // Arabic letter mark
        || codePoint == 0x200e // left-to-right mark
        || codePoint == 0x200f // right-to-left mark
        || (codePoint >= 0x2028 && codePoint <= 0x202e) // separators, embeddings, overrides
        || (codePoint >= 0x2066 && codePoint <= 0x2069); // isolates
  }

  /**
   * Whether a message must escape a character of a setting or a file: the unsafe ones, and all
   * other format characters, which are invisible but part of the value.
   */
  public static boolean isInvisible(int codePoint) {
    return isUnsafe(codePoint) || Character.getType(codePoint) == Character.FORMAT;
  }

  /** Appends a character as a backslash, {@code u} and four hexadecimal digits. */
  public static void appendEscape(char unsafe, StringBuilder escaped) {
    escaped.append("\\u").append(Integer.toHexString(0x10000 | unsafe), 1, 5);
  }
}
