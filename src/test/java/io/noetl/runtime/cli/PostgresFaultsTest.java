package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.contract.WireProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and exit codes for faults of PostgreSQL. */
@IntegrationTest
class PostgresFaultsTest {

  private static final String REPEAT =
      " before the answer came; repeat the command: the change may have been made, and repeating it"
          + " is safe\n";

  @TempDir private Path folder;

  // The server is away

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void killedServerIsUnreachableAndServesAgainOnceItIsBack(int version) throws Exception {
    try (PostgresServer server = PostgresServer.start(version, folder)) {
      String url = server.createDatabase().withTable().url();
      assertEquals(0, run("register", "p", "--database", url).status());

      server.kill();
      assertEquals(
          new Ended(
              7,
              "",
              "noetl-runtime: cannot reach "
                  + url
                  + ": Connection to localhost:"
                  + server.port()
                  + " refused; start the database, or check --database\n"),
          run("heartbeat", "p", "--database", url));

      server.restart();
      assertEquals(
          new Ended(0, "worker_pool p: alive (runtime_id ID)\n", ""),
          run("heartbeat", "p", "--database", url).masked());
    }
  }

  @ParameterizedTest
  @CsvSource({"standby", "read-only"})
  void primaryWhereAStandbyIsAskedForIsSaidSo(String attributes) throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    String url = database.url() + "?target_session_attrs=" + attributes;
    Ended ended = run("list", "--database", url);
    assertEquals(7, ended.status());
    assertTrue(
        ended.err().contains(": no reachable host matches target_session_attrs, a standby; start"),
        ended.err());
  }

  @ParameterizedTest
  @ValueSource(chars = {'P', 'B', 'E', 'S'})
  void connectionCutBeforeTheRequestArrivesLeavesNothing(char message) throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (WireProxy proxy = WireProxy.before(database.server())) {
      proxy.cutAtRequest(message);

      assertEquals(
          new Ended(7, "", "noetl-runtime: lost the connection to " + proxy.url(database) + REPEAT),
          run("register", "p", "--database", proxy.url(database)));

      untilNoSessionIsLeft(database);
      assertEquals(List.of("0"), database.rows("SELECT count(*) FROM noetl.runtime"));
      proxy.mend();
      assertEquals(0, run("register", "p", "--database", proxy.url(database)).status());
    }
  }

  @Test
  void connectionCutBeforeTheAnswerArrivesIsAnErrorThoughTheRowIsThere() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (WireProxy proxy = WireProxy.before(database.server())) {
      // The first message that answers a statement; the server sends none before it has committed.
      proxy.cutAtAnswer('1');

      assertEquals(
          new Ended(7, "", "noetl-runtime: lost the connection to " + proxy.url(database) + REPEAT),
          run("register", "q", "--database", proxy.url(database)));

      untilNoSessionIsLeft(database);
      assertEquals(List.of("q"), database.rows("SELECT name FROM noetl.runtime"));
      proxy.mend();
      assertEquals(0, run("register", "q", "--database", proxy.url(database)).status());
      assertEquals(List.of("q"), database.rows("SELECT name FROM noetl.runtime"));
    }
  }

  // The server refuses

  @Test
  void fullConnectionTableExitsEightWithTheReason() throws Exception {
    Map<String, String> small =
        Map.of("max_connections", "2", "superuser_reserved_connections", "0");
    try (PostgresServer server = PostgresServer.start(18, folder, small)) {
      PostgresDatabase database = server.createDatabase().withTable();
      try (Connection first = connectOnceFree(database);
          Connection second = connectOnceFree(database)) {
        assertTrue(first.isValid(5) && second.isValid(5));
        assertEquals(
            new Ended(
                8,
                "",
                "noetl-runtime: "
                    + database.url()
                    + " cannot do it now: sorry, too many clients already; try again in a"
                    + " moment\n"),
            run("register", "p", "--database", database.url()));
      }
    }
  }

  @Test
  void roleWithoutRightsExitsFour() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    String role = database.createRole("secret");
    database.execute(
        "GRANT USAGE ON SCHEMA noetl TO " + role, "GRANT SELECT ON noetl.runtime TO " + role);
    CommandRun reader = new CommandRun(folder).with("PGPASSWORD", "secret");

    assertEquals(0, reader.run("list", "--database", database.url(role)).status());
    for (String command : List.of("register", "heartbeat", "deregister")) {
      assertEquals(
          new Ended(
              4,
              "",
              "noetl-runtime: "
                  + database.url(role)
                  + " does not allow it: permission denied for table runtime; grant the role its"
                  + " rights on \"noetl\".runtime\n"),
          reader.run(command, "p", "--database", database.url(role)));
    }
  }

  @Test
  void standbyExitsEightAndIsNamed() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("standby"));
    Path own = Files.createDirectory(folder.resolve("primary"));
    try (PostgresServer primary = PostgresServer.start(18, own)) {
      PostgresDatabase database = primary.createDatabase().withTable();
      assertEquals(0, run("register", "p", "--database", database.url()).status());
      try (PostgresServer server = primary.startStandby(18, copy)) {
        String url = new PostgresDatabase(server, database.name()).url();

        assertEquals(
            new Ended(
                8,
                "",
                "noetl-runtime: "
                    + url
                    + " is a read-only standby; name the primary, or all hosts with"
                    + " target_session_attrs=read-write\n"),
            run("heartbeat", "p", "--database", url));
        assertEquals(new Ended(0, "p\n", ""), run("list", "-o", "name", "--database", url));
      }
    }
  }

  // The statement lasts too long

  @Test
  void lockOfAnotherSessionExitsNineAndNothingIsDoneLater() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE noetl.runtime");

      long start = System.nanoTime();
      Ended ended = run("register", "p", "--database", database.url(), "--timeout", "2s");
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();

      assertEquals(
          new Ended(
              9,
              "",
              "noetl-runtime: "
                  + database.url()
                  + " did not finish the statement in time: canceling statement due to user"
                  + " request; try again, or wait longer with --timeout\n"),
          ended);
      assertTrue(millis >= 1_900 && millis < 8_000, "took " + millis + " ms");
      untilNoSessionIsLeft(database);
      other.commit();
    }
    assertEquals(List.of("0"), database.rows("SELECT count(*) FROM noetl.runtime"));
  }

  @Test
  void serverThatFallsSilentExitsNineThoughTheRowIsThere() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (WireProxy proxy = WireProxy.before(database.server())) {
      proxy.keepSilentAfterLogin();

      assertEquals(
          new Ended(
              9,
              "",
              "noetl-runtime: "
                  + proxy.url(database)
                  + " did not answer in time; try again, or wait longer with --timeout\n"),
          run("register", "p", "--database", proxy.url(database), "--timeout", "1s"));
      assertEquals(List.of("p"), database.rows("SELECT name FROM noetl.runtime"));
    }
  }

  @Test
  void statementTimeoutOfTheServerExitsNine() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    database.execute("ALTER DATABASE " + database.name() + " SET statement_timeout = '200ms'");
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      statement.execute("SET statement_timeout = 0");
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE noetl.runtime");

      assertEquals(
          new Ended(
              9,
              "",
              "noetl-runtime: "
                  + database.url()
                  + " did not finish the statement in time: canceling statement due to statement"
                  + " timeout; try again, or wait longer with --timeout\n"),
          run("heartbeat", "p", "--database", database.url()));
    }
  }

  // The table is another one

  @Test
  void olderCheckExitsSixWithTheRemedy() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    database.execute(
        "ALTER TABLE noetl.runtime DROP CONSTRAINT runtime_kind_check",
        """
        ALTER TABLE noetl.runtime ADD CONSTRAINT runtime_kind_check
          CHECK (kind IN ('worker_pool', 'server_api', 'broker'))
        """);

    assertEquals(
        new Ended(
            6,
            "",
            "noetl-runtime: the table \"noetl\".runtime forbids it: check constraint"
                + " runtime_kind_check; NoETL's own tables allow fewer kinds; drop the constraint:"
                + " ALTER TABLE \"noetl\".runtime DROP CONSTRAINT \"runtime_kind_check\"\n"),
        run("register", "s", "--kind", "scheduler", "--database", database.url()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ALTER TABLE noetl.runtime DROP capacity | register | column "capacity" of relation "runtime" does not exist
          ALTER TABLE noetl.runtime DROP capacity | list | column "capacity" does not exist
          ALTER TABLE noetl.runtime DROP heartbeat | heartbeat | column "heartbeat" of relation "runtime" does not exist
          DROP INDEX noetl.idx_runtime_kind_name | register | it has no unique index on (kind, name)
          ALTER TABLE noetl.runtime ALTER name TYPE INT USING 1 | register | column "name" is of type integer but expression is of type character varying
          ALTER TABLE noetl.runtime ALTER name TYPE INT USING 1 | heartbeat | operator does not exist: integer = character varying
          ALTER TABLE noetl.runtime ADD region TEXT NOT NULL | register | null value in column "region" of relation "runtime" violates not-null constraint
          """)
  void tableOfAnotherShapeExitsTenAndSaysWhatIsMissing(
      String change, String command, String missing) throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    database.execute(change);

    String sentence =
        "noetl-runtime: the table \"noetl\".runtime of "
            + database.url()
            + " has another shape: "
            + missing
            + "; compare it with: noetl-runtime init --dry-run\n";
    assertEquals(
        new Ended(10, "", sentence),
        command.equals("list")
            ? run("list", "--database", database.url())
            : run(command, "p", "--database", database.url()));
  }

  private Ended run(String... arguments) {
    return new CommandRun(folder).run(arguments);
  }

  /** The server gives a place back a moment after the client has closed its connection. */
  private static Connection connectOnceFree(PostgresDatabase database) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      try {
        return database.connect();
      } catch (SQLException full) {
        if (System.nanoTime() - start > 10_000_000_000L) {
          throw full;
        }
      }
    }
  }

  /** Waits until the server has done with what the command asked for. */
  private static void untilNoSessionIsLeft(PostgresDatabase database) throws Exception {
    long start = System.nanoTime();
    while (!database
        .rows(
            "SELECT query FROM pg_stat_activity WHERE application_name = 'noetl-runtime'"
                + " AND datname = current_database()")
        .isEmpty()) {
      assertTrue(System.nanoTime() - start < 10_000_000_000L, "a session is left");
    }
  }
}
