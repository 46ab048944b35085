package io.noetl.runtime.service.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;

/** Creates the registry's table in one transaction. */
public final class TableCreation {

  private final Connections connections;
  private final Dialect dialect;
  private final Duration timeout;
  private final Consumer<String> trace;

  TableCreation(
      Connections connections, Dialect dialect, Duration timeout, Consumer<String> trace) {
    this.connections = connections;
    this.dialect = dialect;
    this.timeout = timeout;
    this.trace = trace;
  }

  /** Creates the table unless it exists; returns whether it was created. */
  public boolean run() {
    // Opening a new SQLite file creates its table.
    boolean isNew = !dialect.databaseExists();
    return translated(this::runOn) || isNew;
  }

  /** Whether the table exists; creates nothing. */
  public boolean isDone() {
    return dialect.databaseExists()
        && translated(connection -> {
          try (Statement statement = connection.createStatement()) {
            dialect.setTimeout(statement, timeout);
            return tableExists(statement);
          }
        });
  }

  private boolean translated(Connections.Work<Boolean> work) {
    try {
      return connections.with(work);
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    }
  }

  private boolean runOn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      dialect.setTimeout(statement, timeout);
      if (tableExists(statement)) {
        return false;
      }
      connection.setAutoCommit(false);
      try {
        runScript(statement);
        connection.commit();
      } catch (SQLException failure) {
        undo(connection, failure);
        // If several processes create it at once, one succeeds and the others find it created.
        if (!dialect.isConnectionLost(failure) && tableExists(statement)) {
          return false;
        }
        throw failure;
      }
      connection.setAutoCommit(true);
      return true;
    }
  }

  private void runScript(Statement statement) throws SQLException {
    for (String part : dialect.creationScript()) {
      trace.accept(part);
      statement.execute(part);
      SQLWarning notice = statement.getWarnings();
      if (notice != null && dialect.isDuplicateTable(notice)) {
        throw notice;
      }
    }
  }

  private boolean tableExists(Statement statement) throws SQLException {
    try (ResultSet answer = statement.executeQuery(dialect.tableExists())) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  private static void undo(Connection connection, SQLException failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException another) {
      failure.addSuppressed(another);
    }
  }
}
