package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.service.RuntimeService;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that was created by an older NoETL server. */
@IntegrationTest
class OlderTableTest {

  private static PostgresDatabase database;
  private RuntimeService registry;
  private TestEndpoint endpoint;

  @BeforeAll
  static void createDatabase() {
    database = PostgresServer.shared(18).createDatabase();
  }

  @BeforeEach
  void start() {
    registry = database.emptied().service();
    endpoint = TestEndpoint.start(registry);
  }

  @AfterEach
  void stop() {
    endpoint.close();
    registry.close();
  }

  @Test
  void kindForbiddenByTheTableIsAConflictWithAHint() {
    database.execute(
        "ALTER TABLE noetl.runtime DROP CONSTRAINT runtime_kind_check",
        "ALTER TABLE noetl.runtime ADD CONSTRAINT runtime_kind_check"
            + " CHECK (kind IN ('worker_pool', 'server_api', 'broker'))");
    TestEndpoint.Answer answer =
        endpoint.post("/api/runtime/register", "{'name':'s','kind':'scheduler'}");
    assertEquals(409, answer.status());
    assertEquals(
        "the table \"noetl\".runtime forbids it: check constraint runtime_kind_check; NoETL's own"
            + " tables allow fewer kinds; drop the constraint: ALTER TABLE \"noetl\".runtime DROP"
            + " CONSTRAINT \"runtime_kind_check\"",
        answer.json().text("detail"));
  }

  @Test
  void rowOfAnUnknownKindIsListed() {
    endpoint.post("/api/worker/pool/register", "{'name':'a'}");
    database.execute(
        "INSERT INTO noetl.runtime (runtime_id, name, kind, status, labels, runtime)"
            + " VALUES (1, 'odd', 'worker_pool', 'ready', '[\"x\"]', '5')");
    endpoint.post("/api/worker/pool/register", "{'name':'z'}");
    List<JsonObject> items = TestJson.items(endpoint.get("/api/worker/pools").json(), "items");
    assertEquals(List.of("a", "odd", "z"), items.stream().map(item -> item.text("name")).toList());
    assertEquals(List.of("x"), TestJson.plain(items.get(1).get("labels")));
    assertEquals("5", items.get(1).text("runtime"));
  }

  @Test
  void missingTableIsAServerError() {
    database.execute("DROP TABLE noetl.runtime");
    TestEndpoint.Answer answer = endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}");
    assertEquals(500, answer.status());
    assertEquals("{\"detail\":\"the database does not have the expected table\"}", answer.text());
  }
}
