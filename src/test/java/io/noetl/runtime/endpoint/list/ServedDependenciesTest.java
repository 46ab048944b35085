package io.noetl.runtime.endpoint.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.RuntimeService;
import io.noetl.runtime.service.Snowflake;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What serve says of dependencies: two routes, marks in lists, and a metric. */
class ServedDependenciesTest {

  @TempDir private Path folder;
  private RuntimeService registry;
  private TestEndpoint endpoint;

  @BeforeEach
  void open() {
    registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
    endpoint = TestEndpoint.start(registry);
  }

  @AfterEach
  void close() {
    endpoint.close();
    registry.close();
  }

  private void fill() {
    register("{'name':'b1','kind':'broker','uri':'u'}");
    register("{'name':'api','kind':'server_api','uri':'u','depends_on':['broker/b1']}");
    register("{'name':'p1','depends_on':['server_api/api','broker/gone']}");
    register("{'name':'p2','depends_on':['broker/b1']}");
    register("{'name':'free'}");
  }

  private void register(String body) {
    assertEquals(200, endpoint.post("/api/runtime/register", body).status(), body);
  }

  private String names(String path) {
    JsonObject answer = endpoint.get(path).json();
    List<String> names =
        answer.get("items").valueStream().map(item -> item.path("name").asString()).toList();
    assertEquals(names.size(), answer.get("count").asInt());
    return String.join(" ", names);
  }

  @Test
  void routesShowWhatAComponentDependsOnAndWhatNeedsIt() {
    fill();
    assertEquals("p1 api b1", names("/api/runtimes/worker_pool/p1/dependencies"));
    assertEquals("p1 api", names("/api/runtimes/worker_pool/p1/dependencies?depth=1"));
    assertEquals("b1 api p2 p1", names("/api/runtimes/broker/b1/dependents"));
    assertEquals("b1 api p2", names("/api/runtimes/broker/b1/dependents?depth=1"));
    assertEquals("p1", names("/api/runtimes/broker/gone/dependents"));
    assertEquals("free", names("/api/runtimes/worker_pool/free/dependencies"));
    JsonNode first =
        endpoint.get("/api/runtimes/worker_pool/p1/dependencies").json().get("items").get(0);
    assertEquals(
        "{\"kind\":\"worker_pool\",\"name\":\"p1\",\"effective_status\":\"ready\",\"version\":null,"
            + "\"blocked\":true,\"depends_on\":[{\"reference\":\"server_api/api\",\"optional\":false,"
            + "\"met\":true,\"state\":\"ready\",\"targets\":[\"server_api/api\"]},{\"reference\":\"broker/gone\",\"optional\":false,\"met\":false,\"state\":\"not"
            + " registered\",\"targets\":[]}],\"needed_by\":[]}",
        first.toString());
  }

  @Test
  void wrongCallsAreRefused() {
    fill();
    assertEquals(404, endpoint.get("/api/runtimes/broker/gone/dependencies").status());
    assertEquals(404, endpoint.get("/api/runtimes/broker/nobody/dependents").status());
    assertEquals(422, endpoint.get("/api/runtimes/nothing/p1/dependencies").status());
    assertEquals(422, endpoint.get("/api/runtimes/broker/b1/dependents?depth=0").status());
    assertEquals(422, endpoint.get("/api/runtimes/broker/b1/dependents?depth=x").status());
    var refused =
        endpoint.post("/api/runtime/register", "{'name':'p1','depends_on':['broker/b1@']}");
    assertEquals(422, refused.status());
    assertTrue(
        refused.json().toString().contains("The version range after @ should not be empty"),
        refused.json().toString());
  }

  @Test
  void listMarksComponentsThatDeclareDependencies() {
    register("{'name':'free'}");
    assertFalse(endpoint.get("/api/runtimes").json().toString().contains("computed"));
    fill();
    for (String path : List.of("/api/runtimes", "/api/runtimes?limit=10", "/api/worker/pools")) {
      for (JsonNode item : endpoint.get(path).json().get("items")) {
        String name = item.path("name").asString();
        String expected =
            switch (name) {
              case "p1" -> "{\"blocked\":true,\"blocked_by\":[\"broker/gone (not registered)\"]}";
              case "p2", "api" -> "{\"blocked\":false,\"blocked_by\":[]}";
              default -> "";
            };
        assertEquals(expected, item.path("computed").toString(), path + " " + name);
      }
    }
  }

  /** The metric must not read a large fleet in which nobody declares dependencies. */
  @Test
  void metricReadsNoRowsWhereNobodyDeclares() {
    List<String> statements = new ArrayList<>();
    try (RuntimeService traced =
        RuntimeService.open(
            new DirectOptions(
                "sqlite:" + folder.resolve("runtime.db"),
                Duration.ofSeconds(10),
                false,
                Snowflake.byChance(
                    InstantSource.system(), Snowflake.NOETL_EPOCH_MILLIS, new Random()),
                statements::add))) {
      register("{'name':'free','runtime':{'type':'python','depends_on':null}}");
      ServedDependencies served =
          new ServedDependencies(traced, Duration.ofSeconds(60), System::nanoTime);
      assertTrue(served.recent().isEmpty());
      assertEquals(0, served.recent().nodes().size());
      assertEquals(1, statements.stream().filter(it -> it.contains("EXISTS")).count());
      assertEquals(0, statements.stream().filter(it -> it.contains("capacity")).count());
      fill();
      ServedDependencies later =
          new ServedDependencies(traced, Duration.ofSeconds(60), System::nanoTime);
      assertEquals(
          "[broker/b1, server_api/api, worker_pool/p1, worker_pool/p2]",
          later.recent().nodes().stream().map(DependencyNode::path).sorted().toList().toString());
      assertFalse(later.recent().isEmpty());
    }
  }

  @Test
  void metricCountsBlockedComponentsByKind() {
    fill();
    String page = new String(endpoint.get("/metrics").response().body());
    assertTrue(page.contains("noetl_runtime_components_blocked{kind=\"worker_pool\"} 1.0\n"), page);
    assertTrue(page.contains("noetl_runtime_components_blocked{kind=\"broker\"} 0.0\n"), page);
  }
}
