package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static io.noetl.runtime.client.Requests.deregistration;
import static io.noetl.runtime.client.Requests.quoted;
import static io.noetl.runtime.client.Requests.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeApiException.Unsupported;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Rust server's answers, as the contract describes them. */
class RustServerTest {

  private static final String BEAT = "/api/worker/pool/heartbeat";
  private static final String REGISTER = "/api/worker/pool/register";
  private static final String DEREGISTER = "/api/worker/pool/deregister";
  private static final String ROW =
      "'runtime_id':9223372036854775807,'name':'w-1','kind':'worker_pool','uri':null,"
          + "'status':'active','labels':{'env':'prod'},'capabilities':['wasm'],'capacity':4,"
          + "'runtime':{'kind':'rust','worker_public_key':'k='},"
          + "'heartbeat':'2026-11-23T18:07:20.923559Z','created_at':'2026-11-23T18:00:00Z',"
          + "'updated_at':'2026-11-23T18:07:20.923559Z'";

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  // Worker pools

  @Test
  void registrationIsAnsweredWithTheWholeRowAndItsIdKeepsEveryDigit() {
    SERVER.answers("POST", REGISTER, WireMock.okJson(quoted("{" + ROW + "}")));

    RuntimeRegistrationResponse answer =
        SERVER.client().register(registration("{'name':'w-1','runtime':{'kind':'rust'}}"));

    assertEquals(
        quoted("{" + ROW.replace("9223372036854775807", "'9223372036854775807'") + "}"),
        Json.write(answer.json()));
    assertEquals("active", answer.status());
    assertEquals("9223372036854775807", answer.runtimeId());
  }

  @Test
  void heartbeatIsOkWithAMessage() {
    SERVER.answers("POST", BEAT, done("Heartbeat recorded"));

    assertEquals(
        quoted("{'status':'ok','message':'Heartbeat recorded'}"),
        Json.write(SERVER.client().heartbeat(beat("w-1")).json()));
    assertEquals(List.of("POST " + BEAT + " {\"name\":\"w-1\"}"), SERVER.asked());
  }

  @Test
  void deregistrationIsOkWithAMessage() {
    SERVER.answers("DELETE", DEREGISTER, done("Worker pool deregistered"));

    assertEquals(
        quoted("{'status':'ok','message':'Worker pool deregistered'}"),
        Json.write(
            SERVER.client().deregister(deregistration(RuntimeKind.WORKER_POOL, "w-1")).json()));
    assertEquals(
        List.of(quoted("DELETE " + DEREGISTER + " {'name':'w-1','kind':'worker_pool'}")),
        SERVER.asked());
  }

  @Test
  void heartbeatOfAnUnknownNameSaysUnknown() {
    SERVER.answers("POST", BEAT, refused(404, "Worker pool not found: ghost"));

    UnknownComponent unknown =
        assertThrows(UnknownComponent.class, () -> SERVER.client().heartbeat(beat("ghost")));

    assertEquals("no worker_pool named \"ghost\" is registered", unknown.getMessage());
    assertEquals(404, unknown.httpStatus());
  }

  @Test
  void deregistrationOfAnUnknownNameSaysUnknown() {
    SERVER.answers("DELETE", DEREGISTER, refused(404, "Worker pool not found: ghost"));

    UnknownComponent unknown =
        assertThrows(
            UnknownComponent.class,
            () -> SERVER.client().deregister(deregistration(RuntimeKind.WORKER_POOL, "ghost")));

    assertEquals("no worker_pool named \"ghost\" is registered", unknown.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | InvalidRequest | refused the request (400): why
          401 | NotAllowed     | does not allow it (401): why
          403 | NotAllowed     | does not allow it (403): why
          409 | Conflict       | refused it (409): why
          422 | InvalidRequest | refused the request (422): why
          500 | Unavailable    | cannot do it now (500): why
          502 | Unavailable    | cannot do it now (502): why
          503 | Unavailable    | cannot do it now (503): why
          """)
  void errorIsQuoted(int status, String kind, String verdict) {
    SERVER.answers("POST", REGISTER, refused(status, "why"));

    assertRegistrationFails(kind, status, verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | Failed to parse the request body as JSON: EOF while parsing
          415 | Expected request with `Content-Type: application/json`
          422 | Failed to deserialize the JSON body into the target type: capacity: invalid type
          """)
  void plainTextIsQuoted(int status, String text) {
    SERVER.answers(
        "POST",
        REGISTER,
        WireMock.aResponse()
            .withStatus(status)
            .withHeader("Content-Type", "text/plain; charset=utf-8")
            .withBody(text));

    assertRegistrationFails(
        "InvalidRequest", status, "refused the request (" + status + "): " + text);
  }

  @Test
  void missingPathIsAnEmpty404() {
    SERVER.answers("POST", BEAT, missing());

    Unsupported unsupported =
        assertThrows(Unsupported.class, () -> SERVER.client().heartbeat(beat("w-1")));

    assertEquals(
        SERVER.address() + " does not take worker_pool heartbeats", unsupported.getMessage());
    assertEquals(404, unsupported.httpStatus());
  }

  // Lists

  @Test
  void listIsABareArrayWhoseRuntimeIsAnObject() {
    SERVER.answers("GET", "/api/worker/pools", WireMock.okJson(quoted("[{" + ROW + "}]")));

    RuntimeListResponse listed =
        SERVER
            .client()
            .list(
                RuntimeListQuery.of(RuntimeKind.WORKER_POOL)
                    .withRuntime("Rust")
                    .withLabels(Map.of("env", "prod")));

    assertEquals(1, listed.items().size());
    RuntimeComponentInfo item = listed.items().getFirst();
    assertEquals(
        quoted("{" + ROW.replace("9223372036854775807", "'9223372036854775807'") + "}"),
        Json.write(item.json()));
    assertEquals("rust", item.runtimeType());
    assertEquals("active", item.status());
  }

  @Test
  void emptyArrayIsAnEmptyList() {
    SERVER.answers("GET", "/api/worker/pools", WireMock.okJson("[]"));

    assertEquals(
        List.of(), SERVER.client().list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL)).items());
  }

  @Test
  void brokersAreListedThroughTheListOfPools() {
    SERVER.answers("GET", "/api/runtimes?kind=broker&status=active", missing());
    SERVER.answers(
        "GET",
        "/api/worker/pools?kind=broker&status=active",
        WireMock.okJson(quoted("[{'name':'b-1','status':'active'}]")));

    RuntimeListResponse listed =
        SERVER.client().list(RuntimeListQuery.of(RuntimeKind.BROKER).withStatus("active"));

    assertEquals(
        List.of(quoted("{'name':'b-1','status':'active','kind':'broker'}")), texts(listed));
  }

  @Test
  void brokerIsSoughtByItsWholeNameThoughTheServerComparesAPart() {
    SERVER.answers("GET", "/api/runtimes?kind=broker&name=b-1", missing());
    SERVER.answers(
        "GET",
        "/api/worker/pools?kind=broker",
        WireMock.okJson(quoted("[{'name':'b-10'},{'name':'b-1'}]")));

    assertEquals(
        List.of(quoted("{'name':'b-1','kind':'broker'}")),
        texts(SERVER.client().list(RuntimeListQuery.named(RuntimeKind.BROKER, "b-1"))));
  }

  @Test
  void allKindsAreFiveLists() {
    SERVER.answers("GET", "/api/runtimes", missing());
    for (RuntimeKind kind : RuntimeKind.values()) {
      SERVER.answers(
          "GET",
          "/api/worker/pools?kind=" + kind.word(),
          WireMock.okJson(quoted("[{'name':'of-" + kind.word() + "'}]")));
    }

    RuntimeListResponse listed = SERVER.client().list(RuntimeListQuery.of(null));

    assertEquals(
        List.of(
            "GET /api/runtimes",
            "GET /api/worker/pools?kind=worker_pool",
            "GET /api/worker/pools?kind=broker",
            "GET /api/worker/pools?kind=server_api",
            "GET /api/worker/pools?kind=scheduler",
            "GET /api/worker/pools?kind=monitor"),
        SERVER.asked());
    assertEquals(
        List.of(
            quoted("{'name':'of-worker_pool','kind':'worker_pool'}"),
            quoted("{'name':'of-broker','kind':'broker'}"),
            quoted("{'name':'of-server_api','kind':'server_api'}"),
            quoted("{'name':'of-scheduler','kind':'scheduler'}"),
            quoted("{'name':'of-monitor','kind':'monitor'}")),
        texts(listed));
  }

  // Other kinds

  @Test
  void schedulerRegistersAsAPoolOfItsKind() {
    SERVER.answers("POST", "/api/runtime/register", missing());
    SERVER.answers("POST", REGISTER, WireMock.okJson(quoted("{'runtime_id':5,'status':'active'}")));

    RuntimeRegistrationResponse answer =
        SERVER.client().register(registration("{'name':'s-1','component_type':'scheduler'}"));

    assertEquals("5", answer.runtimeId());
    assertSentTo("POST", "register", "{'name':'s-1','kind':'scheduler','status':'ready'}");
  }

  @Test
  void schedulerSendsHeartbeatsAsAPoolOfItsKind() {
    SERVER.answers("POST", "/api/runtime/heartbeat", missing());
    SERVER.answers("POST", BEAT, done("beat"));

    SERVER.client().heartbeat(new RuntimeHeartbeatRequest("s-1", RuntimeKind.SCHEDULER, null));

    assertSentTo("POST", "heartbeat", "{'name':'s-1','kind':'scheduler'}");
  }

  @Test
  void schedulerDeregistersAsAPoolOfItsKind() {
    SERVER.answers("DELETE", "/api/runtime/deregister", missing());
    SERVER.answers("DELETE", DEREGISTER, done("gone"));

    SERVER.client().deregister(deregistration(RuntimeKind.SCHEDULER, "s-1"));

    assertSentTo("DELETE", "deregister", "{'name':'s-1','kind':'scheduler'}");
  }

  @Test
  void brokerRegistersAsAPoolOfItsKindAfterBothPathsThatOthersHave() {
    SERVER.answers("POST", "/api/broker/register", missing());
    SERVER.answers("POST", "/api/runtime/register", missing());
    SERVER.answers("POST", REGISTER, WireMock.okJson(quoted("{'runtime_id':5}")));
    String body = quoted("{'name':'b-1','kind':'broker','uri':'nats://h','status':'ready'}");

    SERVER.client().register(registration(body));

    assertEquals(
        List.of(
            "POST /api/broker/register " + body,
            "POST /api/runtime/register " + body,
            "POST /api/worker/pool/register " + body),
        SERVER.asked());
  }

  @Test
  void unknownSchedulerIsUnknown() {
    SERVER.answers("POST", "/api/runtime/heartbeat", missing());
    SERVER.answers("POST", BEAT, refused(404, "not found"));

    UnknownComponent unknown =
        assertThrows(
            UnknownComponent.class,
            () ->
                SERVER
                    .client()
                    .heartbeat(new RuntimeHeartbeatRequest("s-1", RuntimeKind.SCHEDULER, null)));

    assertEquals("no scheduler named \"s-1\" is registered", unknown.getMessage());
  }

  private static void assertSentTo(String method, String verb, String body) {
    assertEquals(
        List.of(
            quoted(method + " /api/runtime/" + verb + " " + body),
            quoted(method + " /api/worker/pool/" + verb + " " + body)),
        SERVER.asked());
  }

  private static void assertRegistrationFails(String kind, int status, String verdict) {
    RuntimeApiException failed =
        assertThrows(
            RuntimeApiException.class,
            () -> SERVER.client().register(registration("{'name':'w-1'}")));

    assertEquals(kind, failed.getClass().getSimpleName());
    assertEquals(
        "POST " + SERVER.address() + REGISTER + ": the server " + verdict, failed.getMessage());
    assertEquals(status, failed.httpStatus());
  }

  private static List<String> texts(RuntimeListResponse listed) {
    return listed.items().stream().map(item -> Json.write(item.json())).toList();
  }

  private static ResponseDefinitionBuilder done(String message) {
    return WireMock.okJson(quoted("{'status':'ok','message':'" + message + "'}"));
  }

  private static ResponseDefinitionBuilder refused(int status, String error) {
    return WireMock.jsonResponse(
        quoted("{'error':'" + error + "','status':" + status + "}"), status);
  }

  private static ResponseDefinitionBuilder missing() {
    return WireMock.aResponse().withStatus(404);
  }
}
