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
 * Ends statements that take too long. On a connection whose process is always the same the server
 * does, which was told so once; on others the driver, with a timer for each statement.
 */
public final class StatementTimeouts {

  private static final String TELL =
      """
      SELECT set_config('statement_timeout', ?, false) FROM pg_settings
      WHERE name = 'statement_timeout' AND (setting::bigint = 0 OR setting::bigint > ?)
      """;

  private final Set<PGConnection> told =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Those whose limit is ours, and not a shorter one of the server's own. */
  private final Set<PGConnection> ours =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Tells the server, unless a shorter limit is its own. */
  void tell(Connection connection, Duration patience) throws SQLException {
    long millis = Math.max(1, patience.toMillis());
    try (PreparedStatement statement = connection.prepareStatement(TELL)) {
      statement.setString(1, Long.toString(millis));
      statement.setLong(2, millis);
      try (ResultSet set = statement.executeQuery()) {
        if (set.next()) {
          ours.add(connection.unwrap(PGConnection.class));
        }
      }
    }
    told.add(connection.unwrap(PGConnection.class));
  }

  /** Limits one statement of a transaction to longer than was told. */
  void limitLonger(Statement statement, Duration patience) throws SQLException {
    Connection connection = statement.getConnection();
    if (ours.contains(connection.unwrap(PGConnection.class))) {
      try (Statement set = connection.createStatement()) {
        set.execute("SET LOCAL statement_timeout = " + Math.max(1, patience.toMillis()));
      }
    } else {
      limit(statement, patience);
    }
  }

  /** Limits one statement. JDBC's own way knows whole seconds only. */
  void limit(Statement statement, Duration patience) throws SQLException {
    if (!told.contains(statement.getConnection().unwrap(PGConnection.class))) {
      statement.unwrap(PgStatement.class).setQueryTimeoutMs(Math.max(1, patience.toMillis()));
    }
  }
}
