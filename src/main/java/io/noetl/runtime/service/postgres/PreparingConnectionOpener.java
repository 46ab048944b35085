package io.noetl.runtime.service.postgres;

import io.noetl.runtime.service.jdbc.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;

/**
 * Opens connections to PostgreSQL that keep their statements parsed and planned, for a process that
 * runs the same ones again and again.
 */
public final class PreparingConnectionOpener implements Connections.Opener {

  /** A server that has let us in and does not say who it is by then hangs. */
  private static final Duration GREETING = Duration.ofSeconds(1);

  /**
   * A statement on a few rows is planned in the time that it runs; left to its own judgement,
   * PostgreSQL plans those with arrays anew each time.
   */
  private static final String PLAN_ONCE = "SET plan_cache_mode = force_generic_plan";

  private final Connections.Opener opener;
  private final StatementTimeouts limits;
  private final Duration patience;

  /**
   * Prepares what another opens.
   *
   * @param patience how long a statement may take
   */
  public PreparingConnectionOpener(
      Connections.Opener opener, StatementTimeouts limits, Duration patience) {
    this.opener = opener;
    this.limits = limits;
    this.patience = patience;
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
    opened.setNetworkTimeout(Runnable::run, (int) GREETING.toMillis());
    try (Statement statement = opened.createStatement()) {
      if (isDirect(opened, statement)) {
        statement.execute(PLAN_ONCE);
        limits.tell(opened, patience);
        opened.unwrap(PGConnection.class).setPrepareThreshold(1);
      }
    } finally {
      if (!opened.isClosed()) {
        opened.setNetworkTimeout(Runnable::run, usual);
      }
    }
  }

  /**
   * Whether the process that greeted us is the one that runs our statements. A pooler greets with a
   * number of its own, and may give each transaction to another process, where the names of
   * statements are unknown or, worse, somebody else's.
   */
  private static boolean isDirect(Connection opened, Statement statement) throws SQLException {
    try (ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
      return pid.next() && pid.getInt(1) == opened.unwrap(PGConnection.class).getBackendPID();
    }
  }
}
