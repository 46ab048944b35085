package io.noetl.runtime.service.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The data source of a pool; remembers why the last attempt to connect failed. */
final class OpenerDataSource implements DataSource {

  private final Connections.Opener opener;
  private volatile @Nullable Failure last;

  OpenerDataSource(Connections.Opener opener) {
    this.opener = opener;
  }

  @Override
  public Connection getConnection() throws SQLException {
    long started = System.nanoTime();
    try {
      Connection opened = opener.open();
      last = null;
      return opened;
    } catch (SQLException failure) {
      last = new Failure(failure, started, System.nanoTime());
      throw failure;
    }
  }

  /** The failure of the last attempt, if it ended after {@code nanoTime}; otherwise null. */
  @Nullable SQLException failureSince(long nanoTime) {
    Failure failure = last;
    return failure != null && failure.ended - nanoTime >= 0 ? failure.reason : null;
  }

  /** The same for an attempt that also started after {@code nanoTime}. */
  @Nullable SQLException failureOfAttemptSince(long nanoTime) {
    Failure failure = last;
    return failure != null && failure.started - nanoTime >= 0 ? failure.reason : null;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the opener has the credentials");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  /** In seconds: how long {@code close} waits for a running attempt. */
  @Override
  public int getLoginTimeout() {
    return 1;
  }

  /** Ignored: the opener has its own limit. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("nothing is logged");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }

  private record Failure(SQLException reason, long started, long ended) {}
}
