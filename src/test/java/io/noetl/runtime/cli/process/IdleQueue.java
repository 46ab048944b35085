package io.noetl.runtime.cli.process;

import java.util.function.LongFunction;

/** A queue that passes output on directly. */
public final class IdleQueue implements OutputQueue {

  @Override
  public void begin(int mostBytes, LongFunction<String> notice) {}

  @Override
  public long dropped() {
    return 0;
  }
}
