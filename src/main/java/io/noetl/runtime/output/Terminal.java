package io.noetl.runtime.output;

/**
 * What standard output is connected to: whether a person watches it, how many columns it has (0
 * where that is unknown or meaningless), and whether colour is wanted.
 */
public record Terminal(boolean interactive, int columns, boolean color) {

  /** A file or a pipe. */
  public static final Terminal NONE = new Terminal(false, 0, false);

  public Terminal {
    if (columns < 0) {
      throw new IllegalArgumentException("a terminal cannot have " + columns + " columns");
    }
  }
}
