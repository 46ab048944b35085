package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.contract.WireProxy;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service during outages of its database, with one connection and with a pool. */
@IntegrationTest
class PostgresOutagesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration FOUND_AGAIN = Duration.ofSeconds(2);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void serviceReconnectsAfterTheServerWasKilled(int connections) throws Exception {
    try (PostgresServer server = PostgresServer.start(18, folder)) {
      PostgresDatabase database = server.createDatabase().withTable();
      try (RuntimeService service = service(database.url(), database, connections)) {
        service.register(Requests.pool("p"));
        Eventually.takes(
            FOUND_AGAIN,
            () -> {
              server.kill();
              // The dying server may or may not find the time to say that it dies.
              RuntimeApiException lost =
                  assertThrows(
                      RuntimeApiException.class, () -> service.heartbeat(Requests.beat("p")));
              assertTrue(
                  lost instanceof Unreachable || lost instanceof Unavailable, lost.toString());
              Eventually.takes(PATIENCE, () -> () -> assertRefused(service, database));
              server.restart();
              return () -> service.heartbeat(Requests.beat("p"));
            });
      }
    }
  }

  private static void assertRefused(RuntimeService service, PostgresDatabase database) {
    Unreachable refused =
        assertThrows(Unreachable.class, () -> service.heartbeat(Requests.beat("p")));
    assertEquals(
        "cannot reach "
            + database.url()
            + ": Connection to localhost:"
            + database.server().port()
            + " refused",
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void serverKilledDuringACallIsAnErrorAndLeavesNothing(int connections) throws Exception {
    try (PostgresServer server = PostgresServer.start(18, folder);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      PostgresDatabase database = server.createDatabase().withTable();
      try (RuntimeService service = service(database.url(), database, connections)) {
        try (Connection other = database.connect();
            Statement statement = other.createStatement()) {
          other.setAutoCommit(false);
          statement.execute("LOCK TABLE noetl.runtime");
          Future<?> call = threads.submit(() -> service.register(Requests.pool("p")));
          Eventually.holds(
              PATIENCE,
              () ->
                  !database
                      .rows("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                      .isEmpty());

          server.kill();

          Throwable failure = assertThrows(ExecutionException.class, call::get).getCause();
          assertEquals(
              "lost the connection to " + database.url() + " before the answer came",
              assertInstanceOf(Unreachable.class, failure).getMessage());
        }
        server.restart();
        assertEquals(List.of(), database.rows("SELECT name FROM noetl.runtime"));
        service.register(Requests.pool("p"));
        assertEquals(List.of("p"), database.rows("SELECT name FROM noetl.runtime"));
      }
    }
  }

  @Test
  void acknowledgedWritesSurviveAKilledServer() throws Exception {
    int writers = 4;
    try (PostgresServer server = PostgresServer.start(18, folder);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      PostgresDatabase database = server.createDatabase().withTable();
      AtomicInteger acknowledged = new AtomicInteger();
      List<Future<List<String>>> work = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        String prefix = "w" + i + "-";
        work.add(threads.submit(() -> registerUntilItFails(database, prefix, acknowledged)));
      }
      Eventually.holds(Duration.ofSeconds(30), () -> acknowledged.get() > 200);

      server.kill();
      server.restart();

      List<String> rows = database.rows("SELECT name FROM noetl.runtime");
      int expected = 0;
      for (Future<List<String>> done : work) {
        List<String> names = done.get();
        expected += names.size();
        assertTrue(rows.containsAll(names), "lost one of " + names);
      }
      // Each writer may have written one more without hearing of it.
      assertTrue(rows.size() - expected <= writers, rows.size() + " rows of " + expected);
    }
  }

  private static List<String> registerUntilItFails(
      PostgresDatabase database, String prefix, AtomicInteger acknowledged) {
    List<String> names = new ArrayList<>();
    try (RuntimeService service = database.service()) {
      while (true) {
        String name = prefix + names.size();
        service.register(Requests.pool(name));
        names.add(name);
        acknowledged.incrementAndGet();
      }
    } catch (Unreachable | Unavailable killed) {
      return names;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void nextHeartbeatFollowsAFailover(int connections) throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    try (PostgresServer primary = PostgresServer.start(18, first)) {
      PostgresDatabase database = primary.createDatabase().withTable();
      try (PostgresServer standby = primary.startStandby(18, second)) {
        PostgresDatabase copy = new PostgresDatabase(standby, database.name());
        // The standby comes first, so that the primary is looked for, too.
        String url =
            copy.url().replace("/" + database.name(), ",localhost:" + primary.port())
                + "/"
                + database.name()
                + "?target_session_attrs=read-write";
        try (RuntimeService service = service(url, database, connections)) {
          String id = service.register(Requests.pool("p")).runtimeId();
          Eventually.holds(
              Duration.ofSeconds(20),
              () -> copy.rows("SELECT name FROM noetl.runtime").equals(List.of("p")));

          primary.kill();
          assertEquals(List.of("t"), copy.rows("SELECT pg_promote()"));

          if (connections == 1) {
            assertThrows(RuntimeApiException.class, () -> service.heartbeat(Requests.beat("p")));
          } else {
            PostgresPoolTest.heartbeatOnAStalePool(service);
          }
          assertEquals(id, service.heartbeat(Requests.beat("p")).runtimeId());
          service.register(Requests.pool("q"));
          assertEquals(
              List.of("p", "q"), copy.rows("SELECT name FROM noetl.runtime ORDER BY name"));
        }
        try (RuntimeService fresh = service(url, database, connections)) {
          assertEquals(2, fresh.list(Requests.EVERYTHING).items().size());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void hangingServerTimesOutAndIsUsedAgainLater(int connections) throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (WireProxy proxy = WireProxy.before(database.server());
        RuntimeService service = service(proxy.url(database), database, connections)) {
      service.register(Requests.pool("p"));
      Eventually.takes(
          FOUND_AGAIN,
          () -> {
            proxy.keepSilentAfterLogin();
            for (int i = 0; i < 2; i++) {
              // A second more than the timeout, in which the driver cancels the statement.
              Eventually.takes(PATIENCE.plusMillis(2_500), () -> () -> assertGivenUp(service));
            }
            proxy.mend();
            return () -> service.heartbeat(Requests.beat("p"));
          });
    }
  }

  private static void assertGivenUp(RuntimeService service) {
    RuntimeApiException late =
        assertThrows(RuntimeApiException.class, () -> service.heartbeat(Requests.beat("p")));
    assertTrue(late instanceof TimedOut || late instanceof Unreachable, late.toString());
  }

  private static RuntimeService service(String url, PostgresDatabase database, int connections) {
    return connections == 1
        ? database.service(url, PATIENCE, statement -> {})
        : database.pooled(url, PATIENCE, connections);
  }
}
