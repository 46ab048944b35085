package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static io.noetl.runtime.client.Requests.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeApiException.Unsupported;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatOverHttpTest {

  private static final String POOL = "/api/worker/pool/heartbeat";

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  @Test
  void knownNameSaysOk() {
    SERVER.answers("POST", POOL, Recorded.answer(86));

    RuntimeHeartbeatResponse answer = SERVER.client().heartbeat(beat("hb1"));

    assertEquals(List.of("POST /api/worker/pool/heartbeat {\"name\":\"hb1\"}"), SERVER.asked());
    assertEquals(
        quoted("{'status':'ok','name':'hb1','runtime_id':'383317604783095808','runtime':null}"),
        Json.write(answer.json()));
    assertFalse(answer.recreated());
  }

  @Test
  void registrationIsSentAsItIsAndTheRowRecreated() {
    SERVER.answers("POST", POOL, Recorded.answer(117));
    String registration =
        quoted(
            "{'name':'r1','runtime':'Python','capacity':5,'status':'Busy','labels':{'a':1},"
                + "'pid':3,'hostname':'h','meta':{'z':1}}");

    RuntimeHeartbeatResponse answer =
        SERVER
            .client()
            .heartbeat(
                new RuntimeHeartbeatRequest(
                    "r1", RuntimeKind.WORKER_POOL, TestJson.object(registration)));

    assertEquals(
        List.of(
            "POST /api/worker/pool/heartbeat {\"name\":\"r1\",\"registration\":"
                + registration
                + "}"),
        SERVER.asked());
    assertEquals("recreated", answer.status());
    assertTrue(answer.recreated());
    assertEquals("383317608474083328", answer.runtimeId());
  }

  @Test
  void otherKindsGoToTheRuntimePathAndNameTheirKind() {
    SERVER.answers("POST", "/api/runtime/heartbeat", Recorded.answer(86));

    SERVER.client().heartbeat(new RuntimeHeartbeatRequest("hb1", RuntimeKind.MONITOR, null));

    assertEquals(
        List.of(quoted("POST /api/runtime/heartbeat {'name':'hb1','kind':'monitor'}")),
        SERVER.asked());
  }

  @Test
  void unknownNameSaysUnknownAndWhenToTryAgain() {
    SERVER.answers("POST", POOL, Recorded.answer(95));
    SERVER.answers("GET", "/api/worker/pools", Recorded.answer(177));

    UnknownComponent unknown =
        assertThrows(UnknownComponent.class, () -> SERVER.client().heartbeat(beat("ghost")));

    assertEquals("no worker_pool named \"ghost\" is registered", unknown.getMessage());
    assertEquals(RuntimeKind.WORKER_POOL, unknown.kind());
    assertEquals("ghost", unknown.name());
    assertEquals(404, unknown.httpStatus());
    assertEquals(Duration.ofSeconds(3), unknown.retryAfter());
  }

  @Test
  void unknownNameOnARustServerSaysUnknown() {
    SERVER.answers(
        "POST",
        POOL,
        WireMock.jsonResponse("{\"error\":\"Worker pool not found\",\"status\":404}", 404));

    UnknownComponent unknown =
        assertThrows(UnknownComponent.class, () -> SERVER.client().heartbeat(beat("ghost")));

    assertNull(unknown.retryAfter());
  }

  @Test
  void missingPathIsNoUnknownName() {
    SERVER.answers("POST", POOL, WireMock.jsonResponse("{\"detail\":\"Not Found\"}", 404));

    Unsupported unsupported =
        assertThrows(Unsupported.class, () -> SERVER.client().heartbeat(beat("p")));

    assertEquals(
        SERVER.address() + " does not take worker_pool heartbeats", unsupported.getMessage());
    assertEquals(404, unsupported.httpStatus());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>nginx: not found</html>"})
  void missingPathWithoutJsonIsNoUnknownName(String body) {
    SERVER.answers(
        "POST",
        POOL,
        WireMock.aResponse()
            .withStatus(404)
            .withHeader("Content-Type", "text/html")
            .withBody(body));

    Unsupported unsupported =
        assertThrows(Unsupported.class, () -> SERVER.client().heartbeat(beat("p")));

    assertEquals(
        SERVER.address() + " does not take worker_pool heartbeats", unsupported.getMessage());
  }

  @Test
  void idMayBeMissingInTheAnswer() {
    SERVER.answers("POST", POOL, WireMock.okJson("{\"status\":\"ok\",\"message\":\"beat\"}"));

    RuntimeHeartbeatResponse answer = SERVER.client().heartbeat(beat("p"));

    assertNull(answer.runtimeId());
    assertEquals("{\"status\":\"ok\",\"message\":\"beat\"}", Json.write(answer.json()));
  }
}
