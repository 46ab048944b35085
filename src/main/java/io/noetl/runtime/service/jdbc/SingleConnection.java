package io.noetl.runtime.service.jdbc;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One connection, opened on first use, for one caller at a time. */
public final class SingleConnection implements Connections {

  private final String description;
  private final Opener opener;
  private final Dialect dialect;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;
  private boolean isClosed;

  public SingleConnection(String description, Opener opener, Dialect dialect) {
    this.description = description;
    this.opener = opener;
    this.dialect = dialect;
  }

  @Override
  public <T> T with(Work<T> work) throws SQLException {
    lock.lock();
    try {
      if (isClosed) {
        throw Connections.closed();
      }
      checkNotMoved();
      Connection open = connection;
      if (open == null) {
        open = opener.open();
        connection = open;
      }
      return work.on(open);
    } catch (SQLException failure) {
      if (dialect.isConnectionLost(failure)) {
        discard();
      }
      throw failure;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Occupancy occupancy() {
    if (!lock.tryLock()) {
      return new Occupancy(1, 0, lock.getQueueLength(), 1);
    }
    try {
      return new Occupancy(0, connection == null ? 0 : 1, 0, 1);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Checks that the open file is still the one at its path.
   *
   * @throws RuntimeApiException.Unreachable when it is not; the next call opens a new connection
   */
  private void checkNotMoved() {
    if (connection != null && opener.isMoved()) {
      discard();
      throw new RuntimeApiException.Unreachable(
          "the database " + description + " was moved or removed while it was in use",
          Details.NONE.withHint("put it back, and leave it where it is while it is in use"));
    }
  }

  /** Closes the connection; the next call opens a new one. */
  private void discard() {
    Connection lost = connection;
    connection = null;
    if (lost != null) {
      try {
        lost.close();
      } catch (SQLException alreadyReported) {
        // The failure that lost the connection was reported.
      }
    }
  }
}
