package io.noetl.runtime.endpoint.api;

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

/** Components as metrics, and reports of older workers. */
class MetricRoutesTest extends EndpointFixture {

  private static final String REPORT = "/api/metrics/report";

  @BeforeEach
  void serveRegistry() {
    serve();
  }

  private TestEndpoint.Answer register(String body) {
    return endpoint.post("/api/runtime/register", body);
  }

  private static String withoutAges(String page) {
    return page.replaceAll("(_age_seconds\\{.*} )[0-9.]+", "$1AGE");
  }

  /** Prometheus drops the whole page for one number that it cannot read. */
  @Test
  void numberBeyondADoubleIsLeftOut() {
    String values = "'time':'2026-01-01T00:00:00Z','values':{'big':1e400,'ok':2}";
    register("{'name':'p','meta':{'metrics':{" + values + "}}}");
    assertEquals(
        "noetl_component_metric{kind=\"worker_pool\",name=\"p\",metric=\"ok\"} 2",
        endpoint
            .get("/metrics/components")
            .text()
            .lines()
            .filter(line -> line.startsWith("noetl_component_metric{"))
            .collect(Collectors.joining("\n")));
  }

  @Test
  void pageHasEachComponent() {
    register("{'name':'p','capacity':4}");
    register("{'name':'n','kind':'broker','uri':'nats://h'}");
    endpoint.post("/api/worker/pool/heartbeat", "{'name':'p','metrics':{'active':3,'q':0.5}}");
    endpoint.post("/api/broker/deregister", "{'name':'n'}");

    TestEndpoint.Answer answer = endpoint.get("/metrics/components");

    assertEquals("text/plain; version=0.0.4; charset=utf-8", answer.header("Content-Type"));
    assertEquals(
        """
        # TYPE noetl_component_up gauge
        # HELP noetl_component_up Whether the component is neither stale nor offline.
        noetl_component_up{kind="broker",name="n"} 0
        noetl_component_up{kind="worker_pool",name="p"} 1
        # TYPE noetl_component_heartbeat_age_seconds gauge
        # HELP noetl_component_heartbeat_age_seconds Time since the last heartbeat.
        noetl_component_heartbeat_age_seconds{kind="broker",name="n"} AGE
        noetl_component_heartbeat_age_seconds{kind="worker_pool",name="p"} AGE
        # TYPE noetl_component_capacity gauge
        # HELP noetl_component_capacity Number of jobs the component runs at once.
        noetl_component_capacity{kind="worker_pool",name="p"} 4
        # TYPE noetl_component_metric gauge
        # HELP noetl_component_metric Metrics that the component reported.
        noetl_component_metric{kind="worker_pool",name="p",metric="active"} 3
        noetl_component_metric{kind="worker_pool",name="p",metric="q"} 0.5
        """,
        withoutAges(answer.text()));
  }

  @Test
  void namesAreEscaped() {
    register("{'name':'a\\\\\\\"b'}");
    assertEquals(
        "noetl_component_up{kind=\"worker_pool\",name=\"a\\\\\\\"b\"} 1",
        endpoint.get("/metrics/components").text().lines().skip(2).findFirst().orElseThrow());
  }

  @Test
  void openMetricsEndWithAMark() {
    register("{'name':'p'}");
    TestEndpoint.Answer answer =
        endpoint.send("GET", "/metrics/components", null, "Accept", "application/openmetrics-text");
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        answer.header("Content-Type"));
    assertEquals("# EOF", answer.text().lines().reduce("", (one, last) -> last));
  }

  private JsonObject stored(String kind, String name) {
    return endpoint
        .get("/api/runtimes/" + kind + "/" + name)
        .json()
        .object("runtime")
        .object("metrics")
        .object("values");
  }

  @Test
  void reportOfAWorkerIsStored() {
    String id = register("{'name':'p'}").json().text("runtime_id");
    String metrics =
        "[{'metric_name':'noetl_worker_active_tasks','metric_type':'gauge','metric_value':3,"
            + "'labels':null,'help_text':'Tasks','unit':null,'timestamp':'2025-10-05T07:12:03Z'},"
            + "{'metric_name':'jobs','metric_type':'counter','metric_value':1,'labels':{'q':'a'}},"
            + "{'metric_name':'jobs','metric_type':'counter','metric_value':2,'labels':{'q':'b'}}]";
    for (String who :
        List.of(
            "'component_name':'p','runtime_id':null",
            "'component_name':null,'runtime_id':" + id,
            "'component_name':'p','runtime_id':" + id)) {
      TestEndpoint.Answer answer = endpoint.post(REPORT, "{" + who + ",'metrics':" + metrics + "}");
      assertEquals(
          "{\"status\":\"ok\",\"runtime_id\":\"" + id + "\",\"metrics_inserted\":2}",
          answer.text());
    }
    assertEquals(
        "{\"noetl_worker_active_tasks\":3,\"jobs\":3}", stored("worker_pool", "p").toString());
  }

  @Test
  void nameMayBeThatOfAnotherKind() {
    register("{'name':'n','kind':'broker','uri':'nats://h'}");
    String report = "{'component_name':'n','metrics':[{'metric_name':'a','metric_value':1}]}";
    assertEquals(200, endpoint.post(REPORT, report).status());
    assertEquals("{\"a\":1}", stored("broker", "n").toString());
    register("{'name':'n'}");
    assertEquals(200, endpoint.post(REPORT, report.replace(":1}", ":2}")).status());
    assertEquals("{\"a\":2}", stored("worker_pool", "n").toString());
    assertEquals("{\"a\":1}", stored("broker", "n").toString());
  }

  @Test
  void moreThanTheLimitIsLeftOut() {
    register("{'name':'p'}");
    String metrics =
        IntStream.range(0, 40)
            .mapToObj(i -> "{'metric_name':'m" + i + "','metric_value':" + i + "}")
            .collect(Collectors.joining(",", "[", "]"));
    assertEquals(
        "32",
        endpoint
            .post(REPORT, "{'component_name':'p','metrics':" + metrics + "}")
            .json()
            .text("metrics_inserted"));
    assertEquals(
        "0",
        endpoint
            .post(REPORT, "{'component_name':'p','metrics':[]}")
            .json()
            .text("metrics_inserted"));
  }

  @Test
  void unknownComponentIsUnknown() {
    TestEndpoint.Answer answer = endpoint.post(REPORT, "{'component_name':'x','metrics':[]}");
    assertEquals(404, answer.status());
    assertEquals("unknown", answer.json().object("detail").text("status"));
    assertEquals(404, endpoint.post(REPORT, "{'runtime_id':7,'metrics':[]}").status());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'metrics':[]} | component_name | Field required",
        "{'component_name':7,'metrics':[]} | component_name | Input should be a valid string",
        "{'component_name':' ','metrics':[]} | name | String should have at least 1 character",
        "{'runtime_id':{},'metrics':[]} | runtime_id | Input should be a valid integer",
        "{'component_name':'p'} | metrics | Input should be a valid list",
        "{'component_name':'p','metrics':[7]} | metrics.0 | Input should be a valid dictionary",
        "{'component_name':'p','metrics':[{'metric_name':'a-b','metric_value':1}]} |"
            + " metrics.0.metric_name | Metric name should have at most 128 characters and match"
            + " pattern '^[a-zA-Z_:][a-zA-Z0-9_:]*$'",
        "{'component_name':'p','metrics':[{'metric_name':'a','metric_value':'x'}]} |"
            + " metrics.0.metric_value | Input should be a finite number",
        "{'component_name':'p','metrics':[{'metric_name':'a','metric_type':'x',"
            + "'metric_value':1}]} | metrics.0.metric_type |"
            + " Input should be 'counter', 'gauge', 'histogram' or 'summary'",
      })
  void badReportIsRefused(String body, String field, String message) {
    TestEndpoint.Answer answer = endpoint.post(REPORT, body);
    assertEquals(422, answer.status());
    JsonObject error = TestJson.items(answer.json(), "detail").getFirst();
    List<?> place = (List<?>) TestJson.plain(error.get("loc"));
    assertEquals(
        field, place.stream().skip(1).map(String::valueOf).collect(Collectors.joining(".")));
    assertEquals(message, error.text("msg"));
  }
}
