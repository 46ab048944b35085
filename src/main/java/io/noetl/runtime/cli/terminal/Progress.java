package io.noetl.runtime.cli.terminal;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.process.MonotonicClock;
import io.noetl.runtime.text.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One line on a terminal's standard error that says what a slow command is doing. It appears after
 * a second and is erased at the end; where standard error is no terminal, nothing is shown.
 */
public final class Progress implements AutoCloseable {

  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int DEFAULT_COLUMNS = 80;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final @Nullable PrintWriter terminal;
  private final int columns;
  private final MonotonicClock time;
  private @Nullable Thread painter;
  private String wanted = "";
  private String painted = "";

  /**
   * A line that is not shown yet.
   *
   * @param terminal where it is shown; null for nowhere
   * @param columns the width of the terminal; 0 where it is unknown
   */
  Progress(@Nullable PrintWriter terminal, int columns, MonotonicClock time) {
    this.terminal = terminal;
    this.columns = columns == 0 ? DEFAULT_COLUMNS : columns;
    this.time = time;
  }

  /** The line of a command; none with {@code -q}, and with {@code -v}, which traces requests. */
  public static Progress on(Environment environment, OutputOptions output) {
    boolean isShown = environment.terminals().err() && !output.quiet && !output.verbose;
    return new Progress(
        isShown ? environment.err() : null,
        environment.terminals().columns(),
        environment.clock().time());
  }

  /** Sets the text of the line. */
  public synchronized void show(String text) {
    if (terminal == null) {
      return;
    }
    String line = Printable.escape(text);
    wanted = line.length() < columns ? line : line.substring(0, columns - 1);
    if (painter == null) {
      long begun = time.nanos();
      painter = Thread.ofPlatform().name("progress").daemon().start(() -> paint(begun));
    }
  }

  /** Erases the line before other output; it comes back by itself. */
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

  private void paint(long begun) {
    try {
      time.sleep(DELAY.minusNanos(time.nanos() - begun));
      while (repaint()) {
        time.sleep(INTERVAL);
      }
    } catch (InterruptedException closed) {
      // There is nothing left to show.
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
