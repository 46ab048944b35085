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

/** Several connections for a process that stays, opened as they are needed. */
public final class PooledConnections implements Connections {

  /** How long the pool waits for a connection before it is asked why none came; its minimum. */
  private static final Duration GLANCE = Duration.ofMillis(250);

  /** A connection that does not answer a ping for so long is given up. */
  private static final Duration PING = Duration.ofSeconds(1);

  /** Below the few minutes after which firewalls forget a silent connection. */
  private static final Duration KEEPALIVE = Duration.ofSeconds(30);

  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final String description;
  private final OpenerDataSource source;
  private final Dialect dialect;
  private final Duration patience;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HikariDataSource pool;
  private boolean isClosed;

  /**
   * A pool that holds no connection yet.
   *
   * @param patience how long a caller waits for a connection
   * @param most how many connections there are at most
   */
  public PooledConnections(
      String description, Opener opener, Dialect dialect, Duration patience, int most) {
    this.description = description;
    this.source = new OpenerDataSource(opener);
    this.dialect = dialect;
    this.patience = patience;
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
        // What ended this one ended the others, or left them at a server that is now a standby.
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
   * Asks in short turns: the pool itself would go on trying a database that is down until the
   * patience is over, and say only then what it has known from the first try.
   */
  private Connection borrow(HikariDataSource open) throws SQLException {
    long start = System.nanoTime();
    boolean wasUsedUp = false;
    while (true) {
      try {
        return open.getConnection();
      } catch (SQLTransientConnectionException noneYet) {
        SQLException refused = source.failureOfTrySince(start);
        int active = open.getHikariPoolMXBean().getActiveConnections();
        boolean othersMayReturn = active > 0;
        // They may all come back in the moment in which this caller gives up.
        wasUsedUp |= active == most;
        if (refused != null && !othersMayReturn) {
          throw refused;
        }
        if (System.nanoTime() - start >= patience.toNanos()) {
          SQLException failed = source.failureSince(start);
          throw failed == null ? late(wasUsedUp) : failed;
        }
      }
    }
  }

  private SQLException late(boolean wasUsedUp) {
    return wasUsedUp
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
    // What nobody uses goes back to a server whose connections are counted.
    settings.setMinimumIdle(0);
    settings.setIdleTimeout(IDLE.toMillis());
    settings.setKeepaliveTime(KEEPALIVE.toMillis());
    settings.setMaxLifetime(LIFETIME.toMillis());
    settings.setConnectionTimeout(GLANCE.toMillis());
    settings.setValidationTimeout(PING.toMillis());
    // A pool on a database that is down is a pool; the calls say that it is down.
    settings.setInitializationFailTimeout(-1);
    settings.setExceptionOverride(new Eviction(dialect));
    return settings;
  }

  /** Has the pool throw away the connections that the dialect takes for lost, and no others. */
  private record Eviction(Dialect dialect) implements SQLExceptionOverride {

    // The interface has a member of the annotation's name.
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
      return dialect.isConnectionLost(failure)
          ? SQLExceptionOverride.Override.MUST_EVICT
          : SQLExceptionOverride.Override.DO_NOT_EVICT;
    }
  }
}
