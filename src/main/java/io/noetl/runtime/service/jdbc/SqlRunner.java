package io.noetl.runtime.service.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs one statement at a time and tries it again while the database is busy. */
public final class SqlRunner implements AutoCloseable {

  /** How many rows of a stream are in memory at once, be they as large as lists show them. */
  static final int ROWS_AT_ONCE = 100;

  private final Connections connections;
  private final Dialect dialect;
  private final Duration patience;
  private final Duration streamPatience;
  private final Consumer<String> trace;

  /**
   * A runner on a database.
   *
   * @param patience how long a busy database is tried again
   * @param streamPatience how long a statement may take until its first rows come, and each further
   *     portion, where they are read as they come
   * @param trace takes each statement before it runs
   */
  public SqlRunner(
      Connections connections,
      Dialect dialect,
      Duration patience,
      Duration streamPatience,
      Consumer<String> trace) {
    this.connections = connections;
    this.dialect = dialect;
    this.patience = patience;
    this.streamPatience = streamPatience;
    this.trace = trace;
  }

  public Dialect dialect() {
    return dialect;
  }

  public String description() {
    return connections.description();
  }

  public Connections.Occupancy occupancy() {
    return connections.occupancy();
  }

  /** Runs a statement; gives what {@code reading} makes of its result. */
  public <T> T run(String sql, Binding binding, Reading<T> reading) throws SQLException {
    trace.accept(sql);
    return connections.with(connection -> answered(connection, sql, binding, reading));
  }

  /** The same for a statement that reads all rows: no change waits for its connection. */
  public <T> T runApart(String sql, Binding binding, Reading<T> reading) throws SQLException {
    trace.accept(sql);
    return connections.apart(connection -> answered(connection, sql, binding, reading));
  }

  private <T> T answered(Connection connection, String sql, Binding binding, Reading<T> reading)
      throws SQLException {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (true) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        dialect.limit(statement, patience);
        return answer(statement, binding, reading);
      } catch (SQLException failure) {
        if (!dialect.isBusy(failure) || System.nanoTime() > giveUp) {
          throw failure;
        }
        pause();
      }
    }
  }

  /**
   * The same for an answer of any length: the rows come as they are read, and so only once. Until
   * the first comes it is tried again; a driver that would prepare a statement anew does not do so
   * in a transaction.
   */
  public <T> T stream(String sql, Binding binding, Reading<T> reading) throws SQLException {
    trace.accept(sql);
    AtomicBoolean begun = new AtomicBoolean();
    Reading<T> once =
        rows -> {
          begun.set(true);
          return reading.of(rows);
        };
    return connections.apart(connection -> {
      long giveUp = System.nanoTime() + patience.toNanos();
      while (true) {
        try {
          return stream(connection, sql, binding, once);
        } catch (SQLException failure) {
          if (begun.get() || !dialect.isBusy(failure) || System.nanoTime() > giveUp) {
            throw failure;
          }
          pause();
        }
      }
    });
  }

  private <T> T stream(Connection connection, String sql, Binding binding, Reading<T> reading)
      throws SQLException {
    // PostgreSQL's driver reads rows in portions inside a transaction only.
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      if (streamPatience.compareTo(patience) > 0) {
        dialect.limitLonger(statement, streamPatience);
      } else {
        dialect.limit(statement, patience);
      }
      T result = answer(statement, binding, reading);
      finish(connection);
      return result;
    } catch (SQLException | RuntimeException | Error failure) {
      undo(connection, failure);
      throw failure;
    }
  }

  /** What a use of this gives, its failure in the words of the port. */
  public <T> T translated(Use<T> use) {
    try {
      return use.run();
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    }
  }

  /** An age in the unit of the statements. */
  public static double seconds(Duration age) {
    return age.toMillis() / 1000.0;
  }

  /** How the table is made. */
  public TableCreation creation() {
    return new TableCreation(connections, dialect, patience, trace);
  }

  @Override
  public void close() {
    connections.close();
  }

  /** Leaves the processor, and so the lock, to the process that holds it. */
  public static void pause() throws SQLException {
    try {
      Thread.sleep(5);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the database was busy", interrupted);
    }
  }

  private <T> T answer(PreparedStatement statement, Binding binding, Reading<T> reading)
      throws SQLException {
    binding.to(statement);
    try (ResultSet rows = statement.executeQuery()) {
      return reading.of(rows);
    }
  }

  /** Ends a transaction that has only read; the driver prepares COMMIT, too. */
  private void finish(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException failure) {
      if (!dialect.isBusy(failure)) {
        throw failure;
      }
      connection.rollback();
    }
    connection.setAutoCommit(true);
  }

  private static void undo(Connection connection, Throwable failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException another) {
      failure.addSuppressed(another);
    }
  }

  /** A use of the database. */
  public interface Use<T> {
    T run() throws SQLException;
  }

  /** Sets the parameters of a statement. */
  public interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  /** Takes what is wanted out of an answer. */
  public interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }
}
