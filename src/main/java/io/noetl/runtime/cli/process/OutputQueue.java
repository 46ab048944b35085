package io.noetl.runtime.cli.process;

import java.util.function.LongFunction;

/** The queue for output of a long-running process, for times when its reader blocks. */
public interface OutputQueue {

  /**
   * Queues all further output, so that a slow reader does not block this process. Lines that do not
   * fit the queue are dropped.
   *
   * @param mostBytes the size of the queue
   * @param notice makes the line that reports the number of dropped lines
   */
  void begin(int mostBytes, LongFunction<String> notice);

  /** The number of lines dropped so far. */
  long dropped();
}
