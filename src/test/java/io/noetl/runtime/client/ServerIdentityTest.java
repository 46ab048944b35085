package io.noetl.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RegistryServer.Software;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Detects the kind of server by its answers. */
class ServerIdentityTest {

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  private static final String POOL = "/api/pool/status";
  private static final String SHORT_LIST = "/api/worker/pools?status=none";
  private static final String SERVERS = "/api/runtimes?kind=server_api";
  private static final String RUST_SERVERS = "/api/worker/pools?kind=server_api";

  private static ResponseDefinitionBuilder json(String body) {
    return WireMock.okJson(Requests.quoted(body))
        .withHeader("Date", "Tue, 07 Jul 2026 12:00:00 GMT");
  }

  private static void figures() {
    SERVER.answers("GET", POOL, json("{'pool_max':16,'slots_available':15,'status':'ok'}"));
  }

  private static void noFigures() {
    SERVER.answers("GET", POOL, WireMock.jsonResponse("{\"detail\":\"Not Found\"}", 404));
  }

  private static void lists() {
    SERVER.answers("GET", SHORT_LIST, json("{'items':[],'count':0,'error':null}"));
  }

  private static String lease(String heartbeat) {
    return """
    {'name':'command-reaper','kind':'server_api','status':'ready','labels':['a'],
     'runtime':{'type':'server_control','owner':'noetl@host:1','lease_seconds':30},
     'heartbeat':'%s'}
    """
        .formatted(heartbeat);
  }

  private static RegistryServer server() {
    return SERVER.client().server();
  }

  private static String traits(RegistryServer server) {
    return (server.takesStatusForDeath() ? "death " : "")
        + (server.heartbeatKeepsStatus() ? "keeps " : "")
        + (server.changeIsHeartbeat() ? "beats" : "");
  }

  @Test
  void pythonServerOf2026ReportsItsConnectionsAndListsInAnObject() {
    figures();
    lists();

    RegistryServer server = server();

    assertEquals(new RegistryServer(Software.PYTHON_2026, true), server);
    assertEquals("death beats", traits(server));
  }

  @Test
  void pythonServerOf2025HasNoSuchPath() {
    noFigures();
    lists();
    SERVER.answers(
        "GET", "/openapi.json", json("{'info':{'title':'NoETL API','version':'0.1.39'}}"));

    RegistryServer server = server();

    assertEquals(RegistryServer.of(Software.PYTHON_2025), server);
    assertEquals("beats", traits(server));
  }

  @Test
  void pathThatAProxyHidesDoesNotMakeAServerHarmless() {
    SERVER.answers("GET", POOL, WireMock.status(404).withBody("<html>no such page</html>"));
    lists();

    assertEquals(new RegistryServer(Software.PYTHON_2026, true), server());
  }

  @Test
  void rustServerListsInAnArray() {
    figures();
    SERVER.answers("GET", SHORT_LIST, json("[]"));
    SERVER.answers("GET", SERVERS, WireMock.status(404));
    SERVER.answers("GET", RUST_SERVERS, json("[]"));

    RegistryServer server = server();

    assertEquals(RegistryServer.of(Software.RUST), server);
    assertEquals("keeps beats", traits(server));
  }

  @Test
  void rustServerMayShareItsTable() {
    figures();
    SERVER.answers("GET", SHORT_LIST, json("[]"));
    SERVER.answers("GET", SERVERS, WireMock.status(404));
    SERVER.answers("GET", RUST_SERVERS, json("[" + lease("2026-07-07T11:56:00+00:00") + "]"));

    RegistryServer server = server();

    assertEquals(new RegistryServer(Software.RUST, true), server);
    assertEquals("death beats", traits(server));
  }

  @Test
  void serveSignsItsFigures() {
    SERVER.answers("GET", POOL, json("{'server':'noetl-runtime'}"));
    SERVER.answers("GET", SERVERS, json("{'items':[]}"));

    RegistryServer server = server();

    assertEquals(RegistryServer.of(Software.SERVE), server);
    assertEquals("keeps ", traits(server));
  }

  @Test
  void leaseNotRenewedForFiveMinutesIsNotAServer() {
    SERVER.answers("GET", POOL, json("{'server':'noetl-runtime'}"));
    SERVER.answersInTurn(
        "GET",
        SERVERS,
        json("{'items':[" + lease("2026-07-07T11:54:59+00:00") + "]}"),
        json("{'items':[" + lease("2026-07-07T11:55:01+00:00") + "]}"));

    assertEquals(RegistryServer.of(Software.SERVE), server());
    assertEquals(new RegistryServer(Software.SERVE, true), server());
  }

  @Test
  void earlierServeIsKnownByItsDescription() {
    noFigures();
    lists();
    SERVER.answers("GET", "/openapi.json", json("{'info':{'title':'NoETL runtime API'}}"));
    SERVER.answers("GET", SERVERS, json("{'items':[]}"));

    assertEquals(RegistryServer.of(Software.SERVE), server());
  }

  @Test
  void serverIsAskedOnceAndNotForAHeartbeat() {
    figures();
    lists();
    SERVER.answers("POST", "/api/worker/pool/heartbeat", json("{'status':'ok','name':'p'}"));
    HttpRuntimeApi client = SERVER.client();

    client.heartbeat(Requests.beat("p"));
    client.server();
    client.server();

    assertEquals(
        List.of(
            "POST /api/worker/pool/heartbeat {\"name\":\"p\"}", "GET " + POOL, "GET " + SHORT_LIST),
        SERVER.asked());
  }

  @Test
  void listThatWasReadBeforeIdentifiesTheServer() {
    SERVER.answers("GET", "/api/worker/pools", json("{'items':[],'count':0}"));
    figures();
    HttpRuntimeApi client = SERVER.client();

    client.list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL));

    assertEquals(Software.PYTHON_2026, client.server().software());
  }

  @Test
  void serverThatCannotListIsNotGuessed() {
    figures();
    SERVER.answers("GET", SHORT_LIST, json("{'items':[],'count':0,'error':'no database'}"));

    assertThrows(Unavailable.class, ServerIdentityTest::server);
  }
}
