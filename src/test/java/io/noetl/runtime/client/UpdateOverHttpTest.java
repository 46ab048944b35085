package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a change of single values is carried out, by the server that it is for. */
class UpdateOverHttpTest {

  private static final String POOLS = "/api/worker/pools";
  private static final String UPDATE = "/api/runtime/update";
  private static final String REGISTER = "/api/worker/pool/register";
  private static final String ASKED_FOR = "GET " + POOLS;
  private static final String UPDATED =
      quoted("POST " + UPDATE + " {'name':'p','kind':'worker_pool','capacity':5}");
  private static final String REGISTERED =
      quoted(
          "POST "
              + REGISTER
              + " {'name':'p','kind':'worker_pool','uri':'u','status':'ready','capacity':5}");

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  private static ResponseDefinitionBuilder json(String body) {
    return WireMock.okJson(quoted(body));
  }

  private static void lists(String row) {
    SERVER.answers("GET", POOLS, json("{'items':[" + row + "],'count':1}"));
  }

  private static RuntimeUpdateRequest change() {
    return RuntimeUpdateRequest.fromJson(TestJson.object(quoted("{'name':'p','capacity':5}")));
  }

  @Test
  void serveIsSentTheChangeAlone() {
    lists("{'name':'p','status':'ready','uri':null}");
    SERVER.answers(
        "POST", UPDATE, json("{'status':'ok','name':'p','runtime_id':'7','kind':'worker_pool'}"));

    assertEquals("7", SERVER.client().update(change()).runtimeId());

    assertEquals(List.of(ASKED_FOR, UPDATED), SERVER.asked());
  }

  @Test
  void serveThatIsKnownIsNotAskedForTheRow() {
    SERVER.answers("GET", "/api/pool/status", json("{'server':'noetl-runtime'}"));
    SERVER.answers("GET", "/api/runtimes?kind=server_api", json("{'items':[],'count':0}"));
    SERVER.answers(
        "POST", UPDATE, json("{'status':'ok','name':'p','runtime_id':'7','kind':'worker_pool'}"));
    HttpRuntimeApi client = SERVER.client();
    client.server();

    client.update(change());

    assertEquals(UPDATED, SERVER.asked().getLast());
    assertEquals(3, SERVER.asked().size());
  }

  @Test
  void serveThatKnowsNoChangesIsRegisteredWith() {
    lists("{'name':'p','status':'ready','uri':'u'}");
    SERVER.answers("POST", UPDATE, WireMock.jsonResponse("{\"detail\":\"Not Found\"}", 404));
    SERVER.answers("POST", REGISTER, json("{'status':'ok','name':'p','runtime_id':'7'}"));

    SERVER.client().update(change());

    assertEquals(List.of(ASKED_FOR, UPDATED, REGISTERED), SERVER.asked());
  }

  @Test
  void componentThatIsGoneMeanwhileIsUnknown() {
    lists("{'name':'p','status':'ready','uri':'u'}");
    SERVER.answers(
        "POST",
        UPDATE,
        WireMock.jsonResponse(quoted("{'detail':{'status':'unknown','name':'p'}}"), 404));

    assertThrows(UnknownComponent.class, () -> SERVER.client().update(change()));
  }

  @Test
  void serverThatHidesAddressesIsNotAskedForChanges() {
    lists("{'name':'p','status':'ready'}");
    SERVER.answers("POST", REGISTER, json("{'status':'ok','name':'p','runtime_id':'7'}"));

    SERVER.client().update(change());

    assertEquals(List.of(ASKED_FOR, REGISTERED.replace("\"uri\":\"u\",", "")), SERVER.asked());
  }

  @Test
  void previewShowsWhatWouldBeSent() {
    lists("{'name':'p','status':'ready','uri':'u'}");

    RequestPreview preview = SERVER.client().preview(change());

    assertEquals("POST " + SERVER.address() + UPDATE, preview.method() + " " + preview.target());
    assertEquals(
        quoted("{'name':'p','kind':'worker_pool','capacity':5}"), Json.write(preview.body()));
  }
}
