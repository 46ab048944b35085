package io.noetl.runtime.cli.process;

import java.util.function.LongFunction;

/** What the streams of a process that stays do while nobody reads them. */
public interface OutputQueue {

  /**
   * From now on whatever is written waits for its reader in a queue, so that no reader holds this
   * process up. What the queue has no room for is dropped in whole lines.
   *
   * @param mostBytes the room
   * @param notice makes the line that says how many were dropped, once it is read again
   */
  void begin(int mostBytes, LongFunction<String> notice);

  /** How many lines were dropped by now. */
  long dropped();
}
