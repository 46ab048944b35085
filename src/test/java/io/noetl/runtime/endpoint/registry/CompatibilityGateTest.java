package io.noetl.runtime.endpoint.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.TestEndpoint.Answer;
import io.noetl.runtime.endpoint.context.EndpointOptions.Compatibility;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.compatibility.CompatibilityRule;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What serve does about versions that do not fit together. */
class CompatibilityGateTest extends EndpointFixture {

  private static final String RULE =
      "{\"component\":\"worker_pool\",\"requires\":\"server_api@>=2.3\"}";

  private static final String PROBLEM =
      "worker_pool/p (2.4.0) and server_api/api (2.2.0) do not fit together: version 2.2.0, wanted"
          + " >=2.3; rule: worker_pool requires server_api@>=2.3 (rule 1, file rules.yaml)";

  private List<CompatibilityRule> again = List.of();
  private boolean recreates = true;

  private void serve(boolean refuses) {
    List<CompatibilityRule> rules =
        List.of(CompatibilityRule.of(Json.readObject(RULE), "rule 1, file rules.yaml"));
    options.compatibility = new Compatibility(rules, () -> again, refuses, recreates);
    serve();
    assertEquals(
        200,
        endpoint
            .post(
                "/api/runtime/register",
                "{'name':'api','kind':'server_api','uri':'http://a','version':'2.2.0'}")
            .status());
  }

  private Answer registerPool(String name, String version) {
    return endpoint.post(
        "/api/worker/pool/register",
        "{'name':'" + name + "','runtime':'python','meta':{'version':'" + version + "'}}");
  }

  private String counted() {
    return endpoint
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("noetl_runtime_incompatible_registrations_total"))
        .collect(Collectors.joining("\n"));
  }

  private List<String> logged() {
    return endpoint.log().stream()
        .filter(line -> "incompatible".equals(line.text("event")))
        .map(line -> line.text("level") + " " + line.text("result") + " " + line.text("message"))
        .toList();
  }

  private List<String> names() {
    return registry.list(RuntimeListQuery.of(null)).items().stream()
        .map(component -> component.name())
        .toList();
  }

  @Test
  void registrationThatBreaksARuleIsRefusedWithTheRule() {
    serve(true);
    Answer answer = registerPool("p", "2.4.0");
    assertEquals(409, answer.status());
    assertEquals(PROBLEM, answer.json().text("detail"));
    assertEquals(List.of("api"), names());
    assertEquals(List.of("warning refused " + PROBLEM), logged());
    assertEquals(
        """
        noetl_runtime_incompatible_registrations_total{result="accepted"} 0.0
        noetl_runtime_incompatible_registrations_total{result="refused"} 1.0\
        """,
        counted());
  }

  @Test
  void registrationThatBreaksARuleIsLoggedAndCounted() {
    serve(false);
    assertEquals(200, registerPool("p", "2.4.0").status());
    assertEquals(
        List.of("p", "api").stream().sorted().toList(), names().stream().sorted().toList());
    assertEquals(List.of("warning accepted " + PROBLEM), logged());
    assertEquals(
        """
        noetl_runtime_incompatible_registrations_total{result="accepted"} 1.0
        noetl_runtime_incompatible_registrations_total{result="refused"} 0.0\
        """,
        counted());
  }

  @Test
  void brokersUpdatesAndDeclaredRangesAreChecked() {
    serve(true);
    assertEquals(
        409,
        endpoint
            .post(
                "/api/broker/register",
                "{'name':'b','uri':'nats://b','depends_on':['server_api/api@^3']}")
            .status());
    assertEquals(
        200,
        endpoint
            .post("/api/broker/register", "{'name':'b','uri':'nats://b','version':'1.0.0'}")
            .status());
    assertEquals(
        409,
        endpoint
            .post(
                "/api/runtime/update",
                "{'name':'b','kind':'broker','meta':{'depends_on':['server_api/api@^3']}}")
            .status());
    assertEquals(
        200,
        endpoint
            .post("/api/runtime/update", "{'name':'b','kind':'broker','meta':{'zone':'a'}}")
            .status());
  }

  @Test
  void heartbeatsAndUnchangedVersionsPass() {
    options.compatibility = null;
    registry.register(
        RuntimeRegistrationRequest.fromJson(
            Json.readObject(
                "{\"name\":\"p\",\"runtime\":\"python\",\"meta\":{\"version\":\"2.4.0\"}}")));
    serve(false);
    assertEquals(200, endpoint.post("/api/worker/pool/heartbeat", "{'name':'p'}").status());
    assertEquals(
        200,
        endpoint
            .post("/api/runtime/update", "{'name':'p','kind':'worker_pool','capacity':4}")
            .status());
    assertEquals(1, logged().size(), "the server itself did not fit to the pool that was there");
  }

  private Answer heartbeat(String name, String version) {
    return endpoint.post(
        "/api/worker/pool/heartbeat",
        "{'name':'%s','registration':{'name':'%s','runtime':'python','version':'%s'}}"
            .formatted(name, name, version));
  }

  @Test
  void heartbeatThatRegistersAgainIsChecked() {
    serve(true);
    Answer answer = heartbeat("p", "2.4.0");
    assertEquals(409, answer.status());
    assertEquals(PROBLEM, answer.json().text("detail"));
    assertEquals(List.of("api"), names());
    assertEquals(List.of("warning refused " + PROBLEM), logged());
    registry.register(
        RuntimeRegistrationRequest.fromJson(
            Json.readObject("{\"name\":\"p\",\"runtime\":\"python\"}")));
    assertEquals("ok", heartbeat("p", "2.4.0").json().text("status"), "it is registered");
    assertEquals(1, logged().size());
  }

  @Test
  void heartbeatThatRegistersAgainIsLoggedAndSent() {
    serve(false);
    assertEquals("recreated", heartbeat("p", "2.4.0").json().text("status"));
    assertEquals(List.of("warning accepted " + PROBLEM), logged());
    assertEquals(404, endpoint.post("/api/worker/pool/heartbeat", "{'name':'q'}").status());
  }

  @Test
  void heartbeatThatCouldRegisterAgainKeepsItsMetrics() {
    serve(false);
    assertEquals(200, registerPool("p", "1.0.0").status());
    Answer answer =
        endpoint.post(
            "/api/worker/pool/heartbeat",
            "{'name':'p','registration':{'name':'p','runtime':'python'},'metrics':{'active':3}}");
    assertEquals(200, answer.status());
    assertEquals(
        "{\"active\":3}",
        registry
            .list(RuntimeListQuery.named(RuntimeKind.WORKER_POOL, "p"))
            .items()
            .getFirst()
            .metrics()
            .toString());
  }

  @Test
  void heartbeatIsNotCheckedWhereItRegistersNothing() {
    recreates = false;
    serve(true);
    // The registry of this test recreates, so that a check would be seen.
    assertEquals("recreated", heartbeat("p", "2.4.0").json().text("status"));
    assertEquals(List.of(), logged());
  }

  @Test
  void reloadReadsTheRulesAgain() {
    serve(true);
    assertEquals(409, registerPool("p", "2.4.0").status());
    endpoint.reload();
    assertEquals(200, registerPool("p", "2.4.0").status());
    assertEquals("[\"compatibility\"]", endpoint.log().getLast().get("renewed").toString());
  }

  @Test
  void withoutRulesNothingIsCountedOrRefused() {
    serve();
    assertEquals(200, registerPool("p", "2.4.0").status());
    assertEquals("", counted());
  }
}
