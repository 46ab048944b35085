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

/** Opens a connection to PostgreSQL with as few round trips as the wire allows. */
public final class PostgresConnectionOpener implements Connections.Opener {

  /** Held, since a logger that nobody holds forgets its level. */
  @SuppressWarnings("unused")
  private static final Logger SILENT = silent();

  private final PostgresUrl url;
  private final Duration patience;
  private final String applicationName;

  public PostgresConnectionOpener(PostgresUrl url, Duration patience, String applicationName) {
    this.url = url;
    this.patience = patience;
    this.applicationName = applicationName;
  }

  @Override
  public Connection open() throws SQLException {
    Properties properties = DriverProperties.of(url);
    String seconds = Long.toString(Math.max(1, patience.plusMillis(999).toSeconds()));
    properties.putIfAbsent("ApplicationName", applicationName);
    // Without one the driver reads PGPASSFILE or ~/.pgpass itself, be that a device without an end.
    properties.putIfAbsent("password", "");
    // A host that keeps silent leaves time for the next.
    properties.putIfAbsent(
        "connectTimeout",
        Long.toString(Math.max(1, Long.parseLong(seconds) / url.places().size())));
    properties.putIfAbsent("loginTimeout", seconds);
    // A server that hangs is given a second more than the statement, for the driver to cancel it.
    properties.putIfAbsent("socketTimeout", Long.toString(Long.parseLong(seconds) + 1));
    // Sends application_name with the start-up message instead of a statement of its own.
    properties.putIfAbsent("assumeMinServerVersion", "14");
    // After a fail-over the new primary is to be found by the next call, not by one ten seconds on.
    properties.putIfAbsent("hostRecheckSeconds", "0");
    // Named statements would outlive the transaction, which a pooler between us does not.
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

  /** The driver writes what it throws to standard error as well, unless nobody listens. */
  private static Logger silent() {
    Logger logger = Logger.getLogger("org.postgresql");
    logger.setLevel(Level.OFF);
    return logger;
  }
}
