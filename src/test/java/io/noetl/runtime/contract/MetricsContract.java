package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.beat;
import static io.noetl.runtime.contract.ContractWords.json;
import static io.noetl.runtime.contract.ContractWords.only;
import static io.noetl.runtime.contract.ContractWords.plain;
import static io.noetl.runtime.contract.ContractWords.quoted;
import static io.noetl.runtime.contract.ContractWords.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry keeps of the metrics that come with heartbeats. */
interface MetricsContract {

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  private RuntimeHeartbeatResponse report(String metrics) {
    return api().heartbeat(reporting("p", metrics));
  }

  private static RuntimeHeartbeatRequest reporting(String name, String metrics) {
    return beat(RuntimeKind.WORKER_POOL, name)
        .with(new HeartbeatMetrics(TestJson.object(quoted(metrics))));
  }

  private static RuntimeRegistrationRequest named(String name) {
    return RuntimeRegistrationRequest.fromJson(JsonObject.EMPTY.with("name", name));
  }

  private Object values() {
    return plain(only(api(), "p").json().object("runtime").object("metrics").object("values"));
  }

  @Test
  default void metricsAreStoredWithTheTimeOfTheHeartbeat() {
    String id = api().register(registration("{'name':'p','runtime':'python'}")).runtimeId();

    RuntimeHeartbeatResponse answer = report("{'active':3,'queue':12.5}");

    assertEquals(
        json("{'status':'ok','name':'p','runtime_id':'" + id + "','runtime':null,'metrics':2}"),
        plain(answer.json()));
    assertTrue(answer.storedMetrics());
    RuntimeComponentInfo row = only(api(), "p");
    JsonObject stored = row.json().object("runtime").object("metrics");
    assertEquals(row.heartbeat(), stored.instant("time"));
    assertEquals(json("{'active':3,'queue':12.5}"), plain(stored.object("values")));
    JsonObject rest = JsonObject.EMPTY;
    for (String field : row.json().object("runtime").names()) {
      if (!field.equals("metrics")) {
        rest = rest.with(field, row.json().object("runtime").get(field));
      }
    }
    assertEquals(json("{'type':'python','pid':null,'hostname':null}"), plain(rest));
  }

  @Test
  default void heartbeatWithoutMetricsKeepsThem() {
    api().register(registration("{'name':'p'}"));
    report("{'active':3}");
    Instant reported = only(api(), "p").json().object("runtime").object("metrics").instant("time");

    RuntimeHeartbeatResponse answer = api().heartbeat(beat(RuntimeKind.WORKER_POOL, "p"));

    assertFalse(answer.storedMetrics());
    assertEquals(json("{'active':3}"), values());
    assertEquals(
        reported, only(api(), "p").json().object("runtime").object("metrics").instant("time"));
  }

  @Test
  default void metricsReplaceThoseBefore() {
    api().register(registration("{'name':'p','meta':{'metrics':'none'}}"));
    report("{'active':3,'queue':1}");
    report("{'active':4}");
    assertEquals(json("{'active':4}"), values());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'a':0} | {a=0.0}",
        "{'a':-0.25,'b:c_9':1e300} | {a=-0.25, b:c_9=1.0E300}",
        "{'a':2.0,'b':9007199254740993} | {a=2.0, b=9.007199254740992E15}",
        "{'_':1e-300} | {_=1.0E-300}",
      })
  default void numbersAreDoubles(String given, String stored) {
    api().register(registration("{'name':'p'}"));
    report(given);
    JsonObject values =
        only(api(), "p").json().object("runtime").object("metrics").object("values");
    Map<String, Double> numbers = new TreeMap<>();
    values.properties().forEach(e -> numbers.put(e.getKey(), e.getValue().doubleValue()));
    assertEquals(stored, numbers.toString());
  }

  @Test
  default void metricsOfAnUnknownComponentAreNotStored() {
    UnknownComponent unknown = assertThrows(UnknownComponent.class, () -> report("{'active':3}"));
    assertEquals("p", unknown.name());
  }

  @Test
  default void metricsAreStoredWhenTheComponentIsRegisteredAgain() {
    RuntimeHeartbeatRequest request =
        beat(RuntimeKind.WORKER_POOL, "p", "{'name':'p','runtime':'python'}")
            .with(new HeartbeatMetrics(TestJson.object("{\"active\":1}")));

    RuntimeHeartbeatResponse answer = api().heartbeat(request);

    assertEquals("recreated", answer.status());
    assertEquals(json("{'active':1}"), values());
  }

  @Test
  default void changesKeepMetricsAndRegistrationsDoNot() {
    api().register(registration("{'name':'p','runtime':'python','meta':{'zone':'a'}}"));
    report("{'active':3}");
    assertEquals(
        json("{'zone':'a'}"),
        plain(only(api(), "p").declaration().object("meta")),
        "metrics are no part of a declaration");
    api()
        .update(
            RuntimeUpdateRequest.fromJson(
                TestJson.object(quoted("{'name':'p','capacity':4,'runtime':{'zone':'b'}}"))));
    assertEquals(json("{'active':3}"), values());

    api().register(registration("{'name':'p','runtime':'python'}"));
    assertEquals(json("{}"), values());
  }

  @Test
  default void metricsDoNotHinderTheEndOfADrain() {
    api().register(registration("{'name':'p','runtime':'python'}"));
    api()
        .update(
            new Drain("new kernel", Instant.parse("2024-01-01T00:00:00Z"))
                .begin(RuntimeKind.WORKER_POOL, "p"));

    report("{'active':0}");

    RuntimeComponentInfo row = only(api(), "p");
    assertEquals("ready", row.status());
    assertEquals(
        "[type, pid, hostname, metrics]",
        row.json().object("runtime").names().stream().sorted(BY_PLACE).toList().toString());
  }

  /** The order of the fields differs between engines. */
  Comparator<String> BY_PLACE =
      Comparator.comparingInt(List.of("type", "pid", "hostname", "metrics")::indexOf);

  @ParameterizedTest
  @ValueSource(strings = {"p", "it's", "a\"b\\c", "\u00e4\ud83d\ude00"})
  default void namesMayHoldAnyText(String name) {
    api().register(named(name));
    assertTrue(api().heartbeat(reporting(name, "{'active':1}")).storedMetrics());
    assertEquals(
        json("{'active':1}"),
        plain(only(api(), name).json().object("runtime").object("metrics").object("values")));
  }
}
