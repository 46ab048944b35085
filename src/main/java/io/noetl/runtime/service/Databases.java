package io.noetl.runtime.service;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import io.noetl.runtime.service.jdbc.Connections;
import io.noetl.runtime.service.jdbc.Dialect;
import io.noetl.runtime.service.jdbc.PooledConnections;
import io.noetl.runtime.service.jdbc.SingleConnection;
import io.noetl.runtime.service.jdbc.SqlRunner;
import io.noetl.runtime.service.postgres.PasswordFile;
import io.noetl.runtime.service.postgres.PostgresConnectionOpener;
import io.noetl.runtime.service.postgres.PostgresDialect;
import io.noetl.runtime.service.postgres.PostgresHost;
import io.noetl.runtime.service.postgres.PostgresTlsSocketFactory;
import io.noetl.runtime.service.postgres.PostgresUrl;
import io.noetl.runtime.service.postgres.PreparingConnectionOpener;
import io.noetl.runtime.service.postgres.StatementTimeouts;
import io.noetl.runtime.service.sqlite.SqliteConnectionOpener;
import io.noetl.runtime.service.sqlite.SqliteConnections;
import io.noetl.runtime.service.sqlite.SqliteDialect;
import io.noetl.runtime.service.sqlite.SqliteFile;
import io.noetl.runtime.text.DatabaseUrl;
import io.noetl.runtime.text.HostText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Selects and configures the database engine that a URL names. */
final class Databases {

  /** Two connections for lists and one for counts. */
  private static final int SQLITE_READERS = 3;

  private static final String APPLICATION_NAME = "noetl-runtime";

  private Databases() {}

  /** Runs statements on the database of the options; it connects on first use. */
  static SqlRunner open(DirectOptions options) {
    return DatabaseUrl.isPostgres(options.databaseUrl()) ? postgres(options) : sqlite(options);
  }

  private static SqlRunner sqlite(DirectOptions options) {
    Path file = sqliteFile(options.databaseUrl());
    Dialect dialect = new SqliteDialect(file.toString());
    SingleConnection usual = sqlite(file, dialect, options.missing(), options);
    return runner(
        options.connections() > 1
            ? new SqliteConnections(usual, reading(file, dialect, options))
            : usual,
        dialect,
        options);
  }

  private static List<SingleConnection> reading(Path file, Dialect dialect, DirectOptions options) {
    List<SingleConnection> reading = new ArrayList<>();
    for (int i = 0; i < Math.min(options.connections() - 1, SQLITE_READERS); i++) {
      reading.add(sqlite(file, dialect, MissingDatabase.REFUSED, options));
    }
    return reading;
  }

  private static SingleConnection sqlite(
      Path file, Dialect dialect, MissingDatabase missing, DirectOptions options) {
    SqliteConnectionOpener opener =
        new SqliteConnectionOpener(file, options.timeout(), dialect, missing);
    return new SingleConnection(DatabaseUrl.SQLITE + file, opener, dialect);
  }

  private static SqlRunner postgres(DirectOptions options) {
    PostgresUrl url = PostgresUrl.of(options.databaseUrl(), options.variables());
    if (url.password() == null && options.password() != null) {
      url = url.withPassword(options.password());
    }
    Path passwordFile = url.passwordFile() == null ? options.passwordFile() : url.passwordFile();
    if (url.password() == null && passwordFile != null) {
      String password = PasswordFile.password(passwordFile, url);
      url = password == null ? url : url.withPassword(password);
    }
    String schema = url.schema() == null ? options.schema() : url.schema();
    if (url.tls().hasFiles()) {
      // An error in the files is reported before a connection is opened.
      PostgresTlsSocketFactory.check(url.tls());
    }
    StatementTimeouts timeouts = new StatementTimeouts();
    Dialect dialect = new PostgresDialect(url.description(), schema, timeouts);
    PostgresConnectionOpener opener =
        new PostgresConnectionOpener(url, options.timeout(), APPLICATION_NAME);
    // Named in a separate branch, so that a command with one call does not load the pool.
    Connections connections =
        options.connections() > 1
            ? new PooledConnections(
                url.description(),
                new PreparingConnectionOpener(opener, timeouts, options.timeout()),
                dialect,
                options.timeout(),
                options.connections())
            : new SingleConnection(url.description(), opener, dialect);
    return runner(connections, dialect, options);
  }

  private static SqlRunner runner(Connections connections, Dialect dialect, DirectOptions options) {
    return new SqlRunner(
        connections, dialect, options.timeout(), options.listTimeout(), options.trace());
  }

  static void check(DirectOptions options) {
    if (!DatabaseUrl.isPostgres(options.databaseUrl())) {
      SqliteConnectionOpener.check(sqliteFile(options.databaseUrl()));
    }
  }

  static void checkFolder(DirectOptions options) {
    if (!DatabaseUrl.isPostgres(options.databaseUrl())) {
      SqliteFile.checkFolder(sqliteFile(options.databaseUrl()));
    }
  }

  static Set<String> identities(DirectOptions options) {
    if (!DatabaseUrl.isPostgres(options.databaseUrl())) {
      Path file = SqliteFile.real(sqliteFile(options.databaseUrl()));
      Object identity = SqliteFile.identity(file);
      // A hard link has another path but the same file key.
      return identity == null
          ? Set.of(DatabaseUrl.SQLITE + file)
          : Set.of(DatabaseUrl.SQLITE + file, DatabaseUrl.SQLITE + identity);
    }
    PostgresUrl url = PostgresUrl.of(options.databaseUrl(), options.variables());
    String user = url.user() == null ? System.getProperty("user.name", "") : url.user();
    String rest =
        "/"
            + (url.database() == null ? user : url.database())
            + "?schema="
            + (url.schema() == null ? options.schema() : url.schema());
    Set<String> places = new HashSet<>();
    for (PostgresHost place : url.hosts()) {
      String port = ":" + (place.port() == null ? PostgresHost.DEFAULT_PORT : place.port());
      places.add(HostText.of(place.name()) + port + rest);
      if (place.address() != null) {
        places.add(HostText.of(place.address()) + port + rest);
      }
    }
    return places;
  }

  static Path sqliteFile(String url) {
    String path =
        url.startsWith(DatabaseUrl.SQLITE) ? url.substring(DatabaseUrl.SQLITE.length()) : "";
    if (path.isEmpty() || path.equals(":memory:") || path.indexOf('\0') >= 0) {
      throw new RuntimeApiException.InvalidRequest(
          new FieldError(
              "url",
              "database",
              "Input should be sqlite:PATH or postgresql://host/database",
              // The text before an at sign may be a password.
              url.contains("@") ? null : url));
    }
    return Path.of(path.startsWith("///") ? path.substring(2) : path).toAbsolutePath().normalize();
  }
}
