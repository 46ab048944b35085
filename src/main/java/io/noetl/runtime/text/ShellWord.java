package io.noetl.runtime.text;

/** A text as one word of a shell command line. */
public final class ShellWord {

  private static final String PLAIN = "-_./:@%+,=";

  private ShellWord() {}

  public static String of(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
    return plain ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
