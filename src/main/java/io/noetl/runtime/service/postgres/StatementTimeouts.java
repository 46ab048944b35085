package io.noetl.runtime.service.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PgStatement;

/**
 * Cancels statements that take too long. On a direct connection the server does, by a setting of
 * the session; behind a pooler the driver does, with a timer for each statement.
 */
public final class StatementTimeouts {

  private static final String SET_TIMEOUT =
      """
      SELECT set_config('statement_timeout', ?, false) FROM pg_settings
      WHERE name = 'statement_timeout' AND (setting::bigint = 0 OR setting::bigint > ?)
      """;

  private final Set<PGConnection> configured =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** The connections whose timeout is ours, and not a shorter one of the server. */
  private final Set<PGConnection> ours =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Sets the timeout of a session, unless the server has a shorter one. */
  void setForSession(Connection connection, Duration timeout) throws SQLException {
    long millis = Math.max(1, timeout.toMillis());
    try (PreparedStatement statement = connection.prepareStatement(SET_TIMEOUT)) {
      statement.setString(1, Long.toString(millis));
      statement.setLong(2, millis);
      try (ResultSet set = statement.executeQuery()) {
        if (set.next()) {
          ours.add(connection.unwrap(PGConnection.class));
        }
      }
    }
    configured.add(connection.unwrap(PGConnection.class));
  }

  /** Sets a longer timeout than that of the session for a statement within a transaction. */
  void setLonger(Statement statement, Duration timeout) throws SQLException {
    Connection connection = statement.getConnection();
    if (ours.contains(connection.unwrap(PGConnection.class))) {
      try (Statement set = connection.createStatement()) {
        set.execute("SET LOCAL statement_timeout = " + Math.max(1, timeout.toMillis()));
      }
    } else {
      set(statement, timeout);
    }
  }

  /** Sets the timeout of a statement. (JDBC itself only supports whole seconds.) */
  void set(Statement statement, Duration timeout) throws SQLException {
    if (!configured.contains(statement.getConnection().unwrap(PGConnection.class))) {
      statement.unwrap(PgStatement.class).setQueryTimeoutMs(Math.max(1, timeout.toMillis()));
    }
  }
}
