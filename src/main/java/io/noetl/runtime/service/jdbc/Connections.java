package io.noetl.runtime.service.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Lends connections whose SQL may say {@code noetl.runtime}. */
public interface Connections extends AutoCloseable {

  /** Runs {@code work} on a connection that nobody else uses meanwhile. */
  <T> T with(Work<T> work) throws SQLException;

  /** The same for work that reads much, on a connection that no change needs where there is one. */
  default <T> T apart(Work<T> work) throws SQLException {
    return with(work);
  }

  /** The database in words, without secrets. */
  String description();

  /** How many there are now. */
  Occupancy occupancy();

  /** Ends the connections; whoever asks for one later is refused, so that none is left open. */
  @Override
  void close();

  /**
   * Connections at a moment.
   *
   * @param active those that somebody uses
   * @param idle those that nobody uses
   * @param waiting callers that wait for one
   * @param most how many there may be
   */
  record Occupancy(int active, int idle, int waiting, int most) {}

  /** The refusal of who comes after the end. */
  static SQLException closed() {
    return new SQLException("the registry was closed", "08003");
  }

  /** Opens a connection whose SQL may say {@code noetl.runtime}. */
  @FunctionalInterface
  interface Opener {
    Connection open() throws SQLException;

    /** Whether the name of the database leads elsewhere than when it was opened last. */
    default boolean isMoved() {
      return false;
    }
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
