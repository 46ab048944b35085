package io.noetl.runtime;

import io.noetl.runtime.cli.process.Keyboard;
import io.noetl.runtime.cli.process.Screen;
import io.noetl.runtime.posix.SignalCalls;
import io.noetl.runtime.posix.TerminalCalls;
import org.jspecify.annotations.Nullable;

/** Standard output of this process as a screen; only a watch needs it. */
final class ProcessScreen implements Screen {

  private static final int STANDARD_OUTPUT = 1;

  /** The signal of Ctrl-Z, as on every Linux that Java runs on. */
  private static final int TERMINAL_STOP = 20;

  private final ProcessSignals signals;
  private @Nullable Keyboard keyboard;

  ProcessScreen(ProcessSignals signals) {
    this.signals = signals;
  }

  @Override
  public int columns() {
    return TerminalCalls.columns(STANDARD_OUTPUT);
  }

  @Override
  public int rows() {
    return TerminalCalls.rows(STANDARD_OUTPUT);
  }

  @Override
  public boolean isClosed() {
    return TerminalCalls.isHungUp(STANDARD_OUTPUT);
  }

  @Override
  public boolean isInForeground() {
    return TerminalCalls.isOwn(TerminalCalls.foregroundGroup(STANDARD_OUTPUT));
  }

  @Override
  public synchronized Keyboard keyboard() {
    if (keyboard == null) {
      keyboard = new ProcessKeyboard();
    }
    return keyboard;
  }

  @Override
  public void suspend() {
    signals.withDefaultAction("TSTP", () -> SignalCalls.raise(TERMINAL_STOP));
  }
}
