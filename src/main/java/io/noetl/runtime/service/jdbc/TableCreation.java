package io.noetl.runtime.service.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;

/** Makes the registry's table in a database that has none, all of it or nothing. */
public final class TableCreation {

  private final Connections connections;
  private final Dialect dialect;
  private final Duration patience;
  private final Consumer<String> trace;

  TableCreation(
      Connections connections, Dialect dialect, Duration patience, Consumer<String> trace) {
    this.connections = connections;
    this.dialect = dialect;
    this.patience = patience;
    this.trace = trace;
  }

  /** Gives whether the table was made now; one that is there is never touched. */
  public boolean run() {
    // A database that is made by being opened has its table then.
    boolean isNew = !dialect.databaseExists();
    return translated(this::runOn) || isNew;
  }

  /** Gives whether the table is there, and makes nothing. */
  public boolean isDone() {
    return dialect.databaseExists()
        && translated(connection -> {
          try (Statement statement = connection.createStatement()) {
            dialect.limit(statement, patience);
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
      dialect.limit(statement, patience);
      if (tableExists(statement)) {
        return false;
      }
      connection.setAutoCommit(false);
      try {
        runScript(statement);
        connection.commit();
      } catch (SQLException failure) {
        undo(connection, failure);
        // Of several who make it at once, one wins and the others stumble over what it made.
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
