package io.noetl.runtime.endpoint.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics in the heartbeats that serve takes. */
class HeartbeatMetricsRouteTest extends EndpointFixture {

  @BeforeEach
  void serveRegistry() {
    serve();
    endpoint.post("/api/worker/pool/register", "{'name':'p'}");
  }

  private JsonObject metrics() {
    return endpoint.get("/api/runtimes/worker_pool/p").json().object("runtime").object("metrics");
  }

  private TestEndpoint.Answer beat(String metrics) {
    return endpoint.post("/api/worker/pool/heartbeat", "{'name':'p','metrics':" + metrics + "}");
  }

  @Test
  void metricsAreStoredAndCounted() {
    assertEquals("2", beat("{'active':3,'queue':0.5}").json().text("metrics"));
    assertEquals("{\"active\":3,\"queue\":0.5}", metrics().object("values").toString());
  }

  @ParameterizedTest
  @CsvSource({"null", "{}"})
  void noMetricsAreAHeartbeatAlone(String metrics) {
    beat("{'active':3}");
    assertEquals(List.of("status", "name", "runtime_id", "runtime"), names(beat(metrics)));
    assertEquals("{\"active\":3}", metrics().object("values").toString());
  }

  private static List<String> names(TestEndpoint.Answer answer) {
    assertEquals(200, answer.status());
    return List.copyOf(answer.json().names());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "[1] | dict_type | metrics | Input should be a valid dictionary",
        "{'a':'3'} | float_type | metrics.a | Input should be a valid number",
        "{'a':null} | float_type | metrics.a | Input should be a valid number",
        "{'a':true} | float_type | metrics.a | Input should be a valid number",
        "{'a':1e309} | finite_number | metrics.a | Input should be a finite number",
        "{'a-b':1} | string_pattern_mismatch | metrics.a-b |"
            + " Metric name should match pattern '^[a-zA-Z_:][a-zA-Z0-9_:]*$'",
        "{'':1} | string_pattern_mismatch | metrics |"
            + " Metric name should match pattern '^[a-zA-Z_:][a-zA-Z0-9_:]*$'",
      })
  void badMetricsAreRefused(String metrics, String type, String field, String message) {
    TestEndpoint.Answer answer = beat(metrics);
    assertEquals(422, answer.status());
    JsonObject error = TestJson.items(answer.json(), "detail").getFirst();
    assertEquals(
        List.of(type, List.of("body", field).toString(), message),
        List.of(
            String.valueOf(error.text("type")), joined(error), String.valueOf(error.text("msg"))));
    assertEquals(JsonObject.EMPTY, metrics());
  }

  /** The parts of the place, those below the body joined with dots. */
  private static String joined(JsonObject error) {
    List<?> parts = (List<?>) TestJson.plain(error.get("loc"));
    String field = parts.stream().skip(1).map(String::valueOf).collect(Collectors.joining("."));
    return List.of(parts.getFirst(), field).toString();
  }

  @Test
  void metricsAreLimited() {
    assertEquals(200, beat(many(32)).status());
    TestEndpoint.Answer answer = beat(many(33));
    assertEquals(422, answer.status());
    assertEquals(
        "Dictionary should have at most 32 items",
        TestJson.items(answer.json(), "detail").getFirst().text("msg"));
    assertEquals(200, beat("{'" + "a".repeat(128) + "':1}").status());
    assertEquals(
        "Metric name should have at most 128 characters",
        TestJson.items(beat("{'" + "a".repeat(129) + "':1}").json(), "detail")
            .getFirst()
            .text("msg"));
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'m" + i + "':" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
