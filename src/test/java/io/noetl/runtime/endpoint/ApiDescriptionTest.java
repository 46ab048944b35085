package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.limits.ListPlaces;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description says what the routes are, and its parts are there. */
class ApiDescriptionTest {

  @TempDir private Path folder;

  private final JsonObject document =
      Json.readObject(new String(ApiDescription.reply("1.2.3").body()));

  @Test
  void describesEveryRouteAndNoOther() {
    Set<String> described = new TreeSet<>();
    document
        .object("paths")
        .fields()
        .forEach((path, methods) ->
            ((Map<?, ?>) methods)
                .keySet()
                .forEach(method ->
                    described.add(String.valueOf(method).toUpperCase(Locale.ROOT) + " " + path)));
    Set<String> routes = new TreeSet<>(Set.of("GET /metrics", "GET /api/pool/status"));
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"))) {
      new ComponentRoutes(registry, null).routes().forEach(route -> routes.add(line(route)));
      new ListRoutes(registry, Duration.ofSeconds(60), new ListPlaces(1), () -> {})
          .routes()
          .forEach(route -> routes.add(line(route)));
      new OwnRoutes(registry, null, null, Duration.ZERO, null, "1")
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
    assertEquals("3.1.0", document.get("openapi"));
    assertEquals("1.2.3", document.object("info").get("version"));
  }

  /** What it says of lengths is what is taken, and no character more. */
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
      for (String field : fields.fields().keySet()) {
        if (fields.object(field).get("maxLength") instanceof Integer most) {
          assertEquals(200, status(endpoint, field, "x".repeat(most)), field);
          assertEquals(422, status(endpoint, field, "x".repeat(most + 1)), field);
          limits++;
        }
        if (fields.object(field).get("maxProperties") instanceof Integer most) {
          assertEquals(200, status(endpoint, field, keys(most)), field);
          assertEquals(422, status(endpoint, field, keys(most + 1)), field);
          limits++;
        }
      }
      assertEquals(9, limits);
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
  void everyReferenceLeadsSomewhere() {
    Set<String> references = new TreeSet<>();
    collect(document.fields(), references);
    assertTrue(references.size() > 20);
    for (String reference : references) {
      Object place = document.fields();
      for (String part : reference.substring(2).split("/")) {
        place = place instanceof Map<?, ?> map ? map.get(part) : null;
      }
      assertTrue(place != null, reference);
    }
  }

  private static void collect(Object value, Set<String> references) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((key, nested) -> {
            if (key.equals("$ref")) {
              references.add((String) nested);
            }
            collect(nested, references);
          });
      case List<?> list -> list.forEach(item -> collect(item, references));
      case null, default -> {}
    }
  }

  @Test
  void everyOperationHasAnIdOfItsOwnAndEveryVariableOfItsPath() {
    Set<Object> ids = new TreeSet<>();
    document
        .object("paths")
        .fields()
        .forEach((path, methods) ->
            ((Map<?, ?>) methods)
                .values()
                .forEach(value -> {
                  JsonObject operation = JsonObject.from(value);
                  assertTrue(ids.add(operation.get("operationId")), operation.text("operationId"));
                  long variables =
                      operation.get("parameters") instanceof List<?> parameters
                          ? parameters.stream()
                              .filter(item -> "path".equals(JsonObject.from(item).text("in")))
                              .count()
                          : 0;
                  assertEquals(path.chars().filter(c -> c == '{').count(), variables, path);
                }));
  }

  @Test
  void requestHasTheFieldsAndKindsThatAreRead() {
    JsonObject schemas = document.object("components").object("schemas");
    Set<String> fields = new TreeSet<>(RuntimeRegistrationRequest.FIELDS);
    // Read in the registration of a heartbeat only.
    fields.remove("endpoint");
    assertEquals(
        fields,
        new TreeSet<>(
            schemas.object("RuntimeRegistrationRequest").object("properties").fields().keySet()));
    assertEquals(
        Arrays.stream(RuntimeKind.values()).map(RuntimeKind::word).toList(),
        schemas.object("RuntimeKind").get("enum"));
  }
}
