package io.noetl.runtime.service.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Provides connections to a database that has the schema {@code noetl}. */
public interface Connections extends AutoCloseable {

  /** Runs {@code work} on a connection that no other caller uses meanwhile. */
  <T> T with(Work<T> work) throws SQLException;

  /** Runs a long read, if possible on a connection that is not used for changes. */
  default <T> T apart(Work<T> work) throws SQLException {
    return with(work);
  }

  /** A description of the database without secrets. */
  String description();

  /** The current use of the connections. */
  Occupancy occupancy();

  /** Closes the connections; later calls are refused, so that no connection is left open. */
  @Override
  void close();

  /**
   * The use of the connections at one moment.
   *
   * @param active connections in use
   * @param idle open connections that are not in use
   * @param waiting callers that wait for a connection
   * @param most the maximum number of connections
   */
  record Occupancy(int active, int idle, int waiting, int most) {}

  /** The failure of a call after {@link #close}. */
  static SQLException closed() {
    return new SQLException("the registry was closed", "08003");
  }

  /** Opens connections. */
  @FunctionalInterface
  interface Opener {
    Connection open() throws SQLException;

    /** Whether the path of the database names another file than at the last {@link #open}. */
    default boolean isMoved() {
      return false;
    }
  }

  /** Work on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
