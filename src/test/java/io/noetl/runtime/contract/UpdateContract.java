package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.deregistration;
import static io.noetl.runtime.contract.ContractWords.lastingObject;
import static io.noetl.runtime.contract.ContractWords.only;
import static io.noetl.runtime.contract.ContractWords.plain;
import static io.noetl.runtime.contract.ContractWords.quoted;
import static io.noetl.runtime.contract.ContractWords.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.OperatorMark;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What changing some values of a component does, whatever is behind the registry. */
interface UpdateContract {

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  private static RuntimeUpdateRequest change(String json) {
    return RuntimeUpdateRequest.fromJson(TestJson.object(quoted(json)));
  }

  /** What was set is noted in the row; {@link OperatorMarkContract} looks at that. */
  private static Object withoutMark(RuntimeComponentInfo row) {
    JsonObject lasting = lastingObject(row);
    return plain(lasting.with("runtime", without(lasting.object("runtime"))));
  }

  private static ObjectNode without(JsonObject runtime) {
    return runtime.copy().without(OperatorMark.FIELD);
  }

  private RuntimeComponentInfo registered() {
    api()
        .register(
            registration(
                """
                {'name':'p','runtime':'python','uri':'http://h','status':'busy','capacity':2,
                 'labels':{'env':'prod','gpu':'a100'},'pid':1,'hostname':'h',
                 'meta':{'zone':'a','deep':{'x':[1]}},'capabilities':['wasm']}
                """));
    return only(api(), "p");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "'status':'Draining' | {'status':'draining'}",
        "'uri':'http://other' | {'uri':'http://other'}",
        "'capacity':'0' | {'capacity':0}",
        "'labels':{'env':'test','new':'1'} |" + " {'labels':{'env':'test','gpu':'a100','new':'1'}}",
        "'labels':{'gpu':null,'never':null} | {'labels':{'env':'prod'}}",
        "'runtime':'go' | {'runtime':{'type':'go','pid':1,'hostname':'h','zone':'a',"
            + "'deep':{'x':[1]}}}",
        "'pid':'7','hostname':'g' | {'runtime':{'type':'python','pid':7,'hostname':'g',"
            + "'zone':'a','deep':{'x':[1]}}}",
        "'meta':{'zone':null,'v':'2'} | {'runtime':{'type':'python','pid':1,'hostname':'h',"
            + "'deep':{'x':[1]},'v':'2'}}"
      })
  default void namedValuesChangeAndTheRestIsKept(String change, String changed) {
    RuntimeComponentInfo before = registered();

    RuntimeRegistrationResponse answer = api().update(change("{'name':'p'," + change + "}"));

    assertEquals("ok", answer.status());
    assertEquals(before.runtimeId(), answer.runtimeId());
    JsonObject expected = lastingObject(before).merge(TestJson.object(quoted(changed)));
    assertEquals(plain(expected), withoutMark(only(api(), "p")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ready", "busy", "Active"})
  default void statusThatEndsADrainTakesNoteAndEndAway(String status) {
    registered();
    api().update(new Drain("x", null).begin(RuntimeKind.WORKER_POOL, "p"));

    api().update(change("{'name':'p','status':'" + status + "'}"));

    RuntimeComponentInfo row = only(api(), "p");
    assertEquals(status.toLowerCase(Locale.ROOT), row.status());
    assertEquals(
        Set.of("type", "pid", "hostname", "zone", "deep"),
        Set.copyOf(without(row.json().object("runtime")).propertyNames()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'status':'draining'", "'status':'offline'", "'capacity':9", "'meta':{'v':'1'}"})
  default void changeThatEndsNoDrainLeavesItsNoteAndEnd(String change) {
    registered();
    api().update(new Drain("x", null).begin(RuntimeKind.WORKER_POOL, "p"));

    api().update(change("{'name':'p'," + change + "}"));

    JsonObject runtime = only(api(), "p").json().object("runtime");
    assertEquals("x", runtime.text("drain_note"));
    assertEquals("resume", runtime.text("drain_until"));
  }

  @Test
  default void labelsOfARowWithoutAnyAreSet() {
    api().register(registration("{'name':'p'}"));

    api().update(change("{'name':'p','labels':{'env':'prod','gone':null}}"));

    assertEquals(Map.of("env", "prod"), only(api(), "p").labels());
  }

  @Test
  default void offlineComponentStaysOfflineUnlessItsStatusIsSet() {
    registered();
    api().deregister(deregistration(RuntimeKind.WORKER_POOL, "p"));

    api().update(change("{'name':'p','capacity':5}"));
    assertEquals("offline", only(api(), "p").status());

    api().update(change("{'name':'p','status':'ready'}"));
    assertEquals("ready", only(api(), "p").status());
  }

  @Test
  default void changeIsNoHeartbeat() {
    RuntimeComponentInfo before = registered();

    api().update(change("{'name':'p','capacity':5,'status':'busy'}"));

    assertEquals(before.heartbeat(), only(api(), "p").heartbeat());
  }

  @Test
  default void unknownNameIsUnknownAndStaysSo() {
    registered();

    UnknownComponent unknown =
        assertThrows(
            UnknownComponent.class,
            () -> api().update(change("{'name':'p','kind':'broker','capacity':1}")));

    assertEquals("no broker named \"p\" is registered", unknown.getMessage());
    assertEquals(1, api().list(RuntimeListQuery.of(null)).items().size());
  }

  @Test
  default void previewOfAChangeChangesNothing() {
    RuntimeComponentInfo before = registered();

    assertEquals("p", api().preview(change("{'name':'p','capacity':9}")).body().text("name"));
    assertEquals("9", api().preview(change("{'name':'p','capacity':9}")).body().text("capacity"));

    assertEquals(List.of(before), api().list(RuntimeListQuery.of(null)).items());
  }

  private static String lengthy(String key) {
    return "'" + key + "':'" + "x".repeat(30_000) + "'";
  }

  @ParameterizedTest
  @CsvSource({"labels, labels", "meta, runtime"})
  default void changesThatAddUpToTooMuchAreRefused(String field, String place) {
    registered();
    api().update(change("{'name':'p','" + field + "':{" + lengthy("one") + "}}"));
    api().update(change("{'name':'p','" + field + "':{" + lengthy("two") + "}}"));
    InvalidRequest refused =
        assertThrows(
            InvalidRequest.class,
            () -> api().update(change("{'name':'p','" + field + "':{" + lengthy("three") + "}}")));
    assertEquals(place, refused.fields().getFirst().field().replace("body.", ""));
    assertEquals("JSON should have at most 65536 bytes", refused.fields().getFirst().message());
    api().update(change("{'name':'p','" + field + "':{'one':null}}"));
    api().update(change("{'name':'p','" + field + "':{" + lengthy("three") + "}}"));
    assertEquals(
        Set.of("two", "three"),
        new HashSet<>(
            only(api(), "p").json().object(place).names().stream()
                .filter(Set.of("one", "two", "three")::contains)
                .toList()));
  }
}
