package io.noetl.runtime.endpoint.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.TestEndpoint.Answer;
import io.noetl.runtime.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of discovery and health. */
class DiscoveryRoutesTest extends EndpointFixture {

  @BeforeEach
  void serveRegistry() {
    serve();
    register("{'name':'b1','kind':'broker','uri':'nats://u:p@h1','labels':{'env':'prod'}}");
    register("{'name':'b2','kind':'broker','uri':'nats://h2','status':'busy','capacity':4}");
    register("{'name':'b3','kind':'broker','uri':'nats://h3','status':'offline'}");
    register("{'name':'w1','uri':'http://w1','meta':{'depends_on':['broker/b3']}}");
    register("{'name':'w2','uri':'http://w2','status':'draining'}");
    register("{'name':'w3'}");
  }

  private void register(String body) {
    assertEquals(200, endpoint.post("/api/runtime/register", body).status());
  }

  private static String uris(Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    List<JsonObject> items = TestJson.items(answer.json(), "items");
    assertEquals(Integer.toString(items.size()), answer.json().text("count"));
    return String.join(" ", items.stream().map(item -> item.text("uri")).toList());
  }

  @Test
  void addressesOfLivingComponentsAreListed() {
    Answer all = endpoint.get("/api/discovery");
    assertEquals("nats://u:p@h1 nats://h2", uris(all));
    assertEquals(
        "{\"offline\":1,\"draining\":1,\"blocked\":1,\"without_uri\":1}",
        all.json().object("left_out").toString());
    assertEquals(
        "{\"kind\":\"broker\",\"name\":\"b2\",\"uri\":\"nats://h2\",\"status\":\"busy\","
            + "\"runtime\":null,\"version\":null,\"hostname\":null,\"capacity\":4,\"labels\":{}}",
        TestJson.items(all.json(), "items").getLast().toString());
    assertEquals("nats://u:p@h1", uris(endpoint.get("/api/discovery?label=env%20in%20(prod,x)")));
    assertEquals("nats://u:****@h1 nats://h2", uris(endpoint.get("/api/discovery?secrets=masked")));
    assertEquals("", uris(endpoint.get("/api/discovery?kind=worker_pool")));
  }

  @Test
  void oneAddressIsAnObject() {
    Answer one = endpoint.get("/api/discovery?kind=broker&label=env=prod&one=true");
    assertEquals(200, one.status());
    assertEquals("nats://u:p@h1", one.json().text("uri"));
    assertEquals(
        "nats://h2", endpoint.get("/api/discovery?one=newest").json().text("uri"), "the last");
    Answer none = endpoint.get("/api/discovery?kind=worker_pool&one=random");
    assertEquals(404, none.status());
    assertEquals(
        "{\"detail\":{\"status\":\"none\",\"message\":\"no worker_pool can be resolved\","
            + "\"left_out\":{\"draining\":1,\"blocked\":1,\"without_uri\":1}}}",
        none.text());
  }

  @Test
  void leastLoadedIsChosenByItsHeartbeats() {
    register("{'name':'m1','kind':'monitor','uri':'http://m1','capacity':4}");
    register("{'name':'m2','kind':'monitor','uri':'http://m2','capacity':4}");
    for (int active : new int[] {1, 3}) {
      endpoint.post(
          "/api/runtime/heartbeat",
          "{'name':'m1','kind':'monitor','metrics':{'active':" + active + "}}");
      endpoint.post(
          "/api/runtime/heartbeat", "{'name':'m2','kind':'monitor','metrics':{'active':2}}");
      assertEquals(
          active == 1 ? "http://m1" : "http://m2",
          endpoint.get("/api/discovery?kind=monitor&one=least-loaded").json().text("uri"));
    }
  }

  @Test
  void blockedComponentIsListedOnceItsDependencyIsThere() {
    long[] second = {0};
    options.nanoTime = () -> second[0] * 1_000_000_000L;
    endpoint.close();
    serve();
    assertEquals("", uris(endpoint.get("/api/discovery?kind=worker_pool")));
    register("{'name':'b3','kind':'broker','uri':'nats://h3'}");
    assertEquals("", uris(endpoint.get("/api/discovery?kind=worker_pool")), "within two seconds");
    second[0] = 3;
    assertEquals("http://w1", uris(endpoint.get("/api/discovery?kind=worker_pool")));
  }

  @Test
  void prometheusGetsTargets() {
    assertEquals(
        "[{\"targets\":[\"w1:80\"],\"labels\":{\"__scheme__\":\"http\","
            + "\"__meta_noetl_kind\":\"worker_pool\",\"__meta_noetl_name\":\"w1\","
            + "\"__meta_noetl_status\":\"ready\",\"__meta_noetl_uri\":\"http://w1\"}},"
            + "{\"targets\":[\"w2:80\"],\"labels\":{\"__scheme__\":\"http\","
            + "\"__meta_noetl_kind\":\"worker_pool\",\"__meta_noetl_name\":\"w2\","
            + "\"__meta_noetl_status\":\"draining\",\"__meta_noetl_uri\":\"http://w2\"}}]",
        endpoint.get("/api/discovery/prometheus").text());
    Answer none = endpoint.get("/api/discovery/prometheus?kind=broker&label=env=prod");
    assertEquals(
        "200 application/json []",
        none.status() + " " + none.header("Content-Type") + " " + none.text());
    assertEquals(422, endpoint.get("/api/discovery/prometheus?kind=pool").status());
  }

  @ParameterizedTest
  @CsvSource({
    "broker/b1, 200, ok, alive, ready",
    "broker/b2, 200, ok, alive, busy",
    "broker/b3, 503, unavailable, offline, offline",
    "worker_pool/w2, 503, unavailable, draining, draining",
    "worker_pool/w3, 200, ok, alive, ready"
  })
  void healthIsAStatusWithAReason(
      String path, int status, String word, String reason, String effective) {
    Answer answer = endpoint.get("/api/runtimes/" + path + "/health");
    assertEquals(status, answer.status());
    String[] parts = path.split("/");
    assertEquals(
        "{\"status\":\"%s\",\"reason\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\",\"effective_status\":\"%s\"}"
            .formatted(word, reason, parts[0], parts[1], effective),
        answer.text().replaceFirst(",\"heartbeat_age_s\":[0-9]+", ""));
  }

  @Test
  void healthOfABlockedComponentNamesTheDependency() {
    Answer answer = endpoint.get("/api/runtimes/worker_pool/w1/health");
    assertEquals(503, answer.status());
    assertEquals("blocked", answer.json().text("reason"));
    assertEquals("[\"broker/b3 (offline)\"]", answer.json().get("blocked_by").toString());
  }

  @Test
  void silentComponentIsStale() {
    options.offlineAfter = Duration.ofNanos(1);
    endpoint.close();
    serve();
    Answer answer = endpoint.get("/api/runtimes/broker/b1/health");
    assertEquals("503 stale", answer.status() + " " + answer.json().text("reason"));
    assertEquals("", uris(endpoint.get("/api/discovery")));
  }

  @Test
  void healthOfAnUnknownComponentIsNotFound() {
    Answer unknown = endpoint.get("/api/runtimes/broker/b9/health");
    assertEquals(404, unknown.status());
    assertEquals("{\"detail\":{\"status\":\"unknown\",\"name\":\"b9\"}}", unknown.text());
    assertEquals(422, endpoint.get("/api/runtimes/pool/b1/health").status());
    assertEquals(405, endpoint.post("/api/runtimes/broker/b1/health", "{}").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?kind=pool | kind | Input should be 'worker_pool', 'broker', 'server_api', 'scheduler' or"
            + " 'monitor'",
        "?one=any | one | Input should be 'true', 'false', 'random', 'least-loaded' or 'newest'",
        "?label=env%20in%20prod | label | At character 8 there should be values in"
            + " parentheses, such as (a,b)",
      })
  void invalidParameterIsNamed(String query, String field, String message) {
    Answer answer = endpoint.get("/api/discovery" + query);
    assertEquals(422, answer.status());
    JsonObject error = TestJson.items(answer.json(), "detail").getFirst();
    assertEquals(List.of("query", field), TestJson.plain(error.get("loc")));
    assertEquals(message, error.text("msg"));
  }
}
