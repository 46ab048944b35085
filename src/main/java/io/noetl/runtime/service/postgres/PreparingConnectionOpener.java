package io.noetl.runtime.service.postgres;

import io.noetl.runtime.service.jdbc.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;

/**
 * Opens connections to PostgreSQL with server-side prepared statements, for a long-running process
 * that repeats the same statements.
 */
public final class PreparingConnectionOpener implements Connections.Opener {

  /** How long a server may take to answer the first query after the login. */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(1);

  /**
   * Planning a statement on a few rows takes as long as running it; by default, PostgreSQL plans
   * statements with arrays each time.
   */
  private static final String PLAN_ONCE = "SET plan_cache_mode = force_generic_plan";

  private final Connections.Opener opener;
  private final StatementTimeouts timeouts;
  private final Duration timeout;

  /**
   * An opener that prepares the connections of another.
   *
   * @param timeout how long a statement may take
   */
  public PreparingConnectionOpener(
      Connections.Opener opener, StatementTimeouts timeouts, Duration timeout) {
    this.opener = opener;
    this.timeouts = timeouts;
    this.timeout = timeout;
  }

  @Override
  public Connection open() throws SQLException {
    Connection opened = opener.open();
    try {
      prepare(opened);
      return opened;
    } catch (SQLException | RuntimeException failure) {
      opened.close();
      throw failure;
    }
  }

  private void prepare(Connection opened) throws SQLException {
    int usual = opened.getNetworkTimeout();
    opened.setNetworkTimeout(Runnable::run, (int) FIRST_ANSWER.toMillis());
    try (Statement statement = opened.createStatement()) {
      if (isDirect(opened, statement)) {
        statement.execute(PLAN_ONCE);
        timeouts.setForSession(opened, timeout);
        opened.unwrap(PGConnection.class).setPrepareThreshold(1);
      }
    } finally {
      if (!opened.isClosed()) {
        opened.setNetworkTimeout(Runnable::run, usual);
      }
    }
  }

  /**
   * Whether the connection is direct: the backend named at the login runs the statements. A pooler
   * reports its own id, and may run each transaction in another backend, which does not know our
   * prepared statements, or knows others by the same names.
   */
  private static boolean isDirect(Connection opened, Statement statement) throws SQLException {
    try (ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
      return pid.next() && pid.getInt(1) == opened.unwrap(PGConnection.class).getBackendPID();
    }
  }
}
