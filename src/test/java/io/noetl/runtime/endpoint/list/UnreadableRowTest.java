package io.noetl.runtime.endpoint.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.service.Eventually;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that another program filled with oversized data does not make other rows unreadable. */
class UnreadableRowTest {

  private static final String MARK = "(too large to show)";
  private static final RuntimeListQuery POOLS = RuntimeListQuery.of(RuntimeKind.WORKER_POOL);

  @TempDir private Path folder;

  /**
   * The first would be a gigabyte of text, more than the server reads; the others some megabytes.
   */
  @ParameterizedTest
  @IntegrationTest
  @ValueSource(ints = {14, 18})
  void rowInPostgresIsListedSweptAndPrunable(int version) {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    database.execute(
        row("a", many("1e131000", 8_000), "'{\"type\":\"python\"}'", "'u'"),
        row("b", "'{\"n\":1e131000}'", "'{\"type\":\"python\"}'", "'u'"),
        row(
            "c",
            "jsonb_build_object('deep', jsonb_build_array(" + many("-1e131000", 900) + "))",
            many("1e131000", 60),
            "'u'"),
        row("d", many("1e-16000", 4_000), "NULL", "repeat('u', 200000)"),
        row("e", "'{\"k\":\"" + "v".repeat(200_000) + "\"}'", "'null'", "'u'"),
        row("f", "'{\"n\":1e400}'", "'{\"type\":\"python\"}'", "'u'"));
    try (RuntimeService service = database.service()) {
      assertRows(
          service,
          List.of(
              "a python " + MARK + " u",
              "b python " + MARK + " u",
              "c " + MARK + " " + MARK + " u",
              "d null " + MARK + " " + MARK,
              "e null " + MARK + " u",
              "f python {n=1" + "0".repeat(400) + "} u"));
    }
  }

  @Test
  void rowInSqliteIsListedSweptAndPrunable() throws SQLException {
    Path file = folder.resolve("runtime.db");
    try (RuntimeService service = TestRegistry.sqlite(file)) {
      service.list(POOLS);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        for (String row :
            List.of(
                row("a", "'{\"n\":[1e131000,1e131000]}'", "'{\"type\":\"python\"}'", "'u'"),
                row("b", "'{\"n\":1e9999999999}'", "'{\"type\":1e131000}'", "'u'"),
                row("c", "'{\"n\":1" + "0".repeat(5_000) + "}'", "'{\"type\":\"python\"}'", "'u'"),
                row(
                    "d",
                    "'\"" + "x".repeat(200_000) + "\"'",
                    "NULL",
                    "'" + "u".repeat(200_000) + "'"),
                // As deep as the parser reads; the list would be deeper than it writes.
                row("e", "'" + nested(500) + "'", "'" + nested(401) + "'", "'u'"))) {
          statement.execute(
              row.replace("noetl.", "")
                  .replace("now() - interval '1 hour'", "'2020-01-01T00:00:00.000000+00:00'"));
        }
      }
      assertRows(
          service,
          List.of(
              "a python {n=[1E+131000, 1E+131000]} u",
              "b 1E+131000 {\"n\":1e9999999999} u",
              "c python " + MARK + " u",
              "d null " + MARK + " " + MARK,
              "e " + MARK + " " + MARK + " u"));
    }
  }

  private static String nested(int levels) {
    return "{\"k\":".repeat(levels) + "1" + "}".repeat(levels);
  }

  private static String row(String name, String labels, String runtime, String uri) {
    return "INSERT INTO noetl.runtime (runtime_id, name, kind, status, labels, runtime, uri,"
        + " heartbeat) VALUES ("
        + (int) name.charAt(0)
        + ", '"
        + name
        + "', 'worker_pool', 'ready', "
        + labels
        + ", "
        + runtime
        + ", "
        + uri
        + ", now() - interval '1 hour')";
  }

  private static String many(String number, int count) {
    return "(SELECT jsonb_agg('" + number + "'::jsonb) FROM generate_series(1, " + count + "))";
  }

  private static void assertRows(RuntimeService service, List<String> expected) {
    service.register(
        RuntimeRegistrationRequest.fromJson(
            JsonObject.EMPTY.with("name", "z").with("runtime", "rust").with("uri", "h")));
    List<String> all = new ArrayList<>(expected);
    all.add("z rust {} h");
    assertEquals(all, shown(service.list(POOLS).items()));
    List<RuntimeComponentInfo> streamed = new ArrayList<>();
    service.stream(POOLS, (component, asOf) -> streamed.add(component));
    assertEquals(all, shown(streamed));
    try (TestEndpoint endpoint = TestEndpoint.start(service)) {
      TestEndpoint.Answer list = endpoint.get("/api/worker/pools");
      assertEquals(200, list.status());
      assertEquals(Integer.toString(all.size()), list.json().text("count"));
      assertTrue(list.text().length() < 100_000, "length " + list.text().length());
      assertEquals(200, endpoint.get("/api/runtimes/worker_pool/a").status());
      assertEquals(200, endpoint.get("/metrics").status());
    }
    Duration minute = Duration.ofMinutes(1);
    assertEquals(expected.size(), service.sweep(null, minute).items().size());
    for (String row : expected) {
      String name = row.substring(0, 1);
      service.heartbeat(new RuntimeHeartbeatRequest(name, RuntimeKind.WORKER_POOL, null));
      service.deregister(new RuntimeDeregistrationRequest(name, RuntimeKind.WORKER_POOL));
    }
    // A row that went offline in this very instant is not older than zero yet.
    Eventually.holds(
        minute, () -> service.longOffline(POOLS, Duration.ZERO).items().size() == expected.size());
    List<RuntimeComponentInfo> forgotten = service.longOffline(POOLS, Duration.ZERO).items();
    assertEquals(expected.size(), service.prune(forgotten, Duration.ZERO).items().size());
    assertEquals(List.of("z rust {} h"), shown(service.list(POOLS).items()));
  }

  private static List<String> shown(List<RuntimeComponentInfo> rows) {
    return rows.stream()
        .map(row ->
            row.name()
                + " "
                + row.runtimeType()
                + " "
                + (row.json().get("labels") == null
                    ? "{}"
                    : TestJson.plain(row.json().get("labels")))
                + " "
                + row.uri())
        .toList();
  }
}
