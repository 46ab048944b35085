package io.noetl.runtime.service.sqlite;

import io.noetl.runtime.service.jdbc.Connections;
import io.noetl.runtime.service.jdbc.SingleConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Several connections to one SQLite file, for a server: long reads have connections of their own,
 * so that changes do not wait for them. In a file without a write-ahead log readers and writers
 * block each other, so it is used through one connection.
 */
public final class SqliteConnections implements Connections {

  private final SingleConnection usual;
  private final List<SingleConnection> reading;
  private final BlockingQueue<SingleConnection> free;

  /** Whether the file has a write-ahead log; null until it is known. */
  private volatile @Nullable Boolean hasLog;

  /**
   * Connections that are opened on first use.
   *
   * @param usual the connection for changes, which creates a missing file
   * @param reading the connections for long reads, which never create a file
   */
  public SqliteConnections(SingleConnection usual, List<SingleConnection> reading) {
    this.usual = usual;
    this.reading = List.copyOf(reading);
    this.free = new LinkedBlockingQueue<>(reading);
  }

  @Override
  public <T> T with(Work<T> work) throws SQLException {
    return usual.with(work);
  }

  @Override
  public <T> T apart(Work<T> work) throws SQLException {
    Boolean known = hasLog;
    if (known == null) {
      known = usual.with(SqliteConnections::hasLog);
      hasLog = known;
    }
    return known ? read(work) : usual.with(work);
  }

  private <T> T read(Work<T> work) throws SQLException {
    SingleConnection lent;
    try {
      lent = free.take();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while all connections were in use", interrupted);
    }
    try {
      return lent.with(work);
    } finally {
      free.add(lent);
    }
  }

  private static boolean hasLog(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet mode = statement.executeQuery("PRAGMA noetl.journal_mode")) {
      return mode.next() && mode.getString(1).equals("wal");
    }
  }

  @Override
  public String description() {
    return usual.description();
  }

  @Override
  public Occupancy occupancy() {
    Occupancy all = usual.occupancy();
    for (SingleConnection one : reading) {
      Occupancy more = one.occupancy();
      all =
          new Occupancy(
              all.active() + more.active(),
              all.idle() + more.idle(),
              all.waiting() + more.waiting(),
              all.most() + more.most());
    }
    return all;
  }

  @Override
  public void close() {
    // Closing the last connection merges the log into the file, so the writer is closed last.
    try (usual) {
      reading.forEach(SingleConnection::close);
    }
  }
}
