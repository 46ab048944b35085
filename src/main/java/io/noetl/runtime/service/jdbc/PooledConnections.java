package io.noetl.runtime.service.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A connection pool for a long-running process; connections are opened on demand. */
public final class PooledConnections implements Connections {

  /** How long to wait for the pool before checking why no connection was opened; its minimum. */
  private static final Duration POOL_WAIT = Duration.ofMillis(250);

  /** How long a connection may take to answer a ping before it is discarded. */
  private static final Duration PING = Duration.ofSeconds(1);

  /** Shorter than the few minutes after which firewalls drop an idle connection. */
  private static final Duration KEEPALIVE = Duration.ofSeconds(30);

  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final String description;
  private final OpenerDataSource source;
  private final Dialect dialect;
  private final Duration timeout;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HikariDataSource pool;
  private boolean isClosed;

  /**
   * A pool without connections.
   *
   * @param timeout how long a caller waits for a connection
   * @param most the maximum number of connections
   */
  public PooledConnections(
      String description, Opener opener, Dialect dialect, Duration timeout, int most) {
    this.description = description;
    this.source = new OpenerDataSource(opener);
    this.dialect = dialect;
    this.timeout = timeout;
    this.most = most;
  }

  @Override
  public <T> T with(Work<T> work) throws SQLException {
    HikariDataSource open = pool();
    Connection borrowed = borrow(open);
    try (borrowed) {
      return work.on(borrowed);
    } catch (SQLException failure) {
      if (dialect.isConnectionLost(failure)) {
        // The other connections are lost too, or lead to a server that is now a standby.
        open.getHikariPoolMXBean().softEvictConnections();
      }
      throw failure;
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Occupancy occupancy() {
    HikariDataSource open;
    lock.lock();
    try {
      open = pool;
    } finally {
      lock.unlock();
    }
    if (open == null || open.isClosed()) {
      return new Occupancy(0, 0, 0, most);
    }
    HikariPoolMXBean now = open.getHikariPoolMXBean();
    return new Occupancy(
        now.getActiveConnections(),
        now.getIdleConnections(),
        now.getThreadsAwaitingConnection(),
        most);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      if (pool != null) {
        pool.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits in short steps. The pool alone would retry a database that is down until the timeout, and
   * only then report the failure of its first attempt.
   */
  private Connection borrow(HikariDataSource open) throws SQLException {
    long start = System.nanoTime();
    boolean wasExhausted = false;
    while (true) {
      try {
        return open.getConnection();
      } catch (SQLTransientConnectionException noneYet) {
        SQLException refused = source.failureOfAttemptSince(start);
        int active = open.getHikariPoolMXBean().getActiveConnections();
        boolean othersMayReturn = active > 0;
        // All may be returned at the moment this caller gives up.
        wasExhausted |= active == most;
        if (refused != null && !othersMayReturn) {
          throw refused;
        }
        if (System.nanoTime() - start >= timeout.toNanos()) {
          SQLException failed = source.failureSince(start);
          throw failed == null ? late(wasExhausted) : failed;
        }
      }
    }
  }

  private SQLException late(boolean wasExhausted) {
    return wasExhausted
        ? new SQLException("all " + most + " connections are in use", "57014")
        : new SQLException("no connection was made in time", "08001");
  }

  private HikariDataSource pool() throws SQLException {
    lock.lock();
    try {
      if (isClosed) {
        throw Connections.closed();
      }
      HikariDataSource open = pool;
      if (open == null) {
        open = new HikariDataSource(settings());
        pool = open;
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  private HikariConfig settings() {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName("noetl-runtime");
    settings.setDataSource(source);
    settings.setMaximumPoolSize(most);
    // Unused connections are returned: servers limit their number.
    settings.setMinimumIdle(0);
    settings.setIdleTimeout(IDLE.toMillis());
    settings.setKeepaliveTime(KEEPALIVE.toMillis());
    settings.setMaxLifetime(LIFETIME.toMillis());
    settings.setConnectionTimeout(POOL_WAIT.toMillis());
    settings.setValidationTimeout(PING.toMillis());
    // The pool also starts while the database is down; calls report that.
    settings.setInitializationFailTimeout(-1);
    settings.setExceptionOverride(new Eviction(dialect));
    return settings;
  }

  /** Makes the pool evict exactly the connections that the dialect reports as lost. */
  private record Eviction(Dialect dialect) implements SQLExceptionOverride {

    // The interface has a member named Override.
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
      return dialect.isConnectionLost(failure)
          ? SQLExceptionOverride.Override.MUST_EVICT
          : SQLExceptionOverride.Override.DO_NOT_EVICT;
    }
  }
}
