package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.beat;
import static io.noetl.runtime.contract.ContractWords.component;
import static io.noetl.runtime.contract.ContractWords.deregistration;
import static io.noetl.runtime.contract.ContractWords.json;
import static io.noetl.runtime.contract.ContractWords.lasting;
import static io.noetl.runtime.contract.ContractWords.lines;
import static io.noetl.runtime.contract.ContractWords.only;
import static io.noetl.runtime.contract.ContractWords.plain;
import static io.noetl.runtime.contract.ContractWords.quoted;
import static io.noetl.runtime.contract.ContractWords.registration;
import static io.noetl.runtime.contract.ContractWords.runtimeOf;
import static io.noetl.runtime.contract.ContractWords.untilLaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What registering does, whatever is behind the registry. */
interface RegistrationContract {

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  @Test
  default void registeringAnswersOkWithAnIdOfDigits() {
    RuntimeRegistrationResponse answer =
        api().register(registration("{'name':'p','runtime':'python'}"));

    assertTrue(answer.runtimeId().matches("[1-9][0-9]{0,18}"), answer.runtimeId());
    assertEquals(
        json(
            "{'status':'ok','name':'p','runtime_id':'"
                + answer.runtimeId()
                + "','runtime':'python','kind':'worker_pool'}"),
        plain(answer.json()));
  }

  @Test
  default void registeringWritesTheWholeRow() {
    RuntimeRegistrationResponse answer =
        api()
            .register(
                registration(
                    """
                    {'name':'p','kind':'broker','runtime':'Python','uri':'nats://h:4222',
                     'status':'BUSY','capacity':10,'labels':{'env':'prod'},'pid':4711,
                     'hostname':'node-1','meta':{'zone':'a'},'capabilities':['wasm',{'gpu':[1]}]}
                    """));

    RuntimeComponentInfo row = only(api(), "p");
    assertEquals(
        json(
            """
            {'name':'p','kind':'broker','status':'busy',
             'runtime':{'type':'Python','pid':4711,'hostname':'node-1','zone':'a'},
             'uri':'nats://h:4222','capacity':10,'labels':{'env':'prod'},
             'capabilities':['wasm',{'gpu':[1]}]}
            """),
        lasting(row));
    assertEquals(answer.runtimeId(), row.runtimeId());
  }

  @Test
  default void labelsThatComeAsWordsAreStoredAsAnObject() {
    api().register(registration("{'name':'p','labels':['gpu','env=prod']}"));

    assertEquals(
        plain(TestJson.object(quoted("{'labels':{'gpu':'','env':'prod'}}"))),
        plain(JsonObject.EMPTY.with("labels", only(api(), "p").json().get("labels"))));
  }

  @Test
  default void registeringOnlyANameLeavesTheRestEmpty() {
    api().register(registration("{'name':'p'}"));

    assertEquals(
        json(
            """
            {'name':'p','kind':'worker_pool','status':'ready',
             'runtime':{'type':null,'pid':null,'hostname':null},
             'uri':null,'capacity':null,'labels':null,'capabilities':null}
            """),
        lasting(only(api(), "p")));
  }

  @Test
  default void registeringAgainKeepsTheIdAndReplacesEveryOtherField() {
    RuntimeRegistrationResponse first =
        api()
            .register(
                registration(
                    """
                    {'name':'p','runtime':'python','uri':'http://h','status':'busy','capacity':10,
                     'labels':{'env':'prod'},'pid':1,'hostname':'h','meta':{'zone':'a'}}
                    """));
    Instant created = only(api(), "p").json().instant("created_at");

    RuntimeRegistrationResponse second =
        api().register(registration("{'name':'p','runtime':'nodejs'}"));

    assertEquals(first.runtimeId(), second.runtimeId());
    RuntimeComponentInfo row = only(api(), "p");
    assertEquals(first.runtimeId(), row.runtimeId());
    assertEquals(created, row.json().instant("created_at"));
    assertEquals(
        json(
            """
            {'name':'p','kind':'worker_pool','status':'ready',
             'runtime':{'type':'nodejs','pid':null,'hostname':null},
             'uri':null,'capacity':null,'labels':null,'capabilities':null}
            """),
        lasting(row));
  }

  /** As on the Python servers, whose workers know nothing of them. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'name':'p'} | ['wasm','gpu']",
        "{'name':'p','capabilities':null} | ['wasm','gpu']",
        "{'name':'p','capabilities':['cpu']} | ['cpu']",
        "{'name':'p','capabilities':[]} | []",
        "{'name':'p','capabilities':{'a':1.50}} | {'a':1.50}",
        "{'name':'p','capabilities':'wasm'} | 'wasm'"
      })
  default void registeringAgainKeepsCapabilitiesThatItDoesNotName(String again, String kept) {
    api().register(registration("{'name':'p','capabilities':['wasm','gpu']}"));

    api().register(registration(again));

    assertEquals(quoted(kept), Json.write(only(api(), "p").json().get("capabilities")));
  }

  @Test
  default void answerHoldsTheCapabilitiesThatWereStored() {
    RuntimeRegistrationResponse answer =
        api().register(registration("{'name':'p','capabilities':['wasm']}"));

    assertEquals(List.of("wasm"), TestJson.plain(answer.json().get("capabilities")));
  }

  @Test
  default void registeringAgainIsASignOfLife() {
    api().register(registration("{'name':'p'}"));
    Instant before = only(api(), "p").heartbeat();

    untilLaterThan(api(), before, () -> api().register(registration("{'name':'p'}")));
  }

  @Test
  default void metaWinsOverTypePidAndHostname() {
    api()
        .register(
            registration(
                """
                {'name':'p','runtime':'python','pid':1,'hostname':'h',
                 'meta':{'type':'rust','pid':99,'hostname':null}}
                """));

    assertEquals(json("{'type':'rust','pid':99,'hostname':null}"), runtimeOf(only(api(), "p")));
  }

  @Test
  default void metaAndLabelsComeBackAsTheyWere() {
    String odd =
        """
        {'nested':{'list':[1,null,{'x':true}],'empty':{},'none':[]},'long':9007199254740993,
         'huge':123456789012345678901234567890,'fraction':0.1000,'text':'\\u6c34 \\ud83d\\ude00'}
        """;
    api().register(registration("{'name':'p','labels':" + odd + ",'meta':" + odd + "}"));

    RuntimeComponentInfo row = only(api(), "p");
    assertEquals(json(odd), plain(row.json().object("labels")));
    assertEquals(
        plain(
            TestJson.object("{\"type\":null,\"pid\":null,\"hostname\":null}")
                .merge(TestJson.object(quoted(odd)))),
        runtimeOf(row));
  }

  @ParameterizedTest
  @EnumSource
  default void componentsOfEachKindRegisterBeatAndDeregister(RuntimeKind kind) {
    RuntimeRegistrationResponse registered = api().register(component(kind, "p"));
    RuntimeHeartbeatResponse beaten = api().heartbeat(beat(kind, "p"));
    RuntimeRegistrationResponse deregistered = api().deregister(deregistration(kind, "p"));

    assertEquals(kind.word(), registered.json().text("kind"));
    assertEquals(kind.word(), deregistered.json().text("kind"));
    assertEquals(registered.runtimeId(), beaten.runtimeId());
    RuntimeComponentInfo row = only(api(), "p");
    assertEquals(kind.word(), row.kind());
    assertEquals("offline", row.status());
  }

  @Test
  default void sameNameUnderTwoKindsAreTwoComponents() {
    String pool = api().register(component(RuntimeKind.WORKER_POOL, "p")).runtimeId();
    String broker = api().register(component(RuntimeKind.BROKER, "p")).runtimeId();
    api().deregister(deregistration(RuntimeKind.BROKER, "p"));

    assertNotEquals(pool, broker);
    assertEquals(
        List.of("broker p offline", "worker_pool p ready"),
        lines(api(), RuntimeListQuery.of(null)));
  }

  @Test
  default void namesThatDifferInCaseAreTwoComponents() {
    api().register(registration("{'name':'Pool'}"));

    assertThrows(
        UnknownComponent.class, () -> api().heartbeat(beat(RuntimeKind.WORKER_POOL, "pool")));
  }
}
