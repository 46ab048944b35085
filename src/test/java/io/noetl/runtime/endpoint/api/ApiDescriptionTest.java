package io.noetl.runtime.endpoint.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.endpoint.discovery.DiscoveryRoutes;
import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.list.ListRoutes;
import io.noetl.runtime.endpoint.list.ServedDependencies;
import io.noetl.runtime.endpoint.registry.CompatibilityGate;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.IntNode;

/** The API description matches the routes and their limits. */
class ApiDescriptionTest {

  @TempDir private Path folder;

  private final JsonObject document =
      TestJson.object(new String(ApiDescription.reply("1.2.3").body()));

  @Test
  void describesEveryRouteAndNoOther() {
    Set<String> described = new TreeSet<>();
    document
        .object("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .propertyNames()
                .forEach(method ->
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    Set<String> routes = new TreeSet<>(Set.of("GET /metrics", "GET /api/pool/status"));
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"))) {
      new ComponentRoutes(registry, null, new CompatibilityGate(registry, null, null))
          .routes()
          .forEach(route -> routes.add(line(route)));
      new ListRoutes(
              registry,
              new ServedDependencies(registry, Duration.ofSeconds(60), () -> 0),
              Duration.ofSeconds(60),
              new ListQuota(1),
              () -> {})
          .routes()
          .forEach(route -> routes.add(line(route)));
      new DiscoveryRoutes(registry, null, Duration.ofSeconds(60), new ListQuota(1), null, null)
          .routes()
          .forEach(route -> routes.add(line(route)));
      new MetricRoutes(registry, Duration.ofSeconds(60), new ListQuota(1), null)
          .routes()
          .forEach(route -> routes.add(line(route)));
      new ServerRoutes(registry, null, null, Duration.ZERO, null, "1")
          .routes()
          .forEach(route -> routes.add(line(route)));
    }
    assertEquals(routes, described);
  }

  private static String line(Route route) {
    return route.method() + " " + route.path();
  }

  @Test
  void isOpenApiOfThisVersion() {
    assertEquals("3.1.0", document.text("openapi"));
    assertEquals("1.2.3", document.object("info").text("version"));
  }

  /** The described lengths are accepted, and one character more is not. */
  @Test
  void limitsAreThoseOfTheServer() {
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
        TestEndpoint endpoint = TestEndpoint.start(registry)) {
      JsonObject fields =
          document
              .object("components")
              .object("schemas")
              .object("RuntimeRegistrationRequest")
              .object("properties");
      int limits = 0;
      for (String field : fields.names()) {
        if (fields.object(field).get("maxLength") instanceof IntNode most) {
          assertEquals(200, status(endpoint, field, "x".repeat(most.intValue())), field);
          assertEquals(422, status(endpoint, field, "x".repeat(most.intValue() + 1)), field);
          limits++;
        }
        if (fields.object(field).get("maxProperties") instanceof IntNode most) {
          assertEquals(200, status(endpoint, field, keys(most.intValue())), field);
          assertEquals(422, status(endpoint, field, keys(most.intValue() + 1)), field);
          limits++;
        }
      }
      assertEquals(10, limits);
    }
  }

  private static int status(TestEndpoint endpoint, String field, Object value) {
    JsonObject request = JsonObject.EMPTY.with("name", "a").with("kind", "monitor");
    return endpoint.post("/api/runtime/register", Json.write(request.with(field, value))).status();
  }

  private static Map<String, Object> keys(int count) {
    Map<String, Object> keys = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      keys.put("k" + i, 1);
    }
    return keys;
  }

  @Test
  void operationsHaveUniqueIdsAnAnswerAndThePathVariables() {
    Set<Object> ids = new TreeSet<>();
    document
        .object("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .values()
                .forEach(operation -> {
                  String id = operation.required("operationId").stringValue();
                  assertTrue(ids.add(id), id);
                  // They are optional in OpenAPI 3.1.
                  assertTrue(operation.required("responses").has("200"), id);
                  long variables =
                      operation
                          .path("parameters")
                          .valueStream()
                          .filter(item -> "path".equals(item.path("in").asString()))
                          .count();
                  assertEquals(
                      path.getKey().chars().filter(c -> c == '{').count(),
                      variables,
                      path.getKey());
                }));
  }

  @Test
  void requestHasTheFieldsAndKindsThatAreRead() {
    JsonObject schemas = document.object("components").object("schemas");
    Set<String> fields = new TreeSet<>(RuntimeRegistrationRequest.FIELDS);
    // Only read in the registration of a heartbeat.
    fields.remove("endpoint");
    assertEquals(
        fields,
        new TreeSet<>(schemas.object("RuntimeRegistrationRequest").object("properties").names()));
    assertEquals(
        Arrays.stream(RuntimeKind.values()).map(RuntimeKind::word).toList(),
        TestJson.plain(schemas.object("RuntimeKind").get("enum")));
  }
}
