package io.noetl.runtime.cli.process;

/** What results go to, as it is at the moment: a terminal has a size, a pipe may have no reader. */
public interface Screen {

  /** The width of the terminal; 0 where there is none. */
  int columns();

  /** The height of the terminal; 0 where there is none. */
  int rows();

  /** Whether nobody will ever read what is written. */
  boolean isClosed();

  /**
   * Whether the terminal is this process's to draw on; a shell has it while we are in the
   * background.
   */
  boolean isInForeground();

  /** Gives the terminal back to the shell: stops the process until the shell lets it go on. */
  void suspend();
}
