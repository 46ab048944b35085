package io.noetl.runtime.service.postgres;

import io.noetl.runtime.service.jdbc.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Opens connections to PostgreSQL with as few round trips as the protocol allows. */
public final class PostgresConnectionOpener implements Connections.Opener {

  /** A strong reference, because a logger that is garbage collected loses its level. */
  @SuppressWarnings("unused")
  private static final Logger SILENT = silent();

  private final PostgresUrl url;
  private final Duration timeout;
  private final String applicationName;

  public PostgresConnectionOpener(PostgresUrl url, Duration timeout, String applicationName) {
    this.url = url;
    this.timeout = timeout;
    this.applicationName = applicationName;
  }

  @Override
  public Connection open() throws SQLException {
    Properties properties = DriverProperties.of(url);
    String seconds = Long.toString(Math.max(1, timeout.plusMillis(999).toSeconds()));
    properties.putIfAbsent("ApplicationName", applicationName);
    // Without a password the driver would read PGPASSFILE or ~/.pgpass itself, even a device.
    properties.putIfAbsent("password", "");
    // A host that does not answer leaves time for the next one.
    properties.putIfAbsent(
        "connectTimeout", Long.toString(Math.max(1, Long.parseLong(seconds) / url.hosts().size())));
    properties.putIfAbsent("loginTimeout", seconds);
    // One second more than the statement, so that the driver can cancel it first.
    properties.putIfAbsent("socketTimeout", Long.toString(Long.parseLong(seconds) + 1));
    // Sends application_name with the start-up message instead of in a separate statement.
    properties.putIfAbsent("assumeMinServerVersion", "14");
    // After a failover the next call finds the new primary, not one ten seconds later.
    properties.putIfAbsent("hostRecheckSeconds", "0");
    // Named statements outlive a transaction, but not the session behind a pooler.
    properties.putIfAbsent("prepareThreshold", "0");
    Connection opened = connect(properties);
    if (opened == null) {
      throw new PSQLException(
          "the driver does not take " + url.description(), PSQLState.CONNECTION_UNABLE_TO_CONNECT);
    }
    return opened;
  }

  private @Nullable Connection connect(Properties properties) throws SQLException {
    try {
      return new Driver().connect(url.jdbcUrl(), properties);
    } catch (SQLException failure) {
      throw TlsFailureException.of(failure, url.tls());
    }
  }

  /** The driver also logs what it throws, by default to standard error. */
  private static Logger silent() {
    Logger logger = Logger.getLogger("org.postgresql");
    logger.setLevel(Level.OFF);
    return logger;
  }
}
