package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The timeouts of lists and lookups while other sessions hold locks. */
@Timeout(120)
@IntegrationTest
class PostgresListTimeoutTest {

  private final PostgresDatabase database = PostgresServer.shared(14).createDatabase().withTable();

  private RuntimeService service() {
    return RuntimeService.open(
        new DirectOptions(
                database.url(),
                Duration.ofSeconds(2),
                true,
                PostgresDatabase.chance(),
                statement -> {})
            .withListTimeout(Duration.ofSeconds(60))
            .withConnections(4));
  }

  private Connection locked() throws SQLException {
    Connection session = database.connect();
    session.setAutoCommit(false);
    try (Statement statement = session.createStatement()) {
      statement.execute("LOCK TABLE noetl.runtime IN ACCESS EXCLUSIVE MODE");
    }
    return session;
  }

  /** A list that waits for its first row by now. */
  private CompletableFuture<Void> list(RuntimeService service) throws Exception {
    CompletableFuture<Void> list =
        CompletableFuture.runAsync(
            () -> service.stream(Requests.EVERYTHING, (component, asOf) -> {}),
            Thread::startVirtualThread);
    while (database.rows("SELECT pid FROM pg_locks WHERE NOT granted").isEmpty()) {
      assertFalse(list.isDone());
      Thread.sleep(5);
    }
    return list;
  }

  @Test
  void listHasALongerTimeoutThanALookUp() throws Exception {
    try (RuntimeService service = service();
        Connection session = locked()) {
      CompletableFuture<Void> list = list(service);
      assertThrows(TimedOut.class, () -> service.list(Requests.EVERYTHING));
      assertFalse(list.isDone());
      session.rollback();
      list.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void shorterTimeoutOfTheDatabaseApplies() throws Exception {
    database.execute("ALTER DATABASE " + database.name() + " SET statement_timeout = '1500ms'");
    try (RuntimeService service = service();
        Connection session = locked()) {
      CompletableFuture<Void> list = list(service);
      ExecutionException late =
          assertThrows(ExecutionException.class, () -> list.get(60, TimeUnit.SECONDS));
      assertInstanceOf(TimedOut.class, late.getCause());
      session.rollback();
    }
  }
}
