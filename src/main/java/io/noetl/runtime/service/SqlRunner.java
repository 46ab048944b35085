package io.noetl.runtime.service;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs one statement at a time and tries it again while the database is busy. */
final class SqlRunner implements AutoCloseable {

  /** How many rows of a stream are in memory at once, be they as large as lists show them. */
  static final int ROWS_AT_ONCE = 100;

  private final Connections connections;
  private final Dialect dialect;
  private final Duration patience;
  private final Duration streamPatience;
  private final Consumer<String> trace;
  private final Map<String, String> statements = new ConcurrentHashMap<>();

  /** The same for a table that lacks the column. */
  private final Map<String, String> incapable = new ConcurrentHashMap<>();

  private volatile boolean hasCapabilities = true;

  /**
   * A runner on a database.
   *
   * @param patience how long a busy database is tried again
   * @param streamPatience how long a statement may take until its first rows come, and each further
   *     portion, where they are read as they come
   * @param trace takes each statement before it runs
   */
  SqlRunner(
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

  Dialect dialect() {
    return dialect;
  }

  String description() {
    return connections.description();
  }

  /** Whether the table may have a column {@code capabilities}; none has shown that it does not. */
  boolean mayHaveCapabilities() {
    return hasCapabilities;
  }

  Connections.Occupancy occupancy() {
    return connections.occupancy();
  }

  /** What {@code reading} makes of the answer to a statement of {@link ComponentSql}. */
  <T> T run(String template, Binding binding, Reading<T> reading) throws SQLException {
    boolean capable = hasCapabilities;
    try {
      return runTraced(traced(template, capable), capable, binding, reading);
    } catch (SQLException failure) {
      forgetCapabilities(capable, failure);
      return runTraced(traced(template, false), false, binding, reading);
    }
  }

  /** The same for a statement that is made of names from the database, which may hold braces. */
  <T> T runAsIs(String sql, Binding binding, Reading<T> reading) throws SQLException {
    trace.accept(sql);
    return runTraced(sql, true, binding, reading);
  }

  /** The same for a statement that looks at all rows: no change waits for its connection. */
  <T> T count(String template, Binding binding, Reading<T> reading) throws SQLException {
    String sql = traced(template, true);
    return connections.apart(connection -> answered(connection, sql, true, binding, reading));
  }

  private <T> T runTraced(String sql, boolean capable, Binding binding, Reading<T> reading)
      throws SQLException {
    return connections.with(connection -> answered(connection, sql, capable, binding, reading));
  }

  private <T> T answered(
      Connection connection, String sql, boolean capable, Binding binding, Reading<T> reading)
      throws SQLException {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (true) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        dialect.limit(statement, patience);
        return answer(statement, binding, capable, reading);
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
  <T> T stream(String template, Binding binding, Reading<T> reading) throws SQLException {
    boolean capable = hasCapabilities;
    try {
      return stream(template, capable, binding, reading);
    } catch (SQLException failure) {
      forgetCapabilities(capable, failure);
      return stream(template, false, binding, reading);
    }
  }

  private <T> T stream(String template, boolean capable, Binding binding, Reading<T> reading)
      throws SQLException {
    String sql = traced(template, capable);
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
          return stream(connection, sql, binding, capable, once);
        } catch (SQLException failure) {
          if (begun.get() || !dialect.isBusy(failure) || System.nanoTime() > giveUp) {
            throw failure;
          }
          pause();
        }
      }
    });
  }

  private <T> T stream(
      Connection connection, String sql, Binding binding, boolean capable, Reading<T> reading)
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
      T result = answer(statement, binding, capable, reading);
      finish(connection);
      return result;
    } catch (SQLException | RuntimeException | Error failure) {
      undo(connection, failure);
      throw failure;
    }
  }

  /** What a use of this gives, its failure in the words of the port. */
  <T> T translated(Use<T> use) {
    try {
      return use.run();
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    }
  }

  /** An age in the unit of the statements. */
  static double seconds(Duration age) {
    return age.toMillis() / 1000.0;
  }

  /** How the table is made. */
  TableCreation creation() {
    return new TableCreation(connections, dialect, patience, trace);
  }

  @Override
  public void close() {
    connections.close();
  }

  /** Leaves the processor, and so the lock, to the process that holds it. */
  static void pause() throws SQLException {
    try {
      Thread.sleep(5);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the database was busy", interrupted);
    }
  }

  private String traced(String template, boolean capable) {
    String sql =
        (capable ? statements : incapable)
            .computeIfAbsent(template, said -> ComponentSql.in(dialect, said, capable));
    trace.accept(sql);
    return sql;
  }

  /**
   * Goes on where a statement failed because the table lacks the column: to look before would cost
   * every command a round trip for the sake of tables that hardly anybody has.
   *
   * @throws SQLException the failure, where it is another
   */
  private void forgetCapabilities(boolean capable, SQLException failure) throws SQLException {
    if (!capable || !dialect.lacksCapabilities(failure)) {
      throw failure;
    }
    hasCapabilities = false;
  }

  private <T> T answer(
      PreparedStatement statement, Binding binding, boolean capable, Reading<T> reading)
      throws SQLException {
    binding.to(statement, capable);
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
  interface Use<T> {
    T run() throws SQLException;
  }

  /** Sets the parameters of a statement. */
  interface Binding {
    void to(PreparedStatement statement) throws SQLException;

    /** The same for a statement that takes more where the table has the column capabilities. */
    default void to(PreparedStatement statement, boolean capable) throws SQLException {
      to(statement);
    }
  }

  /** Takes what is wanted out of an answer. */
  interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }
}
