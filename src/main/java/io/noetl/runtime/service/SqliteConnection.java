package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * One connection to a SQLite file, opened on first use. The file is attached as {@code noetl} to an
 * empty database in memory, so that the table has the same name as on PostgreSQL.
 */
final class SqliteConnection implements Connections {

  /** The version of the table below; a file of a newer one is refused. */
  static final int SCHEMA_VERSION = 1;

  /** "NoET", which tells our files from those of other programs. */
  static final int APPLICATION_ID = 0x4e6f4554;

  private static final String CREATE_TABLE =
      """
      CREATE TABLE noetl.runtime (
        runtime_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        uri TEXT,
        status TEXT NOT NULL,
        labels TEXT,
        capabilities TEXT,
        capacity INTEGER,
        runtime TEXT,
        heartbeat TEXT NOT NULL DEFAULT ({now}),
        created_at TEXT NOT NULL DEFAULT ({now}),
        updated_at TEXT NOT NULL DEFAULT ({now})
      ) STRICT
      """
          .replace("{now}", SqliteDialect.NOW);

  private final Path file;
  private final Duration patience;
  private final Dialect dialect;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;

  SqliteConnection(Path file, Duration patience, Dialect dialect) {
    this.file = file;
    this.patience = patience;
    this.dialect = dialect;
  }

  @Override
  public <T> T with(Work<T> work) throws SQLException {
    lock.lock();
    try {
      Connection open = connection;
      if (open == null) {
        open = open();
        connection = open;
      }
      return work.on(open);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String description() {
    return "sqlite:" + file;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    } finally {
      lock.unlock();
    }
  }

  private Connection open() throws SQLException {
    SqliteFile.prepare(file);
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", Long.toString(patience.toMillis()));
    // The driver is named instead of looked up: DriverManager would load every driver there is.
    Connection opened = JDBC.createConnection("jdbc:sqlite::memory:", settings);
    try {
      attach(opened);
      return opened;
    } catch (SQLException | RuntimeException failure) {
      opened.close();
      throw failure;
    }
  }

  private void attach(Connection opened) throws SQLException {
    try (PreparedStatement attach = opened.prepareStatement("ATTACH DATABASE ? AS noetl")) {
      attach.setString(1, file.toString());
      attach.execute();
    }
    long giveUp = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        if (!isCurrent(opened)) {
          create(opened);
        }
        return;
      } catch (SQLException failure) {
        // The change to WAL, and the first reader after a crash, are refused at once where they
        // meet another process, whatever the busy time-out says.
        if (!dialect.isBusy(failure) || System.nanoTime() > giveUp) {
          throw failure;
        }
        Thread.onSpinWait();
      }
    }
  }

  private boolean isCurrent(Connection opened) throws SQLException {
    int version = pragma(opened, "user_version");
    // Other programs count their versions, too: theirs mean nothing here.
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

  private void create(Connection opened) throws SQLException {
    try (Statement statement = opened.createStatement()) {
      refuseForeign(opened);
      statement.execute("PRAGMA noetl.journal_mode = WAL");
      statement.execute("BEGIN IMMEDIATE");
      try {
        if (!isCurrent(opened)) {
          statement.execute(CREATE_TABLE);
          statement.execute(
              "CREATE UNIQUE INDEX noetl.idx_runtime_kind_name ON runtime (kind, name)");
          statement.execute("CREATE INDEX noetl.idx_runtime_kind ON runtime (kind)");
          statement.execute("CREATE INDEX noetl.idx_runtime_status ON runtime (status)");
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

  /** A file that another program made keeps its content: nothing is added to it. */
  private void refuseForeign(Connection opened) throws SQLException {
    if (pragma(opened, "application_id") == APPLICATION_ID) {
      return;
    }
    try (Statement statement = opened.createStatement();
        ResultSet tables = statement.executeQuery("SELECT count(*) FROM noetl.sqlite_schema")) {
      if (tables.next() && tables.getInt(1) > 0) {
        throw new RuntimeApiException.UnintelligibleAnswer(
            "the database " + file + " belongs to another program; it was left as it is",
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
