package io.noetl.runtime.service.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs statements, and retries them while the database is busy. */
public final class SqlRunner implements AutoCloseable {

  /** How many rows of a stream are in memory at once. */
  static final int FETCH_SIZE = 100;

  private final Connections connections;
  private final Dialect dialect;
  private final Duration timeout;
  private final Duration streamTimeout;
  private final Consumer<String> trace;

  /**
   * A runner on a database.
   *
   * @param timeout how long a statement may take, and how long it is retried
   * @param streamTimeout how long a streamed statement may take until its first rows, and for each
   *     further fetch
   * @param trace receives each statement before it runs
   */
  public SqlRunner(
      Connections connections,
      Dialect dialect,
      Duration timeout,
      Duration streamTimeout,
      Consumer<String> trace) {
    this.connections = connections;
    this.dialect = dialect;
    this.timeout = timeout;
    this.streamTimeout = streamTimeout;
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
    RetryDeadline deadline = new RetryDeadline(timeout);
    while (true) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        dialect.setTimeout(statement, timeout);
        return answer(statement, binding, reading);
      } catch (SQLException failure) {
        if (!dialect.isBusy(failure) || deadline.hasPassed()) {
          throw failure;
        }
        deadline.pause();
      }
    }
  }

  /**
   * Runs a statement whose result may be of any length. Rows are fetched while they are read, so
   * the statement is only retried until the first row. (The driver does not prepare a statement
   * again within a transaction.)
   */
  public <T> T stream(String sql, Binding binding, Reading<T> reading) throws SQLException {
    trace.accept(sql);
    AtomicBoolean started = new AtomicBoolean();
    Reading<T> once =
        rows -> {
          started.set(true);
          return reading.of(rows);
        };
    return connections.apart(connection -> {
      RetryDeadline deadline = new RetryDeadline(timeout);
      while (true) {
        try {
          return stream(connection, sql, binding, once);
        } catch (SQLException failure) {
          if (started.get() || !dialect.isBusy(failure) || deadline.hasPassed()) {
            throw failure;
          }
          deadline.pause();
        }
      }
    });
  }

  private <T> T stream(Connection connection, String sql, Binding binding, Reading<T> reading)
      throws SQLException {
    // PostgreSQL's driver fetches rows in portions only within a transaction.
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_SIZE);
      if (streamTimeout.compareTo(timeout) > 0) {
        dialect.setLongerTimeout(statement, streamTimeout);
      } else {
        dialect.setTimeout(statement, timeout);
      }
      T result = answer(statement, binding, reading);
      finish(connection);
      return result;
    } catch (SQLException | RuntimeException | Error failure) {
      undo(connection, failure);
      throw failure;
    }
  }

  /** Runs a use of the database; translates its failure into an exception of the port. */
  public <T> T translated(Use<T> use) {
    try {
      return use.run();
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    }
  }

  /** An age in seconds, the unit of the statements. */
  public static double seconds(Duration age) {
    return age.toMillis() / 1000.0;
  }

  /** The creation of the table. */
  public TableCreation creation() {
    return new TableCreation(connections, dialect, timeout, trace);
  }

  @Override
  public void close() {
    connections.close();
  }

  private <T> T answer(PreparedStatement statement, Binding binding, Reading<T> reading)
      throws SQLException {
    binding.to(statement);
    try (ResultSet rows = statement.executeQuery()) {
      return reading.of(rows);
    }
  }

  /** Ends a read-only transaction. COMMIT may fail too, because the driver prepares it. */
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

  /** Reads a result. */
  public interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }
}
