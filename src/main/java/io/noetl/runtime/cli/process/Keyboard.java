package io.noetl.runtime.cli.process;

import java.time.Duration;

/** The keys of the terminal on standard input. */
public interface Keyboard {

  /**
   * Has keys arrive one by one, without Enter and without showing on the screen.
   *
   * @return false where standard input is not a terminal
   */
  boolean take();

  /** Restores how the terminal treated keys before {@link #take}. */
  void giveBack();

  /**
   * Waits for keys, which are not read while this process is in the background.
   *
   * @return what was typed; nothing when nothing was typed in time
   */
  byte[] read(Duration longest) throws InterruptedException;
}
