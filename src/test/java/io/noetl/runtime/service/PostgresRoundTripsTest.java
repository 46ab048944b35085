package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.contract.WireProxy;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes over the wire: a connection, one statement a call (parse, bind, describe, execute and
 * one sync, sent together), and the good-bye.
 */
@IntegrationTest
class PostgresRoundTripsTest {

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void oneShotIsOneConnectionAndOneStatement(int version) throws Exception {
    assertEquals(List.of("ssl start PBDESX"), sent(version, s -> s.register(Requests.pool("p"))));
    assertEquals(List.of("ssl start PBDESX"), sent(version, s -> s.heartbeat(Requests.beat("q"))));
    assertEquals(List.of("ssl start PBDESX"), sent(version, s -> s.list(Requests.EVERYTHING)));
    assertEquals(
        List.of("ssl start PBDESX"),
        sent(
            version,
            s -> s.deregister(new RuntimeDeregistrationRequest("q", RuntimeKind.WORKER_POOL))));
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void severalCallsAreOneStatementEach(int version) throws Exception {
    assertEquals(
        List.of("ssl start PBDESPBDESPBDESX"),
        sent(
            version,
            s -> {
              s.register(Requests.pool("p"));
              s.heartbeat(Requests.beat("p"));
              s.heartbeat(Requests.beat("p"));
            }));
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void loginAddsTheOnlyOtherRoundTrips(int version) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    String role = database.createRole("secret");
    database.execute(
        "GRANT USAGE ON SCHEMA noetl TO " + role, "GRANT SELECT ON noetl.runtime TO " + role);
    try (WireProxy proxy = WireProxy.before(database.server())) {
      String url = proxy.url(database).replace("postgres@", role + ":secret@");
      try (RuntimeService service = database.service(url + "?sslmode=disable")) {
        service.list(Requests.EVERYTHING);
      }
      assertEquals(List.of("start ppPBDESX"), ended(proxy));
    }
  }

  private static List<String> sent(int version, Consumer<RuntimeService> work) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    try (RuntimeService before = database.service()) {
      before.register(Requests.pool("q"));
    }
    try (WireProxy proxy = WireProxy.before(database.server())) {
      try (RuntimeService service = database.service(proxy.url(database))) {
        work.accept(service);
      }
      return ended(proxy);
    }
  }

  /** The conversations, once each has ended. */
  private static List<String> ended(WireProxy proxy) {
    Eventually.holds(
        Duration.ofSeconds(10),
        () -> proxy.conversations().stream().allMatch(said -> said.endsWith("X")));
    return proxy.conversations();
  }
}
