package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static io.noetl.runtime.client.Requests.deregistration;
import static io.noetl.runtime.client.Requests.quoted;
import static io.noetl.runtime.client.Requests.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real P server does that a client must survive, in the order of the contract's list. */
class ServerTrapsTest {

  private static final String BEAT = "/api/worker/pool/heartbeat";
  private static final String REGISTER = "/api/worker/pool/register";
  private static final String DEREGISTER = "/api/worker/pool/deregister";
  private static final String POOLS = "/api/worker/pools";
  private static final String EMPTY_LIST = POOLS + "?status=none";
  private static final String FULL_REGISTRATION =
      quoted("{'name':'w-full','kind':'worker_pool','runtime':'python','status':'ready'}");

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  private final RecordedTime time = new RecordedTime();

  // 1. The list that hides an error

  @Test
  void trap1ListThatCarriesAnErrorIsAFailureAndNoEmptyList() {
    SERVER.answers("GET", POOLS, Recorded.answer(184));
    SERVER.answers("GET", EMPTY_LIST, Recorded.answer(184));

    Unavailable failed =
        assertThrows(
            Unavailable.class,
            () -> SERVER.client().list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL)));

    assertEquals(
        "GET "
            + SERVER.address()
            + "/api/worker/pools: the server could not list: generator didn't stop after athrow()",
        failed.getMessage());
  }

  // 2. The 404 that may be an outage

  @Test
  void trap2UnknownNameWithARegistrationIsRegisteredAgain() {
    SERVER.answers("POST", BEAT, Recorded.answer(95));
    SERVER.answers("GET", POOLS, Recorded.answer(177));
    SERVER.answers("POST", REGISTER, Recorded.answer(1));

    RuntimeHeartbeatResponse answer =
        SERVER.client(time.retries(3), line -> {}).heartbeat(beatWithRegistration());

    assertEquals(
        List.of(
            "POST /api/worker/pool/heartbeat {\"name\":\"w-full\",\"registration\":"
                + FULL_REGISTRATION
                + "}",
            "GET /api/worker/pools",
            "POST /api/worker/pool/register " + FULL_REGISTRATION),
        SERVER.asked());
    assertEquals(
        quoted(
            "{'status':'recreated','name':'w-full','runtime_id':'383317589704572928',"
                + "'runtime':null}"),
        Json.write(answer.json()));
    assertEquals(List.of(), time.waits());
  }

  @Test
  void trap2OutageThatRegisteringBringsToLightIsNoUnknownName() {
    SERVER.answers("POST", BEAT, Recorded.answer(95));
    SERVER.answers("GET", POOLS, Recorded.answer(177));
    SERVER.answers(
        "POST",
        REGISTER,
        WireMock.jsonResponse(quoted("{'detail':'database is down'}"), 503)
            .withHeader("Retry-After", "3"));

    Unavailable failed =
        assertThrows(Unavailable.class, () -> SERVER.client().heartbeat(beatWithRegistration()));

    assertEquals(
        "POST "
            + SERVER.address()
            + "/api/worker/pool/register: the server cannot do it now (503): database is down",
        failed.getMessage());
    assertEquals(503, failed.httpStatus());
    assertEquals(Duration.ofSeconds(3), failed.retryAfter());
  }

  @Test
  void trap2OutageThatPassesWhileRegisteringEndsWell() {
    SERVER.answers("POST", BEAT, Recorded.answer(95));
    SERVER.answers("GET", POOLS, Recorded.answer(177));
    SERVER.answersInTurn("POST", REGISTER, Recorded.answer(29), Recorded.answer(1));

    RuntimeHeartbeatResponse answer =
        SERVER.client(time.retries(1), line -> {}).heartbeat(beatWithRegistration());

    assertEquals("recreated", answer.status());
    assertEquals(List.of(0L), time.waits());
    assertEquals(4, SERVER.asked().size());
  }

  @Test
  void trap2UnknownNameWithoutARegistrationIsUnknownAndNotTriedAgain() {
    SERVER.answers("POST", BEAT, Recorded.answer(95));
    SERVER.answers("GET", POOLS, Recorded.answer(177));

    UnknownComponent unknown =
        assertThrows(
            UnknownComponent.class,
            () -> SERVER.client(time.retries(3), line -> {}).heartbeat(beat("ghost")));

    assertEquals("no worker_pool named \"ghost\" is registered", unknown.getMessage());
    assertEquals(Duration.ofSeconds(3), unknown.retryAfter());
    assertEquals(
        List.of("POST /api/worker/pool/heartbeat {\"name\":\"ghost\"}", "GET /api/worker/pools"),
        SERVER.asked());
    assertEquals(List.of(), time.waits());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trap2OutageThatTheListRevealsRegistersNothing(boolean withRegistration) {
    SERVER.answers("POST", BEAT, Recorded.answer(95));
    SERVER.answers("GET", POOLS, listThatFails("connection failed: Connection refused"));

    Unavailable failed =
        assertThrows(
            Unavailable.class,
            () ->
                SERVER
                    .client(time.retries(3), line -> {})
                    .heartbeat(withRegistration ? beatWithRegistration() : beat("w-full")));

    assertEquals(
        "cannot tell whether worker_pool \"w-full\" is registered: GET "
            + SERVER.address()
            + "/api/worker/pools: the server could not list: connection failed: Connection refused",
        failed.getMessage());
    assertEquals("try again in a moment; the server's database may be away", failed.hint());
    assertEquals(2, SERVER.asked().size());
  }

  @Test
  void trap2OutageInWhichTheListHangsIsATimeOut() {
    SERVER.answers("POST", BEAT, Recorded.answer(95));
    SERVER.answers("GET", POOLS, Recorded.answer(177).withFixedDelay(3_000));
    HttpRuntimeApi client =
        SERVER.client(SERVER.address(), Duration.ofMillis(1_000), time.retries(3));

    assertThrows(TimedOut.class, () -> client.heartbeat(beatWithRegistration()));
  }

  @Test
  void trap2NameThatIsListedAllTheSameGetsAnotherHeartbeatAndNoRegistration() {
    SERVER.answersInTurn("POST", BEAT, Recorded.answer(95), Recorded.answer(86));
    SERVER.answers("GET", POOLS, listOf("hb1"));

    assertEquals("ok", SERVER.client().heartbeat(beat("hb1")).status());

    assertEquals(
        List.of(
            "POST /api/worker/pool/heartbeat {\"name\":\"hb1\"}",
            "GET /api/worker/pools",
            "POST /api/worker/pool/heartbeat {\"name\":\"hb1\"}"),
        SERVER.asked());
  }

  @Test
  void trap2NameThatIsListedAndNeverFoundIsAFailureOfTheServer() {
    SERVER.answers("POST", BEAT, Recorded.answer(95));
    SERVER.answers("GET", POOLS, listOf("w-full"));

    Unavailable failed =
        assertThrows(Unavailable.class, () -> SERVER.client().heartbeat(beatWithRegistration()));

    assertEquals(
        "POST "
            + SERVER.address()
            + "/api/worker/pool/heartbeat: the server does not record the heartbeat of worker_pool"
            + " \"w-full\", though it lists it",
        failed.getMessage());
    assertEquals(Duration.ofSeconds(3), failed.retryAfter());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void trap2ServerThatGivesNoListIsBelieved(int status) {
    SERVER.answers("POST", BEAT, Recorded.answer(95));
    SERVER.answers("GET", POOLS, WireMock.aResponse().withStatus(status));

    assertThrows(UnknownComponent.class, () -> SERVER.client().heartbeat(beat("ghost")));
  }

  @Test
  void trap2ServerThatSaysItChangedNothingLookedIntoItsDatabase() {
    SERVER.answers("POST", BEAT, Recorded.answer(95).withHeader("X-NoETL-Changed", "0"));

    assertThrows(UnknownComponent.class, () -> SERVER.client().heartbeat(beat("ghost")));

    assertEquals(1, SERVER.asked().size());
  }

  private static ResponseDefinitionBuilder listThatFails(String error) {
    return WireMock.okJson(
        Json.write(TestJson.object("{\"items\":[],\"count\":0}").with("error", error)));
  }

  private static ResponseDefinitionBuilder listOf(String name) {
    return WireMock.okJson(
        "{\"items\":[{\"name\":\"" + name + "\",\"status\":\"ready\"}],\"count\":1}");
  }

  // 3. The outage that hangs

  @Test
  void trap3HangingOutageTimesOutAndIsNotTriedAgain() {
    SERVER.answers("POST", REGISTER, Recorded.answer(29).withFixedDelay(3_000));
    Duration timeout = Duration.ofMillis(200);
    HttpRuntimeApi client = SERVER.client(SERVER.address(), timeout, time.retries(3));

    TimedOut late =
        assertThrows(TimedOut.class, () -> client.register(registration("{'name':'p'}")));

    assertEquals(SERVER.address() + " did not answer within 200 ms", late.getMessage());
    assertEquals(List.of(), time.waits());
  }

  @Test
  void trap3HangingOutageEndsWithTheDeadlineWhereThatComesFirst() {
    SERVER.answers("POST", REGISTER, Recorded.answer(29).withFixedDelay(3_000));
    Retries retries = time.retries(3, Duration.ofMillis(200), new ScriptedChance(0));
    HttpRuntimeApi client = SERVER.client(retries, line -> {});

    TimedOut late =
        assertThrows(TimedOut.class, () -> client.register(registration("{'name':'p'}")));

    assertEquals(SERVER.address() + " did not answer before the deadline", late.getMessage());
    assertEquals("try again, or wait longer with --deadline", late.hint());
    assertEquals(List.of(), time.waits());
  }

  @Test
  void trap3HeartbeatWhoseRegistrationHangsTimesOut() {
    SERVER.answers("POST", BEAT, Recorded.answer(95));
    SERVER.answers("GET", POOLS, Recorded.answer(177));
    SERVER.answers("POST", REGISTER, Recorded.answer(29).withFixedDelay(3_000));
    HttpRuntimeApi client =
        SERVER.client(SERVER.address(), Duration.ofMillis(1_000), time.retries(3));

    TimedOut late = assertThrows(TimedOut.class, () -> client.heartbeat(beatWithRegistration()));

    assertEquals(SERVER.address() + " did not answer within 1000 ms", late.getMessage());
  }

  // 4. The heartbeat that makes everything ready

  @Test
  void trap4HeartbeatOfADeregisteredPoolIsAnOrdinaryOne() {
    SERVER.answers("POST", BEAT, Recorded.answer(93));

    assertEquals(
        quoted("{'status':'ok','name':'hb1','runtime_id':'383317604783095808','runtime':null}"),
        Json.write(SERVER.client().heartbeat(beat("hb1")).json()));
  }

  // 5. The deregistration that is always ok

  @Test
  void trap5DeregisteringANameThatNeverExistedIsOk() {
    SERVER.answers("DELETE", DEREGISTER, Recorded.answer(155));

    assertEquals(
        quoted(
            "{'status':'ok','name':'ghost','runtime_id':null,'runtime':null,"
                + "'kind':'worker_pool'}"),
        Json.write(
            SERVER.client().deregister(deregistration(RuntimeKind.WORKER_POOL, "ghost")).json()));
  }

  // 6. The heartbeat without a name

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'name':null}", "{'name':''}", "{'name':' \\t'}"})
  void trap6HeartbeatWithoutANameIsNeverSent(String json) {
    assertThrows(
        InvalidRequest.class,
        () ->
            SERVER
                .client()
                .heartbeat(RuntimeHeartbeatRequest.fromJson(TestJson.object(quoted(json)))));

    assertEquals(List.of(), SERVER.asked());
  }

  // 7. Retry-After in every form

  @ParameterizedTest
  @CsvSource({
    "7, 7000",
    "' 7 ', 7000",
    "0, 0",
    "'Mon, 23 Nov 2026 18:07:29 GMT', 8000",
    "'Mon, 23 Nov 2026 18:07:20 GMT', 0",
    "None, 0",
    "-1, 0",
    "1.5, 0",
    "'', 0"
  })
  void trap7RetryAfterIsWaitedForInEveryFormAndGarbageIsNone(String value, long millis) {
    ResponseDefinitionBuilder failed =
        WireMock.aResponse()
            .withStatus(503)
            .withHeader("Date", "Mon, 23 Nov 2026 18:07:21 GMT")
            .withHeader("Retry-After", value);
    SERVER.answersInTurn("POST", BEAT, failed, Recorded.answer(86));

    assertEquals("ok", SERVER.client(time.retries(1), line -> {}).heartbeat(beat("hb1")).status());
    assertEquals(List.of(millis), time.waits());
  }

  // 8. The 2026 server's heartbeat

  @Test
  void trap8HeartbeatMayHideTheId() {
    SERVER.answers("POST", BEAT, ok2026("p"));

    RuntimeHeartbeatResponse answer = SERVER.client().heartbeat(beat("p"));

    assertNull(answer.runtimeId());
    assertEquals(
        quoted("{'status':'ok','name':'p','runtime_id':null,'runtime':null}"),
        Json.write(answer.json()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void trap8RecreationThatAnswersWithAFailureIsVerifiedByASecondHeartbeat(int extra) {
    SERVER.answersInTurn("POST", BEAT, failure2026(), ok2026("w-full"));

    RuntimeHeartbeatResponse answer =
        SERVER.client(time.retries(extra), line -> {}).heartbeat(beatWithRegistration());

    assertEquals(
        quoted("{'status':'recreated','name':'w-full','runtime_id':null,'runtime':null}"),
        Json.write(answer.json()));
    assertEquals(2, SERVER.asked().size());
    assertEquals(List.of(), time.waits());
  }

  @Test
  void trap8RecreationThatTheSecondHeartbeatDoesNotConfirmIsAFailure() {
    SERVER.answers("POST", BEAT, failure2026());

    Unavailable failed =
        assertThrows(Unavailable.class, () -> SERVER.client().heartbeat(beatWithRegistration()));

    assertEquals(
        "POST " + SERVER.address() + BEAT + ": the server cannot do it now (500): 0",
        failed.getMessage());
    assertEquals(2, SERVER.asked().size());
  }

  @Test
  void trap8RecreationThatTheSecondHeartbeatDeniesIsRegistered() {
    SERVER.answersInTurn("POST", BEAT, failure2026(), Recorded.answer(95));
    SERVER.answers("POST", REGISTER, Recorded.answer(1));

    assertEquals(
        "383317589704572928", SERVER.client().heartbeat(beatWithRegistration()).runtimeId());
  }

  // 9. Upper case in runtime

  @Test
  void trap9RuntimeInUpperCaseIsFound() {
    SERVER.answers("GET", POOLS, Recorded.answer(172));

    RuntimeListResponse listed =
        SERVER.client().list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL).withRuntime("python"));

    assertEquals(
        List.of("A-py", "a-up"), listed.items().stream().map(RuntimeComponentInfo::name).toList());
  }

  // 10. Labels that are an array

  @Test
  void trap10LabelsThatAreAnArrayAreListedAndFiltered() {
    SERVER.answers(
        "GET",
        "/api/runtimes",
        WireMock.okJson(
            quoted(
                """
                {'items':[
                  {'name':'lease','kind':'server_api','runtime':{'type':'server_control'},
                   'labels':['leader','blue']},
                  {'name':'other','kind':'server_api','runtime':{'type':'server_control'},
                   'labels':['blue']},
                  {'name':'none','kind':'server_api','labels':null}]}
                """)));

    RuntimeListResponse listed =
        SERVER
            .client()
            .list(
                RuntimeListQuery.ALL
                    .withRuntime("server_control")
                    .withLabels(Map.of("leader", "")));

    assertEquals(
        quoted(
            "[{'name':'lease','kind':'server_api','runtime':{'type':'server_control'},"
                + "'labels':['leader','blue']}]"),
        Json.write(listed.items().stream().map(item -> item.json()).toList()));
    assertEquals(Map.of("leader", "", "blue", ""), listed.items().getFirst().labels());
  }

  // 11. DELETE without its body

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 411, 415, 501})
  void trap11DeleteThatIsRefusedForItsBodyIsPostedOnce(int status) {
    SERVER.answers("DELETE", DEREGISTER, WireMock.aResponse().withStatus(status));
    SERVER.answers("POST", DEREGISTER, Recorded.answer(152));

    assertDeregisteredByPost();
  }

  @Test
  void trap11DeleteWhoseBodyGotLostIsPostedOnce() {
    SERVER.answers("DELETE", DEREGISTER, Recorded.answer(146));
    SERVER.answers("POST", DEREGISTER, Recorded.answer(152));

    assertDeregisteredByPost();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          422 | {'type':'missing','loc':['body'],'msg':'Field required','input':null}
          422 | {'type':'model_attributes_type','loc':['body'],'msg':'Input should be a dictionary'}
          409 | {'type':'missing','loc':['body'],'msg':'Field required'}
          """)
  void trap11DeleteWhoseWholeBodyIsMissedIsPostedOnce(int status, String error) {
    SERVER.answers(
        "DELETE", DEREGISTER, WireMock.jsonResponse(quoted("{'detail':[" + error + "]}"), status));
    SERVER.answers("POST", DEREGISTER, Recorded.answer(152));

    assertDeregisteredByPost();
  }

  @ParameterizedTest
  @ValueSource(strings = {"['body','name']", "['body',0]", "['query','name']", "'body'", "null"})
  void trap11DeleteOfWhichOnlyAFieldIsWrongIsNotPosted(String loc) {
    SERVER.answers(
        "DELETE",
        DEREGISTER,
        WireMock.jsonResponse(
            quoted("{'detail':[{'type':'missing','loc':" + loc + ",'msg':'Field required'}]}"),
            422));

    assertThrows(InvalidRequest.class, this::deregister);

    assertEquals(1, SERVER.asked().size());
  }

  @Test
  void trap11PostThatIsRefusedForItsBodyTooIsNotRepeated() {
    SERVER.answers("DELETE", DEREGISTER, Recorded.answer(146));
    SERVER.answers("POST", DEREGISTER, WireMock.jsonResponse("{\"detail\":\"no body\"}", 400));

    InvalidRequest refused = assertThrows(InvalidRequest.class, this::deregister);

    assertEquals(
        "POST " + SERVER.address() + DEREGISTER + ": the server refused the request (400): no body",
        refused.getMessage());
    assertEquals(2, SERVER.asked().size());
  }

  @Test
  void trap11DeleteKeepsItsErrorWherePostIsRefused() {
    SERVER.answers("DELETE", DEREGISTER, WireMock.jsonResponse("{\"detail\":\"no body\"}", 400));
    SERVER.answers("POST", DEREGISTER, WireMock.aResponse().withStatus(405));

    InvalidRequest refused = assertThrows(InvalidRequest.class, this::deregister);

    assertEquals(
        "DELETE "
            + SERVER.address()
            + DEREGISTER
            + ": the server refused the request (400): no body",
        refused.getMessage());
    assertEquals(2, SERVER.asked().size());
  }

  @Test
  void trap11DeleteAndPostThatAreBothRefusedAreUnsupported() {
    SERVER.answers("DELETE", DEREGISTER, WireMock.aResponse().withStatus(501));
    SERVER.answers("POST", DEREGISTER, WireMock.aResponse().withStatus(405));

    RuntimeApiException refused =
        assertThrows(RuntimeApiException.Unsupported.class, this::deregister);

    assertEquals(
        SERVER.address() + " does not take worker_pool deregistrations", refused.getMessage());
    assertEquals(501, refused.httpStatus());
  }

  private void assertDeregisteredByPost() {
    assertEquals(
        quoted(
            "{'status':'ok','name':'dpost','runtime_id':null,'runtime':null,"
                + "'kind':'worker_pool'}"),
        deregister());
    String sent = quoted(DEREGISTER + " {'name':'dpost','kind':'worker_pool'}");
    assertEquals(List.of("DELETE " + sent, "POST " + sent), SERVER.asked());
    assertEquals(List.of(), time.waits());
  }

  private String deregister() {
    return Json.write(
        SERVER
            .client(time.retries(3), line -> {})
            .deregister(deregistration(RuntimeKind.WORKER_POOL, "dpost"))
            .json());
  }

  private static RuntimeHeartbeatRequest beatWithRegistration() {
    return new RuntimeHeartbeatRequest(
        "w-full", RuntimeKind.WORKER_POOL, TestJson.object(FULL_REGISTRATION));
  }

  private static ResponseDefinitionBuilder ok2026(String name) {
    return WireMock.okJson(
        quoted("{'status':'ok','name':'" + name + "','runtime_id':null,'runtime':null}"));
  }

  private static ResponseDefinitionBuilder failure2026() {
    return WireMock.jsonResponse("{\"detail\":\"0\"}", 500);
  }
}
