package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.contract.WireProxy;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Server-side prepared statements of a long-running service. */
@IntegrationTest
class PostgresPreparedTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();

  private RuntimeService service() {
    return database.pooled(database.url(), PATIENCE, 2);
  }

  private static List<String> streamed(RuntimeService service) {
    List<String> names = new ArrayList<>();
    service.stream(Requests.EVERYTHING, (component, asOf) -> names.add(component.name()));
    return names;
  }

  private static List<String> paged(RuntimeService service) {
    List<String> names = new ArrayList<>();
    service.stream(
        Requests.EVERYTHING,
        new ListPage(5, null),
        (component, asOf) -> names.add(component.name()));
    return names;
  }

  @Test
  void repeatedStatementIsNotParsedAgain() throws Exception {
    try (WireProxy proxy = WireProxy.before(database.server())) {
      try (RuntimeService service = database.pooled(proxy.url(database), PATIENCE, 2)) {
        service.register(Requests.pool("p"));
        for (int i = 0; i < 6; i++) {
          service.heartbeat(Requests.beat("p"));
        }
      }
      Eventually.holds(
          PATIENCE, () -> proxy.conversations().stream().allMatch(said -> said.endsWith("X")));
      assertTrue(
          proxy.conversations().stream().anyMatch(said -> said.endsWith("BESBESBESX")),
          proxy.conversations().toString());
    }
  }

  @Test
  void serverCancelsLongStatementsUnlessItsTimeoutIsShorter() throws Exception {
    for (String own : List.of("0", "1h", "300ms")) {
      database.execute(
          "ALTER DATABASE " + database.name() + " SET statement_timeout = '" + own + "'");
      boolean isShorter = own.equals("300ms");
      try (Connection other = database.connect();
          Statement lock = other.createStatement();
          RuntimeService service =
              database.pooled(database.url(), Duration.ofSeconds(isShorter ? 20 : 1), 2)) {
        lock.execute("SET statement_timeout = 0");
        other.setAutoCommit(false);
        lock.execute("LOCK TABLE noetl.runtime");
        TimedOut late =
            assertThrows(
                TimedOut.class,
                () ->
                    service.deregister(
                        new RuntimeDeregistrationRequest("p", RuntimeKind.WORKER_POOL)),
                own);
        assertTrue(late.getMessage().endsWith("canceling statement due to statement timeout"), own);
      }
    }
  }

  @Test
  void statementsSurviveAnAlteredTable() throws Exception {
    try (RuntimeService service = service()) {
      service.register(Requests.pool("p"));
      for (int i = 0; i < 3; i++) {
        useAll(service);
      }
      database.execute("ALTER TABLE noetl.runtime ALTER COLUMN capacity TYPE bigint");
      useAll(service);
      database.execute("ALTER TABLE noetl.runtime ALTER COLUMN runtime_id TYPE numeric");
      useAll(service);
      useAll(service);
    }
  }

  @Test
  void deallocatedStatementsArePreparedAgain() throws Exception {
    try (RuntimeService service = service()) {
      service.register(Requests.pool("p"));
      for (int i = 0; i < 3; i++) {
        useAll(service);
      }
      // What runs in the service's own session has it forget them.
      database.execute(
          """
          CREATE FUNCTION noetl.forget() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN EXECUTE 'DEALLOCATE ALL'; RETURN new; END $$
          """,
          """
          CREATE TRIGGER forget BEFORE UPDATE ON noetl.runtime FOR EACH ROW
          WHEN (old.name = 'forgets') EXECUTE FUNCTION noetl.forget()
          """);
      service.register(Requests.pool("forgets"));
      service.heartbeat(Requests.beat("forgets"));
      assertEquals(List.of("forgets", "p"), streamed(service));
      service.heartbeat(Requests.beat("forgets"));
      assertEquals(List.of("forgets", "p"), paged(service));
      service.heartbeat(Requests.beat("forgets"));
      assertEquals("ok", service.heartbeat(Requests.beat("p")).status());
    }
  }

  private static void useAll(RuntimeService service) {
    assertEquals(List.of("p"), paged(service));
    assertEquals(List.of("p"), streamed(service));
    assertEquals("ok", service.heartbeat(Requests.beat("p")).status());
    assertEquals(1, service.list(Requests.EVERYTHING).items().size());
    service.register(Requests.pool("p"));
  }
}
