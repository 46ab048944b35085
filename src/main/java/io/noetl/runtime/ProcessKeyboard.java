package io.noetl.runtime;

import io.noetl.runtime.cli.process.Keyboard;
import io.noetl.runtime.posix.FileCalls;
import io.noetl.runtime.posix.TerminalCalls;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys of the terminal on this process's standard input. */
final class ProcessKeyboard implements Keyboard {

  private static final int STANDARD_INPUT = 0;

  /** No descriptor: poll(2) waits. */
  private static final int NOTHING = -1;

  /** More than the longest sequence that a key sends. */
  private static final int MOST_BYTES = 256;

  private byte @Nullable [] before;

  @Override
  public synchronized boolean take() {
    byte[] found = before == null ? TerminalCalls.modes(STANDARD_INPUT) : before;
    if (found == null) {
      return false;
    }
    before = found;
    // Again after a return to the foreground: the shell has its own modes.
    TerminalCalls.setModes(STANDARD_INPUT, TerminalCalls.keyByKey(found));
    return true;
  }

  @Override
  public synchronized void giveBack() {
    byte[] found = before;
    before = null;
    // In the background it would stop the process, and the shell has set its own modes.
    if (found != null && isInForeground()) {
      TerminalCalls.setModes(STANDARD_INPUT, found);
    }
  }

  private synchronized boolean isTaken() {
    return before != null;
  }

  private static boolean isInForeground() {
    return TerminalCalls.isOwn(TerminalCalls.foregroundGroup(STANDARD_INPUT));
  }

  @Override
  public byte[] read(Duration longest) {
    int millis = (int) longest.toMillis();
    boolean isOurs = isTaken() && isInForeground();
    boolean waited = isOurs && TerminalCalls.awaitInput(STANDARD_INPUT, millis);
    if (waited && isTaken() && isInForeground()) {
      byte[] typed = FileCalls.read(STANDARD_INPUT, MOST_BYTES);
      if (typed.length > 0) {
        return typed;
      }
      // A terminal that is gone is readable all the time.
      isOurs = false;
    }
    if (!isOurs) {
      TerminalCalls.awaitInput(NOTHING, millis);
    }
    return new byte[0];
  }
}
