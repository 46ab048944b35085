package io.noetl.runtime.service.sqlite;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import io.noetl.runtime.service.jdbc.Connections;
import io.noetl.runtime.service.jdbc.Dialect;
import io.noetl.runtime.service.jdbc.RetryDeadline;
import io.noetl.runtime.text.DatabaseUrl;
import io.noetl.runtime.text.ShellWord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * Opens a SQLite file, and creates the table in a new one. The file is attached as {@code noetl} to
 * an empty database in memory, so that the table has the same name as in PostgreSQL.
 */
public final class SqliteConnectionOpener implements Connections.Opener {

  /** The version of the table; a file with a newer version is refused. */
  static final int SCHEMA_VERSION = 1;

  /** "NoET": identifies files of this program. */
  static final int APPLICATION_ID = 0x4e6f4554;

  private static final String IN_MEMORY = ":memory:";

  private final Path file;
  private final Path log;
  private final Duration timeout;
  private final Dialect dialect;
  private final MissingDatabase missing;
  private boolean wasOpened;
  private @Nullable Object identity;
  private @Nullable Object logIdentity;

  /**
   * An opener for a file.
   *
   * @param missing what to do if the file does not exist at the first call
   */
  public SqliteConnectionOpener(
      Path file, Duration timeout, Dialect dialect, MissingDatabase missing) {
    this.file = file;
    this.log = file.resolveSibling(file.getFileName() + "-wal");
    this.timeout = timeout;
    this.dialect = dialect;
    this.missing = missing;
  }

  /**
   * Checks that there is a database, without opening it.
   *
   * @throws RuntimeApiException.Unreachable when there is none
   */
  public static void check(Path file) {
    if (!SqliteFile.isThere(file)) {
      throw none(file);
    }
  }

  @Override
  public Connection open() throws SQLException {
    String place = file.toString();
    if (!SqliteFile.isThere(file)) {
      place = missing();
    }
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", Long.toString(timeout.toMillis()));
    // Calling the driver directly avoids DriverManager, which would load all drivers.
    Connection opened = JDBC.createConnection("jdbc:sqlite::memory:", settings);
    try {
      attach(opened, place);
      opened(place);
      return opened;
    } catch (SQLException | RuntimeException failure) {
      opened.close();
      throw failure;
    }
  }

  /** What to open instead of a missing or empty file. */
  private String missing() {
    if (missing == MissingDatabase.EMPTY) {
      return IN_MEMORY;
    }
    // A file that vanished while in use is not recreated: that would hide the loss.
    if (!mayCreate()) {
      throw none(file);
    }
    SqliteFile.prepare(file);
    return file.toString();
  }

  private boolean mayCreate() {
    return missing == MissingDatabase.CREATED && !wasOpened;
  }

  private static RuntimeApiException none(Path file) {
    String url = DatabaseUrl.SQLITE + file;
    boolean isPlain =
        url.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"'\\$`&|;<>()*?[]#~!{}".indexOf(c) < 0);
    String there = " --database " + (isPlain ? url : ShellWord.quoted(url));
    return new RuntimeApiException.Unreachable(
        Files.exists(file) ? "the database " + file + " is empty" : "there is no database " + file,
        Details.NONE.withHint("check the path, or create it with: noetl-runtime init" + there));
  }

  private void opened(String place) {
    boolean isFile = !place.equals(IN_MEMORY);
    wasOpened = isFile;
    identity = isFile ? SqliteFile.identity(file) : null;
    logIdentity = isFile ? SqliteFile.identity(log) : null;
  }

  /** SQLite itself would silently continue to use a file that was moved or deleted. */
  @Override
  public boolean isMoved() {
    if (identity == null) {
      return false;
    }
    // While a connection is open, its log can only be removed by mistake.
    return !identity.equals(SqliteFile.identity(file))
        || (logIdentity != null && !logIdentity.equals(SqliteFile.identity(log)));
  }

  private void attach(Connection opened, String place) throws SQLException {
    try (PreparedStatement attach = opened.prepareStatement("ATTACH DATABASE ? AS noetl")) {
      attach.setString(1, place);
      attach.execute();
    }
    RetryDeadline deadline = new RetryDeadline(timeout);
    while (true) {
      try {
        if (!isCurrent(opened)) {
          create(opened, mayCreate() || place.equals(IN_MEMORY));
        }
        return;
      } catch (SQLException failure) {
        // Despite the busy timeout, changing to WAL and the first read after a crash fail at once
        // if another process is using the file.
        if (!dialect.isBusy(failure) || deadline.hasPassed()) {
          throw failure;
        }
        deadline.pause();
      }
    }
  }

  private boolean isCurrent(Connection opened) throws SQLException {
    int version = pragma(opened, "user_version");
    // The version is meaningless if another program wrote the file.
    if (version < SCHEMA_VERSION || pragma(opened, "application_id") != APPLICATION_ID) {
      return false;
    }
    if (version > SCHEMA_VERSION) {
      throw new RuntimeApiException.UnintelligibleAnswer(
          "the database "
              + file
              + " has schema version "
              + version
              + ", and this noetl-runtime knows no version after "
              + SCHEMA_VERSION,
          Details.NONE.withHint("install the noetl-runtime that wrote it, or a newer one"));
    }
    return true;
  }

  private void create(Connection opened, boolean isWanted) throws SQLException {
    try (Statement statement = opened.createStatement()) {
      refuseForeign(opened);
      if (!isWanted) {
        throw none(file);
      }
      statement.execute("PRAGMA noetl.journal_mode = WAL");
      statement.execute("BEGIN IMMEDIATE");
      try {
        if (!isCurrent(opened)) {
          for (String part : dialect.creationScript()) {
            statement.execute(part);
          }
          statement.execute("PRAGMA noetl.application_id = " + APPLICATION_ID);
          statement.execute("PRAGMA noetl.user_version = " + SCHEMA_VERSION);
        }
        statement.execute("COMMIT");
      } catch (SQLException | RuntimeException failure) {
        statement.execute("ROLLBACK");
        throw failure;
      }
    }
  }

  /**
   * Refuses a file of another program. The application id is read last, because a process that
   * creates the table at the same time sets it together with the table.
   */
  private void refuseForeign(Connection opened) throws SQLException {
    try (Statement statement = opened.createStatement();
        ResultSet tables = statement.executeQuery("SELECT count(*) FROM noetl.sqlite_schema")) {
      if (tables.next()
          && tables.getInt(1) > 0
          && pragma(opened, "application_id") != APPLICATION_ID) {
        throw new RuntimeApiException.UnintelligibleAnswer(
            "the database " + file + " belongs to another program; it was not changed",
            Details.NONE.withHint("name another file with --database sqlite:PATH"));
      }
    }
  }

  private static int pragma(Connection opened, String name) throws SQLException {
    try (Statement statement = opened.createStatement();
        ResultSet value = statement.executeQuery("PRAGMA noetl." + name)) {
      return value.next() ? value.getInt(1) : 0;
    }
  }
}
