package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Conflict;
import io.noetl.runtime.schema.RuntimeApiException.NotAllowed;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.UnintelligibleAnswer;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The translation of errors of a real server. */
@IntegrationTest
class PostgresDialectTest {

  private static final String INIT = "create it: noetl-runtime init, or name another --database";

  private static final String LOGIN =
      "check the user in the URL, and PGPASSWORD or the password file";

  private PostgresDatabase database;

  @BeforeEach
  void createTable() {
    database = PostgresServer.shared(18).createDatabase().withTable();
  }

  // Access

  @Test
  void wrongPasswordIsNotAllowed() {
    String role = database.createRole("secret");

    assertRefused(
        NotAllowed.class,
        database.url(role + ":wrong"),
        database.url(role)
            + " refused the login: password authentication failed for user \""
            + role
            + '"',
        LOGIN);
  }

  @Test
  void missingPasswordIsNotAllowed() {
    String role = database.createRole("secret");

    assertRefused(
        NotAllowed.class,
        database.url(role),
        database.url(role)
            + " refused the login: The server requested SCRAM-based authentication, but no"
            + " password was provided.",
        LOGIN);
  }

  @Test
  void roleWithoutRightsIsNotAllowed() {
    String role = database.createRole("secret");
    String rights = "grant the role its rights on \"noetl\".runtime";

    assertRefused(
        NotAllowed.class,
        database.url(role + ":secret"),
        database.url(role) + " does not allow it: permission denied for schema noetl",
        rights);
    database.execute("GRANT USAGE ON SCHEMA noetl TO " + role);
    assertRefused(
        NotAllowed.class,
        database.url(role + ":secret"),
        database.url(role) + " does not allow it: permission denied for table runtime",
        rights);
  }

  // What is not there

  @Test
  void missingDatabaseIsUnreachable() {
    String url = "postgresql://postgres@localhost:" + database.server().port() + "/nowhere";

    assertRefused(
        Unreachable.class,
        url,
        "cannot open " + url + ": database \"nowhere\" does not exist",
        "check the name of the database in the URL");
  }

  @Test
  void missingTableNamesInit() {
    database.execute("DROP TABLE noetl.runtime");
    String sentence = database.url() + " has no table \"noetl\".runtime";

    assertRefused(UnintelligibleAnswer.class, database.url(), sentence, INIT);
    database.execute("DROP SCHEMA noetl");
    assertRefused(UnintelligibleAnswer.class, database.url(), sentence, INIT);
  }

  @Test
  void refusedConnectionIsUnreachable() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String url = "postgresql://postgres@localhost:" + port + "/db";

    assertRefused(
        Unreachable.class,
        url,
        "cannot reach " + url + ": Connection to localhost:" + port + " refused",
        "start the database, or check --database");
  }

  @Test
  void refusingHostIsSkipped() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String url = database.url().replace("@", "@localhost:" + port + ",");

    try (RuntimeService service =
        database.service(url + "?target_session_attrs=read-write&sslmode=prefer")) {
      service.register(Requests.pool("p"));
    }
  }

  @Test
  void hangingHostLeavesTimeForTheNext() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
      String url = database.url().replace("@", "@127.0.0.1:" + full.getLocalPort() + ",");

      try (RuntimeService service = database.service(url, Duration.ofSeconds(3), sql -> {})) {
        service.register(Requests.pool("p"));
      }
      assertTrue(first.isConnected() && second.isConnected());
    }
  }

  // Tables of another shape

  @Test
  void checkConstraintOnKindIsAConflict() {
    database.execute(
        "ALTER TABLE noetl.runtime DROP CONSTRAINT runtime_kind_check",
        """
        ALTER TABLE noetl.runtime ADD CONSTRAINT "older kinds"
          CHECK (kind IN ('worker_pool', 'server_api', 'broker'))
        """);
    try (RuntimeService service = database.service()) {
      Conflict refused =
          assertThrows(
              Conflict.class,
              () -> service.register(Requests.registration("{'name':'s','kind':'scheduler'}")));

      assertEquals(
          "the table \"noetl\".runtime forbids it: check constraint older kinds",
          refused.getMessage());
      assertEquals(
          "NoETL's own tables allow fewer kinds; drop the constraint: ALTER TABLE \"noetl\".runtime"
              + " DROP CONSTRAINT \"older kinds\"",
          refused.hint());
      service.register(Requests.pool("p"));
    }
  }

  @Test
  void missingColumnIsNamed() {
    database.execute("ALTER TABLE noetl.runtime DROP COLUMN labels");

    assertShape("column \"labels\" of relation \"runtime\" does not exist");
  }

  @Test
  void columnOfAnotherTypeIsNamed() {
    database.execute(
        "ALTER TABLE noetl.runtime ALTER heartbeat DROP DEFAULT, ALTER heartbeat TYPE BIGINT USING"
            + " 0");

    assertShape(
        "column \"heartbeat\" is of type bigint but expression is of type timestamp with time"
            + " zone");
  }

  @Test
  void missingUniqueIndexIsNamed() {
    database.execute("DROP INDEX noetl.idx_runtime_kind_name");

    assertShape("it has no unique index on (kind, name)");
  }

  // What passes

  @Test
  void lockOfAnotherSessionTimesOut() throws Exception {
    try (Connection other = database.connect();
        Statement statement = other.createStatement();
        RuntimeService service =
            database.service(database.url(), Duration.ofSeconds(1), sql -> {})) {
      service.register(Requests.pool("p"));
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE noetl.runtime");

      long start = System.nanoTime();
      TimedOut late = assertThrows(TimedOut.class, () -> service.heartbeat(Requests.beat("p")));
      Duration waited = Duration.ofNanos(System.nanoTime() - start);

      assertEquals(
          database.url()
              + " did not finish the statement in time: canceling statement due to user request",
          late.getMessage());
      assertTrue(waited.toMillis() >= 900 && waited.toMillis() < 5_000, waited.toString());
      other.rollback();
      service.heartbeat(Requests.beat("p"));
    }
  }

  @Test
  void tooManyConnectionsAreUnavailable() {
    String role = database.createRole("secret");
    database.execute("ALTER ROLE " + role + " CONNECTION LIMIT 0");

    assertRefused(
        Unavailable.class,
        database.url(role + ":secret"),
        database.url(role) + " cannot do it now: too many connections for role \"" + role + '"',
        null);
  }

  @Test
  void readOnlyDatabaseIsReportedAsStandby() {
    try (RuntimeService service = database.service()) {
      database.execute(
          "ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");
      Unavailable refused =
          assertThrows(Unavailable.class, () -> service.register(Requests.pool("p")));

      assertEquals(database.url() + " is a read-only standby", refused.getMessage());
      assertEquals(
          "name the primary, or all hosts with target_session_attrs=read-write", refused.hint());
      database.execute(
          "SET default_transaction_read_only = off",
          "ALTER DATABASE " + database.name() + " RESET default_transaction_read_only");
      service.register(Requests.pool("p"));
    }
  }

  @Test
  void nextCallReplacesATerminatedSession() {
    try (RuntimeService service = database.service()) {
      service.register(Requests.pool("p"));
      database.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
              + " AND datname = current_database()"
              + " AND datname = current_database()");

      Unavailable lost =
          assertThrows(Unavailable.class, () -> service.heartbeat(Requests.beat("p")));

      assertEquals(
          database.url() + " cannot do it now: terminating connection due to administrator command",
          lost.getMessage());
      service.heartbeat(Requests.beat("p"));
    }
  }

  @Test
  void nextCallReconnectsToARestartedServer(@TempDir Path folder) throws Exception {
    try (PostgresServer server = PostgresServer.start(18, folder)) {
      PostgresDatabase own = server.createDatabase().withTable();
      try (RuntimeService service = own.service()) {
        service.register(Requests.pool("p"));
        server.close();

        RuntimeApiException gone =
            assertThrows(RuntimeApiException.class, () -> service.heartbeat(Requests.beat("p")));
        assertTrue(gone instanceof Unavailable || gone instanceof Unreachable, gone.toString());
        assertThrows(Unreachable.class, () -> service.heartbeat(Requests.beat("p")));

        server.restart();
        service.heartbeat(Requests.beat("p"));
      }
    }
  }

  private void assertShape(String reason) {
    assertRefused(
        UnintelligibleAnswer.class,
        database.url(),
        "the table \"noetl\".runtime of " + database.url() + " has another shape: " + reason,
        "compare it with: noetl-runtime init --dry-run");
  }

  private void assertRefused(
      Class<? extends RuntimeApiException> kind, String url, String sentence, String hint) {
    try (RuntimeService service = database.service(url)) {
      RuntimeApiException refused = assertThrows(kind, () -> service.register(Requests.pool("p")));
      assertEquals(sentence, refused.getMessage());
      assertEquals(hint, refused.hint());
    }
  }
}
