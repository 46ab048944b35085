package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.deregistration;
import static io.noetl.runtime.client.Requests.quoted;
import static io.noetl.runtime.client.Requests.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeApiException.Unsupported;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Python servers that lack routes, and those whose routes for brokers store nothing. */
class MissingRoutesTest {

  private static final String BROKER = "{'name':'b-1','kind':'broker','uri':'nats://h'}";
  private static final String BROKER_ROW =
      "{'name':'b-1','kind':'broker','uri':'nats://h','status':'offline','capacity':2,"
          + "'labels':{'env':'prod'},'runtime':{'type':'nats','pid':7,'hostname':'n','zone':'a'}}";
  private static final String BROKER_AGAIN =
      "{'name':'b-1','kind':'broker','runtime':'nats','uri':'nats://h','status':'ready',"
          + "'capacity':2,'labels':{'env':'prod'},'pid':7,'hostname':'n','meta':{'zone':'a'}}";

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  // The server of 2026 has neither /api/runtime/* nor /api/broker/*

  @Test
  void brokerCannotRegisterWithAServerOfPoolsOnly() {
    SERVER.answers("POST", "/api/broker/register", notFound());
    SERVER.answers("POST", "/api/runtime/register", notFound());

    assertUnsupported(
        " does not take broker registrations",
        () -> SERVER.client().register(registration(BROKER)));
    assertPathsAsked("/api/broker/register", "/api/runtime/register");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"WORKER_POOL", "BROKER"})
  void otherKindsCannotRegisterWithAServerOfPoolsOnly(RuntimeKind kind) {
    SERVER.answers("POST", "/api/runtime/register", notFound());

    assertUnsupported(
        " does not take " + kind.word() + " registrations",
        () ->
            SERVER
                .client()
                .register(
                    registration("{'name':'x','kind':'" + kind.word() + "','uri':'http://h'}")));
    assertPathsAsked("/api/runtime/register");
  }

  @Test
  void brokerCannotDeregisterFromAServerOfPoolsOnly() {
    SERVER.answers("DELETE", "/api/broker/deregister", notFound());
    SERVER.answers("DELETE", "/api/runtime/deregister", notFound());

    assertUnsupported(
        " does not take broker deregistrations",
        () -> SERVER.client().deregister(deregistration(RuntimeKind.BROKER, "b-1")));
    assertPathsAsked("/api/broker/deregister", "/api/runtime/deregister");
  }

  @Test
  void serverCannotDeregisterFromAServerOfPoolsOnly() {
    SERVER.answers("DELETE", "/api/runtime/deregister", notFound());

    assertUnsupported(
        " does not take server_api deregistrations",
        () -> SERVER.client().deregister(deregistration(RuntimeKind.SERVER_API, "s-1")));
    assertPathsAsked("/api/runtime/deregister");
  }

  @Test
  void brokerCannotSendHeartbeatsToAServerOfPoolsOnly() {
    SERVER.answers("POST", "/api/broker/heartbeat", notFound());
    SERVER.answers("POST", "/api/runtime/heartbeat", notFound());
    SERVER.answers("GET", "/api/runtimes?kind=broker&name=b-1", notFound());

    Unsupported unsupported =
        assertUnsupported(
            " does not take broker heartbeats, and it does not list them, so the registration"
                + " cannot be repeated",
            () -> SERVER.client().heartbeat(beat(RuntimeKind.BROKER, null)));

    assertEquals(
        "bring the registration with --recreate --runtime TYPE or --registration, or use --direct",
        unsupported.hint());
    assertPathsAsked(
        "/api/broker/heartbeat", "/api/runtime/heartbeat", "/api/runtimes?kind=broker&name=b-1");
  }

  @Test
  void serverCannotSendHeartbeatsToAServerOfPoolsOnly() {
    SERVER.answers("POST", "/api/runtime/heartbeat", notFound());
    SERVER.answers("GET", "/api/runtimes?kind=server_api&name=b-1", notFound());

    assertUnsupported(
        " does not take server_api heartbeats, and it does not list them, so the registration"
            + " cannot be repeated",
        () -> SERVER.client().heartbeat(beat(RuntimeKind.SERVER_API, null)));
  }

  @Test
  void brokerWithARegistrationCannotSendHeartbeatsToAServerOfPoolsOnlyEither() {
    SERVER.answers("POST", "/api/broker/heartbeat", notFound());
    SERVER.answers("POST", "/api/runtime/heartbeat", notFound());
    SERVER.answers("POST", "/api/broker/register", notFound());
    SERVER.answers("POST", "/api/runtime/register", notFound());

    assertUnsupported(
        " does not take broker heartbeats",
        () -> SERVER.client().heartbeat(beat(RuntimeKind.BROKER, BROKER_AGAIN)));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WORKER_POOL")
  void otherKindsAreNotListedByAServerOfPoolsOnly(RuntimeKind kind) {
    SERVER.answers("GET", "/api/runtimes?kind=" + kind.word(), notFound());

    assertUnsupported(
        " lists worker pools only", () -> SERVER.client().list(RuntimeListQuery.of(kind)));
  }

  @Test
  void allKindsAreNotListedByAServerOfPoolsOnly() {
    SERVER.answers("GET", "/api/runtimes", notFound());

    assertUnsupported(
        " lists worker pools only", () -> SERVER.client().list(RuntimeListQuery.of(null)));
  }

  // The server of October 2025 has placeholders under /api/broker/*

  @Test
  void registrationThatAPlaceholderAcceptedIsSentToTheRealPath() {
    SERVER.answers("POST", "/api/broker/register", Recorded.answer(216));
    SERVER.answers("POST", "/api/runtime/register", Recorded.answer(193));

    assertEquals("383317615927361536", SERVER.client().register(registration(BROKER)).runtimeId());
    assertPathsAsked("/api/broker/register", "/api/runtime/register");
  }

  @Test
  void deregistrationThatAPlaceholderAcceptedIsSentToTheRealPath() {
    SERVER.answers("DELETE", "/api/broker/deregister", Recorded.answer(227));
    SERVER.answers("DELETE", "/api/runtime/deregister", Recorded.answer(208));

    assertEquals(
        quoted("{'status':'ok','name':'ghost','runtime_id':null,'runtime':null,'kind':'broker'}"),
        Json.write(SERVER.client().deregister(deregistration(RuntimeKind.BROKER, "ghost")).json()));
  }

  @Test
  void heartbeatThatAPlaceholderTookIsARegistrationOfWhatIsListed() {
    SERVER.answers("POST", "/api/broker/heartbeat", Recorded.answer(222));
    SERVER.answers("POST", "/api/runtime/heartbeat", notFound());
    SERVER.answers(
        "GET",
        "/api/runtimes?kind=broker&name=b-1",
        WireMock.okJson(quoted("{'items':[" + BROKER_ROW + "]}")));
    SERVER.answers("POST", "/api/broker/register", Recorded.answer(216));
    SERVER.answers("POST", "/api/runtime/register", Recorded.answer(193));

    assertEquals(
        quoted("{'status':'ok','name':'b-1','runtime_id':'383317615927361536','runtime':null}"),
        Json.write(SERVER.client().heartbeat(beat(RuntimeKind.BROKER, null)).json()));
    assertEquals(quoted("POST /api/runtime/register " + BROKER_AGAIN), SERVER.asked().getLast());
  }

  @Test
  void heartbeatThatAPlaceholderTookIsTheRegistrationThatItBrings() {
    SERVER.answers("POST", "/api/broker/heartbeat", Recorded.answer(222));
    SERVER.answers("POST", "/api/runtime/heartbeat", notFound());
    SERVER.answers("POST", "/api/broker/register", Recorded.answer(216));
    SERVER.answers("POST", "/api/runtime/register", Recorded.answer(193));

    assertEquals(
        quoted("{'status':'ok','name':'b-1','runtime_id':'383317615927361536','runtime':null}"),
        Json.write(SERVER.client().heartbeat(beat(RuntimeKind.BROKER, BROKER_AGAIN)).json()));
    assertEquals(quoted("POST /api/runtime/register " + BROKER_AGAIN), SERVER.asked().getLast());
  }

  @Test
  void heartbeatOfABrokerThatIsNotListedIsUnknown() {
    SERVER.answers("POST", "/api/broker/heartbeat", notFound());
    SERVER.answers("POST", "/api/runtime/heartbeat", notFound());
    SERVER.answers("GET", "/api/runtimes?kind=broker&name=b-1", WireMock.okJson("{\"items\":[]}"));

    UnknownComponent unknown =
        assertThrows(
            UnknownComponent.class,
            () -> SERVER.client().heartbeat(beat(RuntimeKind.BROKER, null)));

    assertEquals("no broker named \"b-1\" is registered", unknown.getMessage());
  }

  @Test
  void rowThatNoRegistrationCouldWriteIsNotRepeated() {
    SERVER.answers("POST", "/api/runtime/heartbeat", notFound());
    SERVER.answers(
        "GET",
        "/api/runtimes?kind=server_api&name=b-1",
        WireMock.okJson(quoted("{'items':[{'name':'b-1','uri':'http://h','labels':['leader']}]}")));

    InvalidRequest invalid =
        assertThrows(
            InvalidRequest.class,
            () -> SERVER.client().heartbeat(beat(RuntimeKind.SERVER_API, null)));

    assertEquals("labels: Input should be a valid dictionary (got a list)", invalid.getMessage());
  }

  @Test
  void serverWithOnlyAPlaceholderForHeartbeatsStoresNothing() {
    SERVER.answers("POST", "/api/broker/heartbeat", Recorded.answer(222));
    SERVER.answers("POST", "/api/runtime/heartbeat", notFound());
    SERVER.answers("GET", "/api/runtimes?kind=broker&name=b-1", notFound());

    assertUnsupported(
        " answers broker heartbeats but stores nothing, and it does not list them, so the"
            + " registration cannot be repeated",
        () -> SERVER.client().heartbeat(beat(RuntimeKind.BROKER, null)));
  }

  @Test
  void serverWhosePlaceholderIsAllThereIsForRegistrationsStoresNothing() {
    SERVER.answers("POST", "/api/broker/register", Recorded.answer(216));
    SERVER.answers("POST", "/api/runtime/register", notFound());

    assertUnsupported(
        " answers broker registrations but stores nothing",
        () -> SERVER.client().register(registration(BROKER)));
  }

  @Test
  void serverWhosePlaceholderIsAllThereIsForDeregistrationsStoresNothing() {
    SERVER.answers("DELETE", "/api/broker/deregister", Recorded.answer(227));
    SERVER.answers("DELETE", "/api/runtime/deregister", notFound());

    assertUnsupported(
        " answers broker deregistrations but stores nothing",
        () -> SERVER.client().deregister(deregistration(RuntimeKind.BROKER, "b-1")));
  }

  // Servers that store brokers

  @Test
  void realAnswerForABrokerIsTaken() {
    SERVER.answers("POST", "/api/broker/register", Recorded.answer(193));

    assertEquals("383317615927361536", SERVER.client().register(registration(BROKER)).runtimeId());
    assertPathsAsked("/api/broker/register");
  }

  @Test
  void unknownBrokerIsNoMissingRoute() {
    SERVER.answers("POST", "/api/broker/heartbeat", Recorded.answer(95));

    assertThrows(
        UnknownComponent.class, () -> SERVER.client().heartbeat(beat(RuntimeKind.BROKER, null)));
    assertPathsAsked("/api/broker/heartbeat");
  }

  private static Unsupported assertUnsupported(String sentence, Executable call) {
    Unsupported unsupported = assertThrows(Unsupported.class, call);

    assertEquals(SERVER.address() + sentence, unsupported.getMessage());
    return unsupported;
  }

  private static void assertPathsAsked(String... paths) {
    assertEquals(
        List.of(paths), SERVER.requests().stream().map(request -> request.getUrl()).toList());
  }

  private static RuntimeHeartbeatRequest beat(RuntimeKind kind, String registration) {
    return new RuntimeHeartbeatRequest(
        "b-1", kind, registration == null ? null : TestJson.object(quoted(registration)));
  }

  private static ResponseDefinitionBuilder notFound() {
    return WireMock.jsonResponse("{\"detail\":\"Not Found\"}", 404);
  }
}
