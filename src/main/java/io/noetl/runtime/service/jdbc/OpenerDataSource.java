package io.noetl.runtime.service.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a pool opens its connections with; it keeps why the last try failed. */
final class OpenerDataSource implements DataSource {

  private final Connections.Opener opener;
  private volatile @Nullable Failure last;

  OpenerDataSource(Connections.Opener opener) {
    this.opener = opener;
  }

  @Override
  public Connection getConnection() throws SQLException {
    long begun = System.nanoTime();
    try {
      Connection opened = opener.open();
      last = null;
      return opened;
    } catch (SQLException failure) {
      last = new Failure(failure, begun, System.nanoTime());
      throw failure;
    }
  }

  /** Why the last try failed; null where it did not, or ended before {@code nanoTime}. */
  @Nullable SQLException failureSince(long nanoTime) {
    Failure failure = last;
    return failure != null && failure.ended - nanoTime >= 0 ? failure.reason : null;
  }

  /** The same of a try that was begun since then: one that hung before says nothing of now. */
  @Nullable SQLException failureOfTrySince(long nanoTime) {
    Failure failure = last;
    return failure != null && failure.begun - nanoTime >= 0 ? failure.reason : null;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the opener knows who logs in");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  /** In seconds; the pool waits so long for a try that is under way when it is closed. */
  @Override
  public int getLoginTimeout() {
    return 1;
  }

  /** The opener has a limit of its own. */
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

  private record Failure(SQLException reason, long begun, long ended) {}
}
