package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.DatabaseWork;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The connections of a service that stays. */
@IntegrationTest
class PostgresPoolTest {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Test
  void poolThatIsUsedUpIsATimeOutWithinTheTimeOut() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (Connection other = database.connect();
        Statement statement = other.createStatement();
        ExecutorService threads = Executors.newCachedThreadPool();
        RuntimeService service = database.pooled(database.url(), PATIENCE, 2)) {
      service.register(Requests.pool("p"));
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE noetl.runtime");
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        calls.add(() ->
            assertThrows(TimedOut.class, () -> service.register(Requests.pool("p"))).getMessage());
      }
      List<String> said = new ArrayList<>();
      for (Future<String> call : threads.invokeAll(calls)) {
        said.add(call.get());
      }
      other.rollback();

      Set<String> reasons =
          Set.of(
              database.url()
                  + " did not finish the statement in time: canceling statement due to"
                  + " statement timeout",
              database.url()
                  + " did not finish the statement in time: all 2 connections are in use");
      assertEquals(4, said.size());
      assertTrue(reasons.containsAll(said), said.toString());
      service.heartbeat(Requests.beat("p"));
    }
  }

  @Test
  void poolDiscardsAllThatAreLost() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (RuntimeService service = database.pooled(database.url(), PATIENCE, 4);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      service.register(Requests.pool("p"));
      Callable<String> beat = () -> service.heartbeat(Requests.beat("p")).runtimeId();
      for (Future<String> done : threads.invokeAll(List.of(beat, beat, beat, beat))) {
        done.get();
      }
      database.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
              + " AND datname = current_database()");

      beatOnAPoolThatMayNotKnow(service);
      for (int i = 0; i < 8; i++) {
        service.heartbeat(Requests.beat("p"));
      }
    }
  }

  @Test
  void poolOpensNothingBeforeTheFirstCall() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase();
    try (RuntimeService service = database.pooled(database.url(), PATIENCE, 4)) {
      assertEquals(5, service.creationScript().size());
      assertEquals(List.of(), sessions(database));
      service.create();
      assertEquals(List.of("noetl-runtime"), sessions(database));
    }
    Eventually.holds(PATIENCE, () -> sessions(database).isEmpty());
  }

  @Test
  void workSaysHowManyConnectionsAreUsedAndWaitedFor() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (RuntimeService service = database.pooled(database.url(), Duration.ofSeconds(60), 2);
        Connection other = database.connect();
        Statement statement = other.createStatement();
        ExecutorService threads = Executors.newFixedThreadPool(3)) {
      assertEquals("0 0 0 2", connections(service));
      service.register(Requests.pool("p"));
      assertEquals("0 1 0 2", connections(service));
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE noetl.runtime");
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        calls.add(threads.submit(() -> service.register(Requests.pool("p"))));
      }
      Eventually.holds(Duration.ofSeconds(60), () -> connections(service).equals("2 0 1 2"));
      other.rollback();
      for (Future<?> call : calls) {
        call.get();
      }
      Eventually.holds(Duration.ofSeconds(60), () -> connections(service).equals("0 2 0 2"));
    }
  }

  private static String connections(RuntimeService service) {
    DatabaseWork work = service.work();
    return work.active() + " " + work.idle() + " " + work.waiting() + " " + work.most();
  }

  /** The pool pings a connection that rested for half a second; before that the call finds out. */
  static void beatOnAPoolThatMayNotKnow(RuntimeService service) {
    try {
      service.heartbeat(Requests.beat("p"));
    } catch (Unavailable | Unreachable lost) {
      // And all that are lost are discarded with this one.
    }
  }

  private static List<String> sessions(PostgresDatabase database) throws Exception {
    return database.rows(
        "SELECT application_name FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name = 'noetl-runtime'");
  }
}
