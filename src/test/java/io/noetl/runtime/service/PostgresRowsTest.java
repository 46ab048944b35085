package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows written by NoETL's servers and by us, and the statements on the wire. */
@IntegrationTest
class PostgresRowsTest {

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void rowThatNoetlWroteIsListedWithoutLoss(int version) {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    database.execute(
        """
        INSERT INTO noetl.runtime VALUES
          (9007199254740993, 'server-control', 'server_api', 'http://h:8082', 'ready',
           '["leader", "catalog"]', '{"a": 1}', NULL,
           '{"type": "server_control", "lease": {"until": 1.50, "owner": "h:1"}, "n": 12345678901234567890}',
           '2025-10-01 02:03:04.000567+02', '2025-10-01T00:00:00Z', '2024-02-29 23:59:59.999999Z')
        """,
        """
        INSERT INTO noetl.runtime (runtime_id, name, kind, status, labels, runtime)
        VALUES (1, '', 'worker_pool', 'odd', '"text"', '[1]'), (2, 'nothing', 'broker', '', NULL, NULL)
        """);

    try (RuntimeService service = database.service()) {
      List<RuntimeComponentInfo> items = service.list(Requests.EVERYTHING).items();

      assertEquals(
          "{\"name\":\"server-control\",\"kind\":\"server_api\","
              + "\"runtime_id\":\"9007199254740993\",\"status\":\"ready\","
              + "\"runtime\":{\"n\":12345678901234567890,\"type\":\"server_control\","
              + "\"lease\":{\"owner\":\"h:1\",\"until\":1.50}},"
              + "\"uri\":\"http://h:8082\",\"capacity\":null,"
              + "\"labels\":[\"leader\",\"catalog\"],\"capabilities\":{\"a\":1},"
              + "\"heartbeat\":\"2025-10-01T00:03:04.000567+00:00\","
              + "\"created_at\":\"2025-10-01T00:00:00.000000+00:00\","
              + "\"updated_at\":\"2024-02-29T23:59:59.999999+00:00\"}",
          Json.write(items.get(1).json()));
      assertEquals(
          List.of("broker|nothing||null|null", "worker_pool||odd|text|[1]"),
          List.of(odd(items.get(0)), odd(items.get(2))));
    }
  }

  /** The zone of the session is not UTC here, and the first column of the three has none. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void timesAreShownInUtcWithMicroseconds(int version) {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    database.execute(
        "ALTER TABLE noetl.runtime ALTER created_at TYPE timestamp",
        """
        INSERT INTO noetl.runtime (runtime_id, name, kind, status, heartbeat, created_at, updated_at)
        VALUES
          (1, 'a', 'broker', '', '2025-10-01 00:00:00Z', '2025-10-01 12:00', '2025-10-01 01:02:03.5+02'),
          (2, 'b', 'broker', '', 'infinity', '-infinity', '0044-03-15 12:00:00Z BC'),
          (3, 'c', 'broker', '', '12025-10-01 00:00:00.000010Z', now(), now())
        """);

    TimeZone usual = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
    try (RuntimeService service = database.service()) {
      List<RuntimeComponentInfo> items = service.list(Requests.EVERYTHING).items();

      assertEquals(
          List.of(
              "2025-10-01T00:00:00.000000+00:00",
              "2025-10-01T06:30:00.000000+00:00",
              "2025-09-30T23:02:03.500000+00:00"),
          times(items.get(0)));
      assertEquals(Arrays.asList(null, null, null), times(items.get(1)));
      assertEquals("12025-10-01T00:00:00.000010+00:00", times(items.get(2)).getFirst());
    } finally {
      TimeZone.setDefault(usual);
    }
  }

  private static List<Object> times(RuntimeComponentInfo item) {
    return Arrays.asList(
        item.json().text("heartbeat"),
        item.json().text("created_at"),
        item.json().text("updated_at"));
  }

  private static String odd(RuntimeComponentInfo item) {
    return String.join(
        "|",
        item.kind(),
        item.name(),
        item.status(),
        String.valueOf(TestJson.plain(item.json().get("labels"))),
        String.valueOf(TestJson.plain(item.json().get("runtime"))));
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void rowOfOursHasTheShapesOfNoetls(int version) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    try (RuntimeService service = database.service()) {
      service.register(
          Requests.registration(
              """
              {'name':'p','runtime':'Python','status':'BUSY','capacity':4,'uri':'nats://h',
               'labels':{'env':'prod','gpu':true},'pid':7,'hostname':'h','meta':{'v':1.50}}
              """));
      service.register(Requests.pool("q"));
    }

    assertEquals(
        List.of(
            "p|worker_pool|nats://h|busy|{\"env\": \"prod\", \"gpu\": true}|null|4|object|"
                + "{\"v\": 1.50, \"pid\": 7, \"type\": \"Python\", \"hostname\": \"h\"}",
            "q|worker_pool|null|ready|null|null|null|object|"
                + "{\"pid\": null, \"type\": null, \"hostname\": null}"),
        database.rows(
            """
            SELECT name, kind, uri, status, labels, capabilities, capacity,
              jsonb_typeof(runtime), runtime
            FROM noetl.runtime ORDER BY name
            """));
    assertEquals(
        List.of("timestamp with time zone|t|t|t"),
        database.rows(
            """
            SELECT DISTINCT pg_typeof(heartbeat), heartbeat = created_at, heartbeat = updated_at,
              abs(extract(epoch FROM clock_timestamp() - heartbeat)) < 60
            FROM noetl.runtime
            """));
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void eachCallIsOneStatement(int version) throws IOException {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();

    assertEquals(List.of("INSERT"), statements(database, s -> s.register(Requests.pool("p"))));
    assertEquals(List.of("UPDATE"), statements(database, s -> s.heartbeat(Requests.beat("p"))));
    assertEquals(List.of("SELECT"), statements(database, s -> s.list(Requests.EVERYTHING)));
    assertEquals(
        List.of("UPDATE"),
        statements(
            database,
            s -> s.deregister(new RuntimeDeregistrationRequest("p", RuntimeKind.WORKER_POOL))));
    assertEquals(
        List.of("INSERT", "UPDATE", "UPDATE", "SELECT"),
        statements(
            database,
            s -> {
              s.register(Requests.pool("q"));
              s.heartbeat(Requests.beat("q"));
              s.heartbeat(Requests.beat("q"));
              s.list(Requests.EVERYTHING);
            }));
  }

  /** The first words of the statements that the server logs during one service's life. */
  private static List<String> statements(PostgresDatabase database, Consumer<RuntimeService> work)
      throws IOException {
    int before = database.server().log().length();
    try (RuntimeService service = database.service()) {
      work.accept(service);
    }
    return database
        .server()
        .log()
        .substring(before)
        .lines()
        .filter(line -> line.startsWith("[" + database.name() + "]"))
        .filter(line -> line.contains("LOG:  statement: ") || line.contains("LOG:  execute "))
        .map(line -> line.replaceFirst(".*LOG: +(statement|execute [^:]*): *", "").split(" ")[0])
        .toList();
  }
}
