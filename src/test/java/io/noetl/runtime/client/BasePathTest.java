package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.schema.RuntimeApiException.NotAllowed;
import io.noetl.runtime.schema.RuntimeApiException.Unsupported;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server below a path: of a proxy that takes its prefix away, or of NoETL's gateway. */
class BasePathTest {

  private static final RuntimeListQuery ALL = RuntimeListQuery.of(RuntimeKind.WORKER_POOL);

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  private static HttpRuntimeApi client(String path) {
    return SERVER.client(SERVER.address() + path, Duration.ofSeconds(30));
  }

  /** What a Python server says to a path that has /api twice. */
  private static void knowsNoPath(String method, String path) {
    SERVER.answers(
        method,
        path,
        WireMock.aResponse()
            .withStatus(404)
            .withHeader("Content-Type", "application/json")
            .withBody("{\"detail\":\"Not Found\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/noetl", "/noetl/", "/noetl/api", "/noetl/api/"})
  void proxyThatTakesItsPrefixAwayIsAskedOnce(String path) {
    SERVER.answers("GET", "/noetl/api/worker/pools", Recorded.answer(177));

    assertEquals(List.of(), client(path).list(ALL).items());

    assertEquals(List.of("GET /noetl/api/worker/pools"), SERVER.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/noetl", "/noetl/", "/noetl/api", "/noetl/api/"})
  void gatewayThatPutsApiInThePlaceOfItsPrefixIsFoundAndRemembered(String path) {
    knowsNoPath("GET", "/noetl/api/worker/pools");
    SERVER.answers("GET", "/noetl/worker/pools", Recorded.answer(177));
    SERVER.answers("POST", "/noetl/worker/pool/heartbeat", Recorded.answer(86));
    HttpRuntimeApi client = client(path);

    assertEquals(List.of(), client.list(ALL).items());
    assertEquals("ok", client.heartbeat(beat("hb1")).status());

    assertEquals(
        List.of(
            "GET /noetl/api/worker/pools",
            "GET /noetl/worker/pools",
            "POST /noetl/worker/pool/heartbeat {\"name\":\"hb1\"}"),
        SERVER.asked());
  }

  @Test
  void gatewayBeforeARustServerIsFoundByItsEmptyAnswer() {
    SERVER.answers("GET", "/noetl/api/worker/pools", WireMock.aResponse().withStatus(404));
    SERVER.answers("GET", "/noetl/worker/pools", WireMock.okJson("[]"));

    assertEquals(List.of(), client("/noetl").list(ALL).items());
  }

  @Test
  void gatewayBeforeAServerWithPagesForAnyPathIsFoundByThem() {
    SERVER.answers(
        "GET",
        "/noetl/api/worker/pools",
        WireMock.ok("<html></html>").withHeader("Content-Type", "text/html; charset=utf-8"));
    SERVER.answers("GET", "/noetl/worker/pools", Recorded.answer(177));

    assertEquals(List.of(), client("/noetl").list(ALL).items());
  }

  @Test
  void bodyOfADeletionThatTheGatewayDropsIsSentByPost() {
    knowsNoPath("DELETE", "/noetl/api/worker/pool/deregister");
    SERVER.answers("DELETE", "/noetl/worker/pool/deregister", Recorded.answer(147));
    SERVER.answers("POST", "/noetl/worker/pool/deregister", Recorded.answer(152));

    client("/noetl").deregister(new RuntimeDeregistrationRequest("d1", RuntimeKind.WORKER_POOL));

    assertEquals(
        "POST /noetl/worker/pool/deregister {\"name\":\"d1\"}",
        SERVER.asked().getLast().replace(",\"kind\":\"worker_pool\"", ""));
  }

  @Test
  void refusalOfTheGatewayIsNotAskedAboutElsewhere() {
    SERVER.answers("GET", "/noetl/api/worker/pools", WireMock.aResponse().withStatus(401));

    assertThrows(NotAllowed.class, () -> client("/noetl").list(ALL));

    assertEquals(1, SERVER.asked().size());
  }

  @Test
  void pathThatNeitherFormHasIsReportedAsItWasNamed() {
    knowsNoPath("GET", "/noetl/api/worker/pools");
    knowsNoPath("GET", "/noetl/worker/pools");

    Unsupported missing = assertThrows(Unsupported.class, () -> client("/noetl").list(ALL));

    assertEquals(
        "GET "
            + SERVER.address()
            + "/noetl/api/worker/pools: the server does not support this (404): Not Found",
        missing.getMessage());
  }

  @Test
  void serverWithoutABasePathIsNeverAskedTwice() {
    knowsNoPath("GET", "/api/worker/pools");

    assertThrows(Unsupported.class, () -> client("").list(ALL));

    assertEquals(1, SERVER.asked().size());
  }
}
