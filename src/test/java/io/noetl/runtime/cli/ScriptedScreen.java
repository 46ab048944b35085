package io.noetl.runtime.cli;

/** A terminal whose size and end a test decides. */
final class ScriptedScreen implements Screen {

  private int columns;
  private int rows;
  private boolean closed;
  private int suspensions;

  ScriptedScreen(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  void resize(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
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
  public void suspend() {
    suspensions++;
  }
}
