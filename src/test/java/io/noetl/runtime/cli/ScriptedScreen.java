package io.noetl.runtime.cli;

/** A terminal whose size and end a test decides. */
final class ScriptedScreen implements Screen {

  private int columns;
  private int rows;
  private boolean closed;
  private int suspensions;
  private boolean background;

  ScriptedScreen(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  void resize(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
  }

  /** What a shell does with bg and fg, without a word. */
  void moveToBackground(boolean there) {
    background = there;
  }

  void close() {
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
  int suspensions() {
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
  public void suspend() {
    suspensions++;
  }
}
