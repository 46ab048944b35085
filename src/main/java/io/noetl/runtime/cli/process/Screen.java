package io.noetl.runtime.cli.process;

/** The current state of standard output: the size of a terminal, whether a pipe has a reader. */
public interface Screen {

  /** The width of the terminal; 0 where there is none. */
  int columns();

  /** The height of the terminal; 0 where there is none. */
  int rows();

  /** Whether the reader has closed the output. */
  boolean isClosed();

  /** Whether this process is in the foreground of the terminal and may draw on it. */
  boolean isInForeground();

  /** The keys of the terminal. */
  Keyboard keyboard();

  /** Stops the process, as Ctrl-Z does, until the shell continues it. */
  void suspend();
}
