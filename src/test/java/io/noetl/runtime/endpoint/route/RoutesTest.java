package io.noetl.runtime.endpoint.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.StringNode;

/** The behaviour of the routes beyond the recorded answers. */
class RoutesTest extends EndpointFixture {

  @BeforeEach
  void serveRegistry() {
    serve();
  }

  private void register(String body) {
    assertEquals(200, endpoint.post("/api/runtime/register", body).status());
  }

  private static String names(TestEndpoint.Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    List<JsonObject> items = TestJson.items(answer.json(), "items");
    assertEquals(Integer.toString(items.size()), answer.json().text("count"));
    return items.stream().map(item -> item.text("name")).collect(Collectors.joining(" "));
  }

  private String list(String query) {
    return names(endpoint.get("/api/runtimes" + query));
  }

  private void registerSome() {
    register("{'name':'a','runtime':'PYTHON','labels':{'env':'prod','zone':'x'}}");
    register("{'name':'b','runtime':'nodejs','status':'busy','labels':{'env':'prod'}}");
    register("{'name':'n','kind':'broker','uri':'nats://h','runtime':'nats'}");
    register("{'name':'x/ä +','kind':'scheduler'}");
  }

  @Test
  void secretsAreMaskedOnRequest() {
    register("{'name':'a','uri':'nats://u:p@h','labels':{'token':'t'},'meta':{'password':'x'}}");
    TestEndpoint.Answer raw = endpoint.get("/api/runtimes");
    assertEquals("nats://u:p@h", item(raw).text("uri"), "workers need it");
    JsonObject masked = item(endpoint.get("/api/runtimes?secrets=masked"));
    assertEquals("a", masked.text("name"));
    assertEquals("nats://u:****@h", masked.text("uri"));
    assertEquals("****", masked.object("labels").text("token"));
    assertEquals("****", masked.object("runtime").text("password"));
    assertTrue(endpoint.get("/").text().contains("\"api/runtimes?secrets=masked\""), "the page");
  }

  private static JsonObject item(TestEndpoint.Answer listed) {
    return TestJson.items(listed.json(), "items").getFirst();
  }

  @Test
  void labelsInAListAreStoredAsAnObject() {
    register("{'name':'a','labels':['gpu','env=prod']}");
    String heartbeat =
        "{'name':'b','registration':{'name':'b','runtime':'python','labels':['gpu','env=prod']}}";
    assertEquals(200, endpoint.post("/api/worker/pool/heartbeat", heartbeat).status());
    List<JsonObject> items = TestJson.items(endpoint.get("/api/worker/pools").json(), "items");
    assertEquals(
        List.of(Map.of("gpu", "", "env", "prod"), Map.of("gpu", "", "env", "prod")),
        items.stream().map(item -> TestJson.plain(item.get("labels"))).toList());
    assertEquals("a b", list("?label=env%3Dprod"));
    assertEquals(
        422, endpoint.post("/api/runtime/register", "{'name':'c','labels':['gpu',5]}").status());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'n x/ä + a b'",
    "?kind=worker_pool, 'a b'",
    "?kind=broker, n",
    "?runtime=python, a",
    "?runtime=%20python, a",
    "?status=BUSY, b",
    "?name=a, a",
    "?name=*, ''",
    "?name=x%2F%C3%A4+%2B, 'x/ä +'",
    "?label=env%3Dprod, 'a b'",
    "?label=env%3Dprod&label=zone%3Dx, a",
    "?label=env%3Ddev, ''",
    "?kind=worker_pool&status=ready, a",
    "?kind=, 'n x/ä + a b'",
    "?unknown=1, 'n x/ä + a b'"
  })
  void filtersSelectTheComponentsOfAList(String query, String names) {
    registerSome();
    assertEquals(names, list(query));
  }

  @Test
  void runtimeFilterOfPoolsComparesWithoutCase() {
    registerSome();
    assertEquals("a", names(endpoint.get("/api/worker/pools?runtime=python")));
    assertEquals("a b", names(endpoint.get("/api/worker/pools/?name=a")), "others are ignored");
    assertEquals("n", names(endpoint.get("/api/brokers")));
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeat() {
    registerSome();
    TestEndpoint.Answer first = endpoint.get("/api/runtimes?limit=2");
    assertEquals("n x/ä +", names(first));
    assertEquals("scheduler/x/ä +", first.json().text("next"));
    TestEndpoint.Answer second =
        endpoint.get("/api/runtimes?limit=2&after=scheduler%2Fx%2F%C3%A4%20%2B");
    assertEquals("a b", names(second));
    assertTrue(second.json().has("next"));
    assertNull(second.json().text("next"));
    assertEquals("b", list("?after=worker_pool%2Fa"));
    assertEquals("b", list("?after=worker_pool%2Faa"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "worker/pool/register | \"depends_on\":[\"brokr/b\"] | depends_on |"
            + " The kind should be 'worker_pool', 'broker', 'server_api', 'scheduler' or 'monitor'",
        "runtime/register | \"meta\":{\"depends_on\":[\"broker/b@\"]} | depends_on |"
            + " The version range after @ should not be empty",
        "runtime/register | \"version\":7 | version |"
            + " Input should be a valid string; quote a number",
        "runtime/update | \"depends_on\":[\"broker/b!x\"] | depends_on |"
            + " The end should be !optional; a ! in a name is written %21",
      })
  void invalidReferenceOrVersionNamesThePart(
      String path, String field, String name, String message) {
    TestEndpoint.Answer answer = endpoint.post("/api/" + path, "{\"name\":\"p\"," + field + "}");
    assertEquals(422, answer.status());
    JsonObject error = TestJson.items(answer.json(), "detail").getFirst();
    assertEquals(List.of("body", name), TestJson.plain(error.get("loc")));
    assertEquals(message, error.text("msg"));
  }

  @ParameterizedTest
  @CsvSource({
    "?kind=pool, literal_error, kind",
    "?limit=0, greater_than_equal, limit",
    "?limit=x, int_parsing, limit",
    "?label=env, value_error, label",
    "?name=a%0Ab, string_control, name",
    "?after=a%00, string_control, after"
  })
  void invalidParameterIsNamed(String query, String type, String field) {
    TestEndpoint.Answer answer = endpoint.get("/api/runtimes" + query);
    assertEquals(422, answer.status());
    JsonObject error = TestJson.items(answer.json(), "detail").getFirst();
    assertEquals(type, error.text("type"));
    assertEquals(List.of("query", field), TestJson.plain(error.get("loc")));
  }

  @Test
  void oneComponentIsShownWhateverItsNameContains() {
    registerSome();
    TestEndpoint.Answer answer = endpoint.get("/api/runtimes/scheduler/x%2F%C3%A4%20+");
    assertEquals(200, answer.status(), answer.text());
    assertEquals("x/ä +", answer.json().text("name"));
    TestEndpoint.Answer unknown = endpoint.get("/api/runtimes/broker/a");
    assertEquals(404, unknown.status());
    assertEquals("{\"detail\":{\"status\":\"unknown\",\"name\":\"a\"}}", unknown.text());
    assertEquals("3", unknown.header("Retry-After"));
    assertEquals("0", unknown.header("X-NoETL-Changed"), "it was looked for");
    assertEquals(422, endpoint.get("/api/runtimes/pool/a").status());
  }

  @Test
  void brokersAreStoredInTheRegistry() {
    TestEndpoint.Answer registered =
        endpoint.post("/api/broker/register", "{'name':'n','uri':'nats://h','extra':[1]}");
    assertEquals(200, registered.status());
    String id = registered.json().text("runtime_id");
    assertEquals(
        "{\"status\":\"registered\",\"payload\":{\"name\":\"n\",\"uri\":\"nats://h\",\"extra\":[1]},"
            + "\"name\":\"n\",\"runtime_id\":\""
            + id
            + "\",\"runtime\":null,\"kind\":\"broker\"}",
        registered.text());
    assertEquals(
        "{\"status\":\"ok\",\"name\":\"n\",\"runtime_id\":\"" + id + "\",\"runtime\":null}",
        endpoint.post("/api/broker/heartbeat", "{'name':'n'}").text());
    TestEndpoint.Answer gone =
        endpoint.send("DELETE", "/api/broker/deregister", "{\"name\":\"n\"}");
    assertEquals("deregistered", gone.json().text("status"));
    assertEquals(id, gone.json().text("runtime_id"));
    assertEquals("1", gone.header("X-NoETL-Changed"));
    assertEquals("n", names(endpoint.get("/api/brokers?status=offline")));
    assertEquals(404, endpoint.post("/api/broker/heartbeat", "{'name':'m'}").status());
  }

  @Test
  void deregistrationSaysWhetherTheComponentExisted() {
    register("{'name':'a'}");
    for (String method : List.of("DELETE", "POST")) {
      for (String path : List.of("/api/worker/pool/deregister", "/api/runtime/deregister")) {
        assertEquals(
            "1", endpoint.send(method, path, "{\"name\":\"a\"}").header("X-NoETL-Changed"));
        TestEndpoint.Answer unknown = endpoint.send(method, path, "{\"name\":\"g\"}");
        assertEquals(200, unknown.status());
        assertEquals("0", unknown.header("X-NoETL-Changed"));
        assertEquals(
            "{\"status\":\"ok\",\"name\":\"g\",\"runtime_id\":null,\"runtime\":null,"
                + "\"kind\":\"worker_pool\"}",
            unknown.text());
      }
    }
  }

  @Test
  void otherKindIsRejectedOnAPathOfWorkerPools() {
    register("{'name':'a'}");
    register("{'name':'a','kind':'broker','uri':'u'}");
    String broker = "{'name':'a','kind':'broker'}";
    assertEquals(422, endpoint.post("/api/worker/pool/register", broker).status());
    assertEquals(422, endpoint.post("/api/worker/pool/deregister", broker).status());
    assertEquals("a a", list(""));
    assertEquals("", list("?status=offline"));
    assertEquals(200, endpoint.post("/api/worker/pool/heartbeat", broker).status());
  }

  @Test
  void heartbeatSetsOfflineToReadyAndKeepsEveryOtherStatus() {
    register("{'name':'a','status':'busy'}");
    register("{'name':'b','status':'offline'}");
    for (String name : List.of("a", "b")) {
      endpoint.post("/api/runtime/heartbeat", "{'name':'" + name + "'}");
    }
    assertEquals("a", list("?status=busy"));
    assertEquals("b", list("?status=ready"));
  }

  @Test
  void heartbeatWithoutANameIsForTheDefaultComponent() {
    register("{'name':'own'}");
    options.defaultName = "own";
    try (TestEndpoint other = start()) {
      for (String body : List.of("", "{}", "{\"name\":null}", "{\"name\":\"\"}")) {
        TestEndpoint.Answer answer = other.send("POST", "/api/worker/pool/heartbeat", body);
        assertEquals(200, answer.status(), body);
        assertEquals("own", answer.json().text("name"));
      }
      assertEquals(422, other.post("/api/worker/pool/heartbeat", "{'name':' '}").status());
    }
  }

  @Test
  void registrationInAHeartbeatAcceptsAThirdNameOfTheUri() {
    endpoint.post(
        "/api/runtime/heartbeat",
        "{'name':'a','registration':{'name':'a','runtime':'p','endpoint':'http://e'}}");
    assertEquals("http://e", endpoint.get("/api/runtimes/worker_pool/a").json().text("uri"));
    register("{'name':'a','endpoint':'http://e'}");
    assertNull(endpoint.get("/api/runtimes/worker_pool/a").json().text("uri"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/api/health", "/api/worker/pools", "/openapi.json"})
  void headHasTheHeadersOfGet(String path) {
    TestEndpoint.Answer get = endpoint.get(path);
    TestEndpoint.Answer head = endpoint.send("HEAD", path, null);
    assertEquals(200, head.status());
    assertEquals("", head.text());
    assertEquals(get.header("Content-Length"), head.header("Content-Length"));
    assertEquals(get.header("Content-Type"), head.header("Content-Type"));
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/worker/pool/register, POST",
    "GET, /api/worker/pool/deregister, 'DELETE, POST'",
    "POST, /api/runtimes, 'GET, HEAD'",
    "DELETE, /api/runtimes/broker/x, 'GET, HEAD'",
    "POST, /, 'GET, HEAD'"
  })
  void otherMethodGetsTheAllowedOnes(String method, String path, String allowed) {
    TestEndpoint.Answer answer = endpoint.send(method, path, "{}");
    assertEquals(405, answer.status());
    assertEquals("{\"detail\":\"Method Not Allowed\"}", answer.text());
    assertEquals(allowed, answer.header("Allow"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/worker/pool",
        "/health/x",
        "//health",
        "/api/runtimes/broker/",
        "/api/runtimes/broker/x/y",
        "/API/health"
      })
  void unknownPathIsNotFound(String path) {
    TestEndpoint.Answer answer = endpoint.get(path);
    assertEquals("404 {\"detail\":\"Not Found\"}", answer.status() + " " + answer.text());
    assertNull(answer.header("Retry-After"));
  }

  @Test
  void everyAnswerHasSecurityHeaders() {
    for (String path : List.of("/health", "/nowhere", "/api/runtimes/broker/x")) {
      TestEndpoint.Answer answer = endpoint.get(path);
      assertEquals("nosniff", answer.header("X-Content-Type-Options"));
      assertEquals("no-store", answer.header("Cache-Control"));
      assertEquals("DENY", answer.header("X-Frame-Options"));
      assertEquals("no-referrer", answer.header("Referrer-Policy"));
      assertEquals(
          "default-src 'none'; frame-ancestors 'none'", answer.header("Content-Security-Policy"));
      assertNull(answer.header("Access-Control-Allow-Origin"));
      assertNull(answer.header("Server"));
    }
  }

  @Test
  void updateChangesItsFieldsAndIsNoHeartbeat() {
    registerSome();
    String before = endpoint.get("/api/runtimes/worker_pool/b").json().text("heartbeat");

    TestEndpoint.Answer answer =
        endpoint.post(
            "/api/runtime/update",
            "{'name':'b','capacity':7,'labels':{'env':null,'x':'y'},'runtime':{'zone':'a'}}");

    assertEquals(200, answer.status());
    assertEquals("ok worker_pool b", words(answer.json(), "status", "kind", "name"));
    JsonObject row = endpoint.get("/api/runtimes/worker_pool/b").json();
    assertEquals("busy 7 {\"x\":\"y\"}", words(row, "status", "capacity", "labels"));
    assertEquals("nodejs a", words(row.object("runtime"), "type", "zone"));
    assertEquals(before, row.text("heartbeat"));
  }

  private static String words(JsonObject object, String... fields) {
    return Arrays.stream(fields)
        .map(object::get)
        .map(value -> value instanceof StringNode text ? text.stringValue() : Json.write(value))
        .collect(Collectors.joining(" "));
  }

  @Test
  void invalidUpdateAndUpdateOfAnUnknownComponentAreRejected() {
    register("{'name':'a'}");
    String path = "/api/runtime/update";
    TestEndpoint.Answer unknown = endpoint.post(path, "{'name':'a','kind':'broker','capacity':1}");
    assertEquals(
        "404 {\"detail\":{\"status\":\"unknown\",\"name\":\"a\"}}",
        unknown.status() + " " + unknown.text());
    assertEquals(422, endpoint.post(path, "{'name':'a','capacity':-1}").status());
    assertEquals(422, endpoint.post(path, "{'capacity':1}").status());
    assertEquals(400, endpoint.post(path, "{'name':'a'}").status());
    assertEquals(422, endpoint.post(path, "{'name':'a','labels':7}").status());
    assertEquals(422, endpoint.post(path, "[]").status());
  }

  /** Workers of 2026 claim less while no slot is available or a request waits. */
  @Test
  void poolStatusHasTheFormOfNoetlServers() {
    String figures =
        "{\"pool_min\":0,\"pool_max\":1,\"pool_size\":%1$d,\"pool_available\":%1$d,"
            + "\"requests_waiting\":0,\"utilization\":0.0,\"slots_available\":1,"
            + "\"status\":\"ok\",\"server\":\"noetl-runtime\"}";
    assertEquals(figures.formatted(0), endpoint.get("/api/pool/status").text());
    endpoint.get("/api/worker/pools");
    assertEquals(figures.formatted(1), endpoint.get("/api/pool/status").text());
  }

  @Test
  void onlyApiHealthChecksTheDatabase() {
    assertEquals("{\"status\":\"ok\"}", endpoint.get("/health").text());
    assertEquals(
        "{\"status\":\"ok\",\"database\":\"ok\",\"offline_after_s\":60}",
        endpoint.get("/api/health").text());
  }

  @Test
  void numberThatNoDatabaseCanStoreIsAClientError() {
    String digits = "9".repeat(65);
    for (String number : List.of("1e1000000000", "1e401", "-1e-401", digits, "0." + digits)) {
      String labels = "'labels':{'n':[" + number + "]}";
      for (String path :
          List.of("/api/worker/pool/register", "/api/runtime/register", "/api/broker/register")) {
        String kind = path.contains("broker") ? "'kind':'broker'," : "";
        TestEndpoint.Answer answer =
            endpoint.post(path, "{'name':'a','uri':'u'," + kind + labels + "}");
        assertEquals(422, answer.status(), path + " " + number);
        assertTrue(answer.text().contains("64 significant digits"), answer.text());
      }
      assertEquals(
          422,
          endpoint
              .post(
                  "/api/worker/pool/heartbeat",
                  "{'name':'a','registration':{'name':'a','runtime':'r'," + labels + "}}")
              .status());
    }
  }
}
