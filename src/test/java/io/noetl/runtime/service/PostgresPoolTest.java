package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.maintenance.DatabaseWork;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The connection pool of a long-running service. */
@IntegrationTest
class PostgresPoolTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @Test
  void callTimesOutWhileAllConnectionsAreInUse() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (RuntimeService service = database.pooled(database.url(), TIMEOUT, 2)) {
      service.register(Requests.pool("p"));
      CountDownLatch reading = new CountDownLatch(2);
      CountDownLatch finish = new CountDownLatch(1);
      List<CompletableFuture<Void>> lists = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        lists.add(
            CompletableFuture.runAsync(
                () ->
                    service.stream(
                        Requests.EVERYTHING,
                        (component, asOf) -> {
                          reading.countDown();
                          await(finish);
                        }),
                Thread::startVirtualThread));
      }
      await(reading);

      TimedOut failure =
          assertThrows(
              TimedOut.class,
              () ->
                  service.deregister(
                      new RuntimeDeregistrationRequest("p", RuntimeKind.WORKER_POOL)));
      finish.countDown();
      for (CompletableFuture<Void> list : lists) {
        list.get();
      }

      assertEquals(
          database.url() + " did not finish the statement in time: all 2 connections are in use",
          failure.getMessage());
      assertEquals("ok", service.heartbeat(Requests.beat("p")).status());
    }
  }

  @Test
  void statementThatWaitsForALockIsCancelledAfterTheTimeout() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (Connection other = database.connect();
        Statement statement = other.createStatement();
        RuntimeService service = database.pooled(database.url(), TIMEOUT, 2)) {
      service.register(Requests.pool("p"));
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE noetl.runtime");

      TimedOut failure =
          assertThrows(
              TimedOut.class,
              () ->
                  service.deregister(
                      new RuntimeDeregistrationRequest("p", RuntimeKind.WORKER_POOL)));
      other.rollback();

      assertEquals(
          database.url()
              + " did not finish the statement in time: canceling statement due to statement"
              + " timeout",
          failure.getMessage());
      assertEquals("ok", service.heartbeat(Requests.beat("p")).status());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void poolDiscardsAllLostConnections() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (RuntimeService service = database.pooled(database.url(), TIMEOUT, 4);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      service.register(Requests.pool("p"));
      Callable<String> beat = () -> service.heartbeat(Requests.beat("p")).runtimeId();
      for (Future<String> done : threads.invokeAll(List.of(beat, beat, beat, beat))) {
        done.get();
      }
      database.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
              + " AND datname = current_database()"
              + " AND datname = current_database()");

      heartbeatOnAStalePool(service);
      for (int i = 0; i < 8; i++) {
        service.heartbeat(Requests.beat("p"));
      }
    }
  }

  @Test
  void poolOpensNoConnectionBeforeTheFirstCall() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase();
    try (RuntimeService service = database.pooled(database.url(), TIMEOUT, 4)) {
      assertEquals(5, service.creationScript().size());
      assertEquals(List.of(), sessions(database));
      service.create();
      assertEquals(List.of("noetl-runtime"), sessions(database));
    }
    Eventually.holds(TIMEOUT, () -> sessions(database).isEmpty());
  }

  @Test
  void workCountsConnectionsInUseAndWaitingCallers() throws Exception {
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
        calls.add(
            threads.submit(() ->
                service.deregister(
                    new RuntimeDeregistrationRequest("p", RuntimeKind.WORKER_POOL))));
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

  /** The pool pings connections idle for half a second; before that the call itself fails. */
  static void heartbeatOnAStalePool(RuntimeService service) {
    try {
      service.heartbeat(Requests.beat("p"));
    } catch (Unavailable | Unreachable lost) {
      // All lost connections are discarded together with this one.
    }
  }

  private static List<String> sessions(PostgresDatabase database) throws Exception {
    return database.rows(
        "SELECT application_name FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name = 'noetl-runtime'");
  }
}
