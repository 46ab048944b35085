package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.beat;
import static io.noetl.runtime.contract.ContractWords.component;
import static io.noetl.runtime.contract.ContractWords.deregistration;
import static io.noetl.runtime.contract.ContractWords.json;
import static io.noetl.runtime.contract.ContractWords.lasting;
import static io.noetl.runtime.contract.ContractWords.lines;
import static io.noetl.runtime.contract.ContractWords.only;
import static io.noetl.runtime.contract.ContractWords.plain;
import static io.noetl.runtime.contract.ContractWords.registration;
import static io.noetl.runtime.contract.ContractWords.untilLaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a heartbeat does, whatever is behind the registry. */
interface HeartbeatContract {

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  @Test
  default void heartbeatAnswersOkAndMovesTheHeartbeatAlone() {
    String id =
        api()
            .register(
                registration(
                    """
                    {'name':'p','runtime':'python','uri':'http://h','status':'busy','capacity':2,
                     'labels':{'env':'prod'},'pid':1,'hostname':'h','meta':{'zone':'a'}}
                    """))
            .runtimeId();
    RuntimeComponentInfo before = only(api(), "p");

    RuntimeHeartbeatResponse answer = api().heartbeat(beat(RuntimeKind.WORKER_POOL, "p"));

    assertEquals(
        json("{'status':'ok','name':'p','runtime_id':'" + id + "','runtime':null}"),
        plain(answer.json()));
    RuntimeComponentInfo after =
        untilLaterThan(
            api(), before.heartbeat(), () -> api().heartbeat(beat(RuntimeKind.WORKER_POOL, "p")));
    assertEquals(lasting(before), lasting(after));
    assertEquals(before.runtimeId(), after.runtimeId());
    assertEquals(before.json().instant("created_at"), after.json().instant("created_at"));
    assertEquals(after.heartbeat(), after.json().instant("updated_at"));
  }

  @Test
  default void heartbeatBringsOfflineBackToReady() {
    api().register(registration("{'name':'p','status':'busy'}"));
    api().deregister(deregistration(RuntimeKind.WORKER_POOL, "p"));

    api().heartbeat(beat(RuntimeKind.WORKER_POOL, "p"));

    assertEquals("ready", only(api(), "p").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"busy", "draining", "ready", "off-line"})
  default void heartbeatLeavesEveryOtherStatus(String status) {
    api().register(registration("{'name':'p','status':'" + status + "'}"));

    api().heartbeat(beat(RuntimeKind.WORKER_POOL, "p"));

    assertEquals(status, only(api(), "p").status());
  }

  @Test
  default void heartbeatLeavesADrainUntilItsTimeHasPassed() {
    api().register(registration("{'name':'p','runtime':'python','meta':{'zone':'a'}}"));
    Instant later = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    api().update(new Drain("new kernel", later).begin(RuntimeKind.WORKER_POOL, "p"));

    api().heartbeat(beat(RuntimeKind.WORKER_POOL, "p"));

    assertEquals(new Drain("new kernel", later), Drain.of(only(api(), "p")));
    api()
        .update(
            new Drain("new kernel", Instant.parse("2024-01-01T00:00:00Z"))
                .begin(RuntimeKind.WORKER_POOL, "p"));

    api().heartbeat(beat(RuntimeKind.WORKER_POOL, "p"));

    RuntimeComponentInfo row = only(api(), "p");
    assertEquals("ready", row.status());
    assertEquals(
        json("{'type':'python','pid':null,'hostname':null,'zone':'a'}"),
        plain(row.json().object("runtime")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'soon'", "'1'", "''", "'10.05.2027'", "1893456000", "null"})
  default void drainWithoutAnEndLastsUntilItIsEnded(String until) {
    api()
        .register(
            registration("{'name':'p','status':'draining','meta':{'drain_until':" + until + "}}"));

    api().heartbeat(beat(RuntimeKind.WORKER_POOL, "p"));

    assertEquals(new Drain(null, null), Drain.of(only(api(), "p")));
    api().update(Drain.end(RuntimeKind.WORKER_POOL, "p"));
    assertEquals("ready", only(api(), "p").status());
  }

  @Test
  default void serverReportsWhetherAHeartbeatKeepsTheStatus() {
    api().register(registration("{'name':'p','status':'busy'}"));
    api().heartbeat(beat(RuntimeKind.WORKER_POOL, "p"));
    boolean isKept = only(api(), "p").status().equals("busy");

    assertEquals(isKept, api().server().heartbeatKeepsStatus());
  }

  @Test
  default void heartbeatOfUnknownNameSaysUnknown() {
    api().register(component(RuntimeKind.BROKER, "ghost"));

    UnknownComponent unknown =
        assertThrows(
            UnknownComponent.class, () -> api().heartbeat(beat(RuntimeKind.WORKER_POOL, "ghost")));

    assertEquals(RuntimeKind.WORKER_POOL, unknown.kind());
    assertEquals("ghost", unknown.name());
    assertEquals("no worker_pool named \"ghost\" is registered", unknown.getMessage());
    assertEquals(List.of("broker ghost ready"), lines(api(), RuntimeListQuery.of(null)));
  }

  @Test
  default void heartbeatWithRegistrationRecreatesTheRowOnceAndThenSaysOk() {
    RuntimeHeartbeatRequest request =
        beat(
            RuntimeKind.WORKER_POOL,
            "p",
            """
            {'name':'p','runtime':'python','endpoint':'http://h:1','status':'Busy','capacity':'5',
             'labels':{'a':1},'pid':3,'hostname':'h','meta':{'zone':'a'},'capabilities':['wasm']}
            """);

    RuntimeHeartbeatResponse first = api().heartbeat(request);
    RuntimeHeartbeatResponse second = api().heartbeat(request);

    assertTrue(first.recreated());
    assertEquals(
        json(
            "{'status':'recreated','name':'p','runtime_id':'"
                + first.runtimeId()
                + "','runtime':'python'}"),
        plain(first.json()));
    assertEquals("ok", second.status());
    assertEquals(first.runtimeId(), second.runtimeId());
    RuntimeComponentInfo row = only(api(), "p");
    assertEquals(first.runtimeId(), row.runtimeId());
    assertEquals(
        json(
            """
            {'name':'p','kind':'worker_pool','status':'busy',
             'runtime':{'type':'python','pid':3,'hostname':'h','zone':'a'},
             'uri':'http://h:1','capacity':5,'labels':{'a':1},'capabilities':['wasm']}
            """),
        lasting(row));
  }

  @Test
  default void heartbeatOfKnownNameDoesNotReadItsRegistration() {
    api().register(registration("{'name':'p','capacity':7}"));

    RuntimeHeartbeatResponse answer =
        api()
            .heartbeat(
                beat(
                    RuntimeKind.WORKER_POOL, "p", "{'name':'p','runtime':'python','capacity':-1}"));

    assertEquals("ok", answer.status());
    assertEquals("7", only(api(), "p").capacity());
  }

  @Test
  default void heartbeatRecreatesUnderItsOwnKind() {
    api().heartbeat(beat(RuntimeKind.MONITOR, "p", "{'name':'p','runtime':'python'}"));

    assertEquals(List.of("monitor p ready"), lines(api(), RuntimeListQuery.of(null)));
  }

  @Test
  default void heartbeatRecreatesUnderTheNameAndKindOfItsRegistration() {
    RuntimeHeartbeatResponse answer =
        api()
            .heartbeat(
                beat(
                    RuntimeKind.WORKER_POOL,
                    "p",
                    "{'name':'q','component_type':'scheduler','runtime':'python'}"));

    assertEquals("q", answer.json().text("name"));
    assertEquals(List.of("scheduler q ready"), lines(api(), RuntimeListQuery.of(null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'p'}",
        "{'name':'p','runtime':null}",
        "{'runtime':'python'}",
        "{'name':null,'runtime':'python'}"
      })
  default void registrationWithoutRuntimeOrNameIsNotUsed(String registration) {
    assertThrows(
        UnknownComponent.class,
        () -> api().heartbeat(beat(RuntimeKind.WORKER_POOL, "p", registration)));

    assertEquals(List.of(), lines(api(), RuntimeListQuery.of(null)));
  }

  @Test
  default void invalidRegistrationOfAHeartbeatIsRefused() {
    RuntimeHeartbeatRequest request =
        beat(RuntimeKind.WORKER_POOL, "p", "{'name':'p','runtime':'python','capacity':-1}");

    InvalidRequest invalid = assertThrows(InvalidRequest.class, () -> api().heartbeat(request));

    FieldError error = invalid.fields().getFirst();
    assertEquals("capacity", error.field());
    assertEquals("Input should be greater than or equal to 0", error.message());
    assertEquals(List.of(), lines(api(), RuntimeListQuery.of(null)));
  }

  @Test
  default void registrationOfABrokerWithoutUriIsRefused() {
    RuntimeHeartbeatRequest request =
        beat(RuntimeKind.BROKER, "p", "{'name':'p','runtime':'nats'}");

    assertThrows(InvalidRequest.class, () -> api().heartbeat(request));

    assertEquals(List.of(), lines(api(), RuntimeListQuery.of(null)));
  }
}
