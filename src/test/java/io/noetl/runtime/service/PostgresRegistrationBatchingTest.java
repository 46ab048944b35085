package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.UnintelligibleAnswer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@IntegrationTest
class PostgresRegistrationBatchingTest extends RegistrationBatchingContract {

  private static PostgresDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = PostgresServer.shared(14).createDatabase();
  }

  private static RuntimeService service(Duration patience, Consumer<String> trace) {
    return RuntimeService.open(
        new DirectOptions(database.url(), patience, true, PostgresDatabase.chance(), trace)
            .withConnections(4));
  }

  @Override
  RuntimeService open(Consumer<String> trace) {
    database.emptied();
    return service(Duration.ofSeconds(20), trace);
  }

  /** Registers the workers concurrently; returns the results. */
  private static List<Object> registered(RuntimeService service, int... workers) throws Exception {
    List<Object> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> calls = new ArrayList<>();
      for (int worker : workers) {
        calls.add(threads.submit(() -> service.register(worker(worker, 1)).status()));
      }
      for (Future<String> call : calls) {
        try {
          results.add(call.get());
        } catch (ExecutionException refused) {
          results.add(refused.getCause().getClass());
        }
      }
    }
    return results;
  }

  @Test
  void lockedRowDelaysOnlyItsOwnRegistration() throws Exception {
    try (RuntimeService service = service(Duration.ofSeconds(2), statement -> {});
        Connection other = database.connect();
        Statement lock = other.createStatement()) {
      registered(service, 0, 1, 2, 3);
      other.setAutoCommit(false);
      lock.execute("SELECT * FROM noetl.runtime WHERE name = 'p1' FOR UPDATE");

      for (int round = 0; round < 3; round++) {
        assertEquals(
            List.of("ok", TimedOut.class, "ok", "ok", "ok"),
            registered(service, 0, 1, 2, 3, 10 + round));
      }

      other.rollback();
      assertEquals(List.of("ok", "ok"), registered(service, 0, 1));
    }
  }

  @Test
  void rejectedRegistrationDoesNotAffectOthers() throws Exception {
    database.execute(
        """
        CREATE FUNCTION noetl.refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'not this one'; END $$
        """,
        """
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON noetl.runtime FOR EACH ROW
        WHEN (new.name = 'p2') EXECUTE FUNCTION noetl.refuse()
        """);
    try (RuntimeService service = service(Duration.ofSeconds(20), statement -> {})) {
      for (int round = 0; round < 5; round++) {
        assertEquals(
            List.of("ok", "ok", UnintelligibleAnswer.class, "ok"), registered(service, 0, 1, 2, 3));
      }
    }
  }

  /** An upsert, a lock or a rollback leaves a mark in a row that keeps it out of a batch, once. */
  @Test
  void rowThatWasLockedEarlierIsBatchedAgain() throws Exception {
    List<String> trace = Collections.synchronizedList(new ArrayList<>());
    try (RuntimeService service = service(Duration.ofSeconds(20), trace::add);
        Connection other = database.connect();
        Statement lock = other.createStatement()) {
      HeartbeatBatchingContract.together(1, caller -> service.register(worker(caller, 1)).status());
      lock.execute("SELECT * FROM noetl.runtime FOR UPDATE");
      HeartbeatBatchingContract.together(1, caller -> service.register(worker(caller, 2)).status());
      trace.clear();

      HeartbeatBatchingContract.together(
          20, caller -> service.register(worker(caller, 3)).status());

      assertEquals(
          List.of("0"), database.rows("SELECT count(*) FROM noetl.runtime WHERE xmax <> 0"));
      assertEquals(
          List.of(),
          trace.stream().filter(sql -> sql.contains("DO UPDATE")).toList(),
          "no row was written by an upsert");
      assertEquals(true, trace.size() < 10 * CALLERS, trace.size() + " statements");
    }
  }

  /** A deadlock is tried again. */
  @Test
  void servicesThatWriteTheSameRowsAllSucceed() throws Exception {
    try (RuntimeService one = service(Duration.ofSeconds(20), statement -> {});
        RuntimeService other = service(Duration.ofSeconds(20), statement -> {});
        RuntimeService beating = service(Duration.ofSeconds(20), statement -> {});
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<String>> first =
          threads.submit(() ->
              HeartbeatBatchingContract.together(
                  30, caller -> one.register(worker(caller, 1)).status()));
      Future<List<String>> second =
          threads.submit(() ->
              HeartbeatBatchingContract.together(
                  30, caller -> other.register(worker(CALLERS - 1 - caller, 2)).status()));
      List<String> all = new ArrayList<>(first.get());
      Future<List<String>> third =
          threads.submit(() ->
              HeartbeatBatchingContract.together(
                  30, caller -> one.register(worker(caller, 3)).status()));
      all.addAll(
          HeartbeatBatchingContract.together(
              30, caller -> beating.heartbeat(Requests.beat("p" + caller)).status()));
      all.addAll(second.get());
      all.addAll(third.get());
      assertEquals(List.of("ok"), all.stream().distinct().toList());
    }
  }
}
