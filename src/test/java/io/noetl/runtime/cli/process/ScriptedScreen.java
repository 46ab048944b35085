package io.noetl.runtime.cli.process;

/** A terminal whose size and state a test sets. */
public final class ScriptedScreen implements Screen {

  private int columns;
  private int rows;
  private boolean closed;
  private int suspensions;
  private boolean background;
  private final ScriptedKeyboard keyboard = new ScriptedKeyboard();

  public ScriptedScreen(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  public void resize(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
  }

  /** What a shell does with bg and fg, without a word. */
  public void moveToBackground(boolean there) {
    background = there;
  }

  public void close() {
    closed = true;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public int rows() {
    return rows;
  }

  /** How often the process was stopped. */
  public int suspensions() {
    return suspensions;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isInForeground() {
    return !background;
  }

  @Override
  public ScriptedKeyboard keyboard() {
    return keyboard;
  }

  @Override
  public void suspend() {
    suspensions++;
  }
}
