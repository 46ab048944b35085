package io.noetl.runtime.text;

/** A text as one word of a shell command line. */
public final class ShellWord {

  private static final String PLAIN = "-_./:@%+,=";

  private ShellWord() {}

  /** The text, quoted where it holds other characters than plain ones. */
  public static String of(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
    return plain ? text : quoted(text);
  }

  /** The text in single quotes. */
  public static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
