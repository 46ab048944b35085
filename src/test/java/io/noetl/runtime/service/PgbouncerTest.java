package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.Pgbouncer;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PgBouncer in transaction mode, where each statement may run on another connection. */
@IntegrationTest
class PgbouncerTest {

  @TempDir private Path folder;
  private PostgresDatabase database;

  @BeforeEach
  void createTable() {
    database = PostgresServer.shared(18).createDatabase();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void manyClientsInterleaveAllCallsOnTwoConnections(int connections) throws Exception {
    int clients = 8;
    int rounds = 20;
    try (Pgbouncer bouncer = Pgbouncer.before(database.server(), folder);
        ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      try (RuntimeService service = service(bouncer, connections)) {
        service.create();
      }
      List<Callable<String>> work = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        String name = "p" + i;
        work.add(() -> useAllCalls(bouncer, connections, name, rounds));
      }
      for (Future<String> done : threads.invokeAll(work)) {
        done.get();
      }
      try (RuntimeService service = service(bouncer, connections)) {
        assertEquals(
            List.of(
                "p0 offline",
                "p1 offline",
                "p2 offline",
                "p3 offline",
                "p4 offline",
                "p5 offline",
                "p6 offline",
                "p7 offline"),
            service.list(Requests.EVERYTHING).items().stream()
                .map(item -> item.name() + " " + item.status())
                .toList());
      }
    }
  }

  private String useAllCalls(Pgbouncer bouncer, int connections, String name, int rounds) {
    try (RuntimeService service = service(bouncer, connections)) {
      String id = service.register(Requests.pool(name)).runtimeId();
      for (int round = 0; round < rounds; round++) {
        assertEquals(
            id,
            service
                .register(Requests.registration("{'name':'" + name + "','capacity':" + round + "}"))
                .runtimeId());
        assertEquals(id, service.heartbeat(Requests.beat(name)).runtimeId());
        RuntimeComponentInfo row =
            service.list(Requests.EVERYTHING).items().stream()
                .filter(item -> item.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertEquals(id + " " + round, row.runtimeId() + " " + row.json().text("capacity"));
        service.deregister(new RuntimeDeregistrationRequest(name, RuntimeKind.WORKER_POOL));
      }
      return id;
    }
  }

  @Test
  void longStatementIsCancelledThroughThePooler() throws Exception {
    try (Pgbouncer bouncer = Pgbouncer.before(database.withTable().server(), folder);
        Connection other = database.connect();
        Statement statement = other.createStatement();
        RuntimeService service =
            database.service(bouncer.url(database), Duration.ofSeconds(1), sql -> {})) {
      service.list(Requests.EVERYTHING);
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE noetl.runtime");

      assertThrows(TimedOut.class, () -> service.register(Requests.pool("p")));

      Eventually.holds(
          Duration.ofSeconds(5),
          () ->
              database
                  .rows(
                      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                          + " AND datname = current_database()")
                  .isEmpty());
      other.commit();
      assertEquals(List.of(), service.list(Requests.EVERYTHING).items());
    }
  }

  private RuntimeService service(Pgbouncer bouncer, int connections) {
    Duration patience = Duration.ofSeconds(20);
    return connections == 1
        ? database.service(bouncer.url(database), patience, statement -> {})
        : database.pooled(bouncer.url(database), patience, connections);
  }
}
