package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.UnintelligibleAnswer;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@IntegrationTest
class PostgresHeartbeatBatchingTest extends HeartbeatBatchingContract {

  private static PostgresDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = PostgresServer.shared(14).createDatabase();
  }

  private static DirectOptions options(Duration patience, Consumer<String> trace) {
    return new DirectOptions(database.url(), patience, true, PostgresDatabase.chance(), trace)
        .withConnections(4);
  }

  private static RuntimeService service(Duration patience, Consumer<String> trace) {
    return RuntimeService.open(options(patience, trace));
  }

  @Override
  RuntimeService open(Consumer<String> trace) {
    database.emptied();
    return service(Duration.ofSeconds(20), trace);
  }

  /** Sends concurrent heartbeats of the pools; returns the results. */
  private static List<Object> beats(RuntimeService service, String... names) throws Exception {
    List<Object> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> beats = new ArrayList<>();
      for (String name : names) {
        beats.add(threads.submit(() -> service.heartbeat(Requests.beat(name)).status()));
      }
      for (Future<String> beat : beats) {
        try {
          results.add(beat.get());
        } catch (ExecutionException refused) {
          results.add(refused.getCause().getClass());
        }
      }
    }
    return results;
  }

  @Test
  void lockedRowDelaysOnlyItsOwnHeartbeat() throws Exception {
    try (RuntimeService service = service(Duration.ofSeconds(2), statement -> {});
        Connection other = database.connect();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("SELECT * FROM noetl.runtime WHERE name = 'p1' FOR UPDATE");

      for (int round = 0; round < 3; round++) {
        assertEquals(
            List.of("ok", TimedOut.class, "ok", "ok"), beats(service, "p0", "p1", "p2", "p3"));
      }

      other.rollback();
      assertEquals(List.of("ok", "ok"), beats(service, "p0", "p1"));
    }
  }

  @Test
  void rejectedHeartbeatDoesNotAffectOthers() throws Exception {
    database.execute(
        """
        CREATE FUNCTION noetl.refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'not this one'; END $$
        """,
        """
        CREATE TRIGGER refuse BEFORE UPDATE ON noetl.runtime FOR EACH ROW
        WHEN (old.name = 'p2') EXECUTE FUNCTION noetl.refuse()
        """);
    try (RuntimeService service = service(Duration.ofSeconds(20), statement -> {})) {
      for (int round = 0; round < 5; round++) {
        assertEquals(
            List.of("ok", "ok", UnintelligibleAnswer.class, "ok"),
            beats(service, "p0", "p1", "p2", "p3"));
      }
    }
  }

  @Test
  void servicesThatWriteTheSameRowsInDifferentOrdersDoNotDeadlock() throws Exception {
    String[] names = new String[CALLERS];
    String[] backwards = new String[CALLERS];
    for (int i = 0; i < CALLERS; i++) {
      names[i] = "p" + i;
      backwards[CALLERS - 1 - i] = "p" + i;
    }
    try (RuntimeService one = service(Duration.ofSeconds(20), statement -> {});
        RuntimeService other = service(Duration.ofSeconds(20), statement -> {});
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Object>> first = threads.submit(() -> repeated(one, names));
      Future<List<Object>> second = threads.submit(() -> repeated(other, backwards));
      assertEquals(List.of("ok"), first.get());
      assertEquals(List.of("ok"), second.get());
    }
  }

  private static List<Object> repeated(RuntimeService service, String[] names) throws Exception {
    List<Object> all = new ArrayList<>();
    for (int round = 0; round < 30; round++) {
      all.addAll(beats(service, names));
    }
    return all.stream().distinct().toList();
  }

  @Test
  void unreachableDatabaseIsReported() {
    try (RuntimeService service =
        RuntimeService.open(
            new DirectOptions(
                    "postgresql://postgres@127.0.0.1:1/gone",
                    Duration.ofSeconds(2),
                    true,
                    PostgresDatabase.chance(),
                    statement -> {})
                .withConnections(4))) {
      assertEquals(
          "cannot reach postgresql://postgres@127.0.0.1:1/gone: Connection to 127.0.0.1:1 refused",
          assertThrows(Unreachable.class, () -> service.heartbeat(Requests.beat("p")))
              .getMessage());
    }
  }
}
