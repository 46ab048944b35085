package io.noetl.runtime.cli.terminal;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.output.Printable;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * One line on a terminal's standard error that says what takes so long; it appears after a second
 * and is gone at the end. Elsewhere there is none.
 */
public final class Progress implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 1_000;
  private static final long PACE_MILLIS = 100;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final @Nullable PrintWriter terminal;
  private final int columns;
  private @Nullable Thread painter;
  private String wanted = "";
  private String painted = "";

  private Progress(@Nullable PrintWriter terminal, int columns) {
    this.terminal = terminal;
    this.columns = columns == 0 ? 80 : columns;
  }

  /** A line for whoever sits at the terminal, if anybody does and sees nothing else there. */
  public static Progress on(Environment environment, OutputOptions output) {
    boolean wanted = environment.terminals().err() && !output.quiet && !output.verbose;
    return new Progress(wanted ? environment.err() : null, environment.terminals().columns());
  }

  /** Says what is done now. */
  public synchronized void show(String text) {
    if (terminal == null) {
      return;
    }
    String line = Printable.escape(text);
    wanted = line.length() < columns ? line : line.substring(0, columns - 1);
    if (painter == null) {
      painter = Thread.ofPlatform().name("progress").daemon().start(this::paint);
    }
  }

  /** Takes the line away for something that is to stay; it comes back by itself. */
  public synchronized void hide() {
    if (terminal != null && !painted.isEmpty()) {
      terminal.print(CLEAR_LINE);
      terminal.flush();
      painted = "";
    }
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      running = painter;
      painter = null;
      hide();
    }
    if (running != null) {
      running.interrupt();
    }
  }

  private void paint() {
    try {
      Thread.sleep(PATIENCE_MILLIS);
      while (repaint()) {
        Thread.sleep(PACE_MILLIS);
      }
    } catch (InterruptedException ended) {
      // Nothing is to be shown any more.
    }
  }

  private synchronized boolean repaint() {
    if (terminal == null || painter != Thread.currentThread()) {
      return false;
    }
    if (!painted.equals(wanted)) {
      terminal.print(CLEAR_LINE + wanted);
      terminal.flush();
      painted = wanted;
    }
    return true;
  }
}
