package io.noetl.runtime;

import io.noetl.runtime.cli.process.Screen;

/** Standard output of this process; only what watches has the C library asked about it. */
final class ProcessScreen implements Screen {

  private final ProcessSignals signals;

  ProcessScreen(ProcessSignals signals) {
    this.signals = signals;
  }

  @Override
  public int columns() {
    return TerminalCalls.size(1);
  }

  @Override
  public int rows() {
    return TerminalCalls.size(0);
  }

  @Override
  public boolean isClosed() {
    return TerminalCalls.isClosed();
  }

  @Override
  public boolean isInForeground() {
    return TerminalCalls.isInForeground();
  }

  @Override
  public void suspend() {
    signals.asUsual("TSTP", TerminalCalls::stop);
  }
}
