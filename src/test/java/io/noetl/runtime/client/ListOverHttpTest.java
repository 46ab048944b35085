package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.NameGlob;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.UnintelligibleAnswer;
import io.noetl.runtime.schema.RuntimeApiException.Unsupported;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListOverHttpTest {

  private static final String POOLS = "/api/worker/pools";
  private static final RuntimeListQuery ALL_POOLS = RuntimeListQuery.of(RuntimeKind.WORKER_POOL);

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  @Test
  void itemsComeAsTheServerOrderedThemWithTheirKindAdded() {
    SERVER.answers("GET", POOLS, Recorded.answer(172));

    RuntimeListResponse listed = SERVER.client().list(ALL_POOLS);

    assertEquals(List.of("GET /api/worker/pools"), SERVER.asked());
    assertEquals(List.of("A-py", "a-up", "b-node", "c-min"), names(listed));
    assertEquals(
        quoted(
            "{'name':'b-node','runtime':{'pid':null,'type':'nodejs','hostname':null},"
                + "'status':'busy','capacity':4,'labels':{'env':'dev'},"
                + "'heartbeat':'2026-11-23T18:07:20.923559+00:00',"
                + "'created_at':'2026-11-23T18:07:20.923559+00:00',"
                + "'updated_at':'2026-11-23T18:07:20.923559+00:00','kind':'worker_pool'}"),
        Json.write(listed.items().get(2).json()));
    assertEquals(Instant.parse("2026-11-23T18:07:20.923559Z"), listed.items().get(2).heartbeat());
    assertEquals(JsonObject.EMPTY, listed.envelope());
  }

  @Test
  void runtimeIsFilteredHereSinceServersMissUpperCase() {
    SERVER.answers("GET", POOLS, Recorded.answer(172));

    RuntimeListResponse listed =
        SERVER.client().list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL).withRuntime("Python"));

    assertEquals(List.of("GET /api/worker/pools"), SERVER.asked());
    assertEquals(List.of("A-py", "a-up"), names(listed));
  }

  @Test
  void statusIsFilteredByTheServer() {
    SERVER.answers("GET", POOLS + "?status=busy", Recorded.answer(178));

    RuntimeListResponse listed =
        SERVER.client().list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL).withStatus("busy"));

    assertEquals(List.of("b-node"), names(listed));
  }

  @Test
  void whatTheServerDidNotFilterIsFilteredHere() {
    SERVER.answers("GET", POOLS + "?status=busy", Recorded.answer(172));

    RuntimeListResponse listed =
        SERVER
            .client()
            .list(
                RuntimeListQuery.of(RuntimeKind.WORKER_POOL)
                    .withGlob(NameGlob.of("[bc]-*"))
                    .withStatus("busy")
                    .withLabels(Map.of("env", "dev")));

    assertEquals(List.of("b-node"), names(listed));
  }

  @Test
  void oneNameIsSoughtInTheWholeListOfPools() {
    SERVER.answers("GET", POOLS, Recorded.answer(172));

    assertEquals(
        List.of("c-min"),
        names(SERVER.client().list(RuntimeListQuery.named(RuntimeKind.WORKER_POOL, "c-min"))));
  }

  @Test
  void filterTextsAreEncoded() {
    SERVER.answers(
        "GET",
        "/api/runtimes?kind=broker&name=a%20b%26c%3D%2B%23%25%2F%3F%27%22%F0%9F%98%80"
            + "&status=x%20y",
        WireMock.okJson("{\"items\":[]}"));

    SERVER
        .client()
        .list(
            RuntimeListQuery.of(RuntimeKind.BROKER)
                .withName("a b&c=+#%/?'\"\ud83d\ude00")
                .withStatus("x y")
                .withLabels(Map.of("l", "1")));
  }

  @Test
  void allKindsAreAskedForWithoutAKind() {
    SERVER.answers(
        "GET",
        "/api/runtimes",
        WireMock.okJson(
            quoted(
                "{'items':[{'name':'p','kind':'broker'},{'name':'q'},"
                    + "{'name':'r','kind':'worker_pool'}]}")));

    RuntimeListResponse listed = SERVER.client().list(RuntimeListQuery.of(null));

    assertEquals(
        List.of("broker", "null", "worker_pool"),
        listed.items().stream().map(item -> String.valueOf(item.kind())).toList());
  }

  @Test
  void itemsOfAnotherKindAreLeftOut() {
    SERVER.answers(
        "GET",
        "/api/runtimes?kind=broker",
        WireMock.okJson(quoted("{'items':[{'name':'p','kind':'monitor'},{'name':'q'}]}")));

    assertEquals(
        List.of("q"), names(SERVER.client().list(RuntimeListQuery.of(RuntimeKind.BROKER))));
  }

  @Test
  void unknownFieldsOfItemsAndListSurvive() {
    SERVER.answers(
        "GET",
        POOLS,
        WireMock.okJson(
            quoted(
                """
                {'next':'abc','items':[{'new':{'x':[1.50]},'name':'p','kind':'worker_pool',
                  'runtime_id':9007199254740993,'runtime':'text','labels':['a','b']}],
                 'count':7,'runtime':null,'status':null,'error':null,'page':{'n':1}}
                """)));

    RuntimeListResponse listed = SERVER.client().list(ALL_POOLS);

    assertEquals(
        quoted(
            "[{'new':{'x':[1.50]},'name':'p','kind':'worker_pool',"
                + "'runtime_id':'9007199254740993','runtime':'text','labels':['a','b']}]"),
        Json.write(listed.items().stream().map(item -> item.json()).toList()));
    assertEquals(quoted("{'next':'abc','page':{'n':1}}"), Json.write(listed.envelope()));
  }

  @Test
  void timeOfTheServerIsTheTimeOfTheList() {
    SERVER.answers(
        "GET", POOLS, Recorded.answer(172).withHeader("Date", "Mon, 23 Nov 2026 18:07:21 GMT"));

    assertEquals(Instant.parse("2026-11-23T18:07:21Z"), SERVER.client().list(ALL_POOLS).asOf());
  }

  @Test
  void listWithoutADateHasNoTime() {
    SERVER.answers("GET", POOLS, Recorded.answer(172));

    assertNull(SERVER.client().list(ALL_POOLS).asOf());
  }

  @Test
  void emptyListIsNoError() {
    SERVER.answers("GET", POOLS, Recorded.answer(177));

    assertEquals(List.of(), SERVER.client().list(ALL_POOLS).items());
  }

  @Test
  void errorInsideAListIsAFailureOfTheServer() {
    SERVER.answers("GET", POOLS + "?status=none", Recorded.answer(184));
    SERVER.answers("GET", POOLS, Recorded.answer(184).withHeader("Retry-After", "4"));

    Unavailable failed = assertThrows(Unavailable.class, () -> SERVER.client().list(ALL_POOLS));

    assertEquals(
        "GET "
            + SERVER.address()
            + "/api/worker/pools: the server could not list: generator didn't stop after athrow()",
        failed.getMessage());
    assertEquals(200, failed.httpStatus());
    assertEquals(Duration.ofSeconds(4), failed.retryAfter());
  }

  @Test
  void unavailableListKeepsItsReason() {
    SERVER.answers(
        "GET",
        POOLS,
        WireMock.jsonResponse(quoted("{'items':[],'count':0,'error':'the database is down'}"), 503)
            .withHeader("Retry-After", "3"));

    Unavailable failed = assertThrows(Unavailable.class, () -> SERVER.client().list(ALL_POOLS));

    assertEquals(
        "GET "
            + SERVER.address()
            + "/api/worker/pools: the server cannot do it now (503): the database is down",
        failed.getMessage());
    assertEquals(Duration.ofSeconds(3), failed.retryAfter());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                      | it holds no list of items
          {"items":null}          | it holds no list of items
          {"items":{}}            | it holds no list of items
          {"status":"ok"}         | it holds no list of items
          {"items":["p"]}         | it is not a JSON object
          {"items":[null]}        | it is not a JSON object
          [{"name":"p"}           | it is not a JSON object
          """)
  void answerOfAnotherShapeIsRefused(String body, String why) {
    SERVER.answers("GET", POOLS, WireMock.okJson(body));

    UnintelligibleAnswer refused =
        assertThrows(UnintelligibleAnswer.class, () -> SERVER.client().list(ALL_POOLS));

    assertEquals(
        "GET " + SERVER.address() + "/api/worker/pools: cannot understand the answer (200): " + why,
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 501})
  void poolsThatTheServerDoesNotListAreUnsupported(int status) {
    SERVER.answers("GET", POOLS, WireMock.jsonResponse("{\"detail\":\"no\"}", status));

    Unsupported refused = assertThrows(Unsupported.class, () -> SERVER.client().list(ALL_POOLS));

    assertEquals(
        "GET "
            + SERVER.address()
            + "/api/worker/pools: the server does not support this ("
            + status
            + "): no",
        refused.getMessage());
  }

  @Test
  void listThatTheServerDoesNotOfferIsUnsupported() {
    SERVER.answers(
        "GET", "/api/runtimes", WireMock.jsonResponse("{\"detail\":{\"name\":\"x\"}}", 404));

    assertThrows(Unsupported.class, () -> SERVER.client().list(RuntimeListQuery.of(null)));
  }

  private static List<String> names(RuntimeListResponse listed) {
    return listed.items().stream().map(RuntimeComponentInfo::name).toList();
  }
}
