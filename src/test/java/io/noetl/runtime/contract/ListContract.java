package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.beat;
import static io.noetl.runtime.contract.ContractWords.component;
import static io.noetl.runtime.contract.ContractWords.deregistration;
import static io.noetl.runtime.contract.ContractWords.lines;
import static io.noetl.runtime.contract.ContractWords.only;
import static io.noetl.runtime.contract.ContractWords.query;
import static io.noetl.runtime.contract.ContractWords.registration;
import static io.noetl.runtime.contract.ContractWords.single;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a list holds, whatever is behind the registry. */
interface ListContract {

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  @ParameterizedTest
  @EnumSource
  default void emptyRegistryListsNothing(RuntimeKind kind) {
    assertEquals(List.of(), api().list(RuntimeListQuery.of(kind)).items());
    assertEquals(List.of(), api().list(RuntimeListQuery.of(null)).items());
    assertEquals(JsonObject.EMPTY, api().list(RuntimeListQuery.of(null)).envelope());
  }

  @Test
  default void listIsOrderedByKindAndName() {
    for (String name : List.of("b", "a", "B", "10", "9", "a-b", "\u6c34", "\u00e9")) {
      api().register(component(RuntimeKind.WORKER_POOL, name));
    }
    api().register(component(RuntimeKind.SERVER_API, "z"));
    api().register(component(RuntimeKind.MONITOR, "y"));
    api().register(component(RuntimeKind.SCHEDULER, "x"));
    api().register(component(RuntimeKind.BROKER, "w"));

    assertEquals(
        List.of(
            "broker w ready",
            "monitor y ready",
            "scheduler x ready",
            "server_api z ready",
            "worker_pool 10 ready",
            "worker_pool 9 ready",
            "worker_pool B ready",
            "worker_pool a ready",
            "worker_pool a-b ready",
            "worker_pool b ready",
            "worker_pool \u00e9 ready",
            "worker_pool \u6c34 ready"),
        lines(api(), RuntimeListQuery.of(null)));
  }

  @ParameterizedTest
  @EnumSource
  default void listOfOneKindHoldsNoOther(RuntimeKind kind) {
    for (RuntimeKind each : RuntimeKind.values()) {
      api().register(component(each, "p-" + each.word()));
    }

    assertEquals(
        List.of(kind.word() + " p-" + kind.word() + " ready"),
        lines(api(), RuntimeListQuery.of(kind)));
    assertEquals(5, api().list(RuntimeListQuery.of(null)).items().size());
  }

  @ParameterizedTest
  @MethodSource("io.noetl.runtime.contract.ListContract#queries")
  default void listHoldsWhatTheQueryAsksFor(RuntimeListQuery query, List<String> names) {
    api()
        .register(
            registration(
                """
                {'name':'cpu-1','runtime':'Python','status':'busy',
                 'labels':{'env':'prod','zone':'a','gpu':false,'n':1}}
                """));
    api()
        .register(
            registration("{'name':'cpu-2','runtime':'python','labels':{'env':'prod','zone':'b'}}"));
    api().register(registration("{'name':'gpu-1','runtime':'python3','labels':{'env':'dev'}}"));
    api().register(registration("{'name':'gpu-2'}"));
    api().deregister(deregistration(RuntimeKind.WORKER_POOL, "gpu-1"));
    api()
        .register(
            registration(
                """
                {'name':'cpu-1','kind':'broker','uri':'nats://h','runtime':'nats',
                 'labels':{'env':'prod'}}
                """));

    assertEquals(
        names,
        api().list(query).items().stream()
            .map(item -> (item.kind().equals("broker") ? "b:" : "") + item.name())
            .toList());
  }

  static List<Object[]> queries() {
    return List.of(
        query("kind=worker_pool", "cpu-1", "cpu-2", "gpu-1", "gpu-2"),
        query("kind=broker", "b:cpu-1"),
        query("kind=monitor"),
        query("runtime=python", "cpu-1", "cpu-2"),
        query("runtime=PYTHON", "cpu-1", "cpu-2"),
        query("runtime=py"),
        query("runtime=nats", "b:cpu-1"),
        query("kind=worker_pool runtime=nats"),
        query("status=busy", "cpu-1"),
        query("kind=worker_pool status=BUSY", "cpu-1"),
        query("status=Offline", "gpu-1"),
        query("kind=broker status=offline"),
        query("name=cpu-1", "b:cpu-1", "cpu-1"),
        query("kind=worker_pool name=cpu-1", "cpu-1"),
        query("kind=broker name=cpu-1", "b:cpu-1"),
        query("name=cpu"),
        query("name=CPU-1"),
        query("kind=broker name=ghost"),
        query("glob=cpu-*", "b:cpu-1", "cpu-1", "cpu-2"),
        query("glob=*", "b:cpu-1", "cpu-1", "cpu-2", "gpu-1", "gpu-2"),
        query("glob=?pu-[!1]", "cpu-2", "gpu-2"),
        query("kind=worker_pool glob=cpu"),
        query("env=prod", "b:cpu-1", "cpu-1", "cpu-2"),
        query("env=prod zone=b", "cpu-2"),
        query("env=prod zone=c"),
        query("gpu=false n=1", "cpu-1"),
        query("env=PROD"),
        query("kind=worker_pool runtime=python status=busy env=prod glob=c*", "cpu-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "env=prod,tier!=web     | a c",
        "env in (prod,test)     | a b c",
        "env notin (prod),!gpu  | b e",
        "env                    | a b c",
        "!env                   | d e",
        "gpu=false              | a",
        "n in (1,2),env==prod   | a",
        "note=1\\,2             | d",
        "env=prod,env=test      | \"\"",
      })
  default void selectorsHoldWhateverTheRegistryFiltersItself(String selector, String names) {
    api()
        .register(
            registration("{'name':'a','labels':{'env':'prod','tier':'db','gpu':false,'n':1}}"));
    api().register(registration("{'name':'b','labels':{'env':'test','tier':'web'}}"));
    api().register(registration("{'name':'c','labels':{'env':'prod'}}"));
    api().register(registration("{'name':'d','labels':{'gpu':true,'note':'1,2'}}"));
    api().register(registration("{'name':'e'}"));
    RuntimeListQuery query =
        RuntimeListQuery.of(RuntimeKind.WORKER_POOL).withLabels(LabelSelector.parse(selector));

    assertEquals(
        names,
        api().list(query).items().stream()
            .map(RuntimeComponentInfo::name)
            .collect(Collectors.joining(" ")));
    List<String> streamed = new ArrayList<>();
    api().stream(query, (component, asOf) -> streamed.add(component.name()));
    assertEquals(names, String.join(" ", streamed));
  }

  @Test
  default void listCarriesTheRegistrysTimeNearTheHeartbeat() {
    api().register(registration("{'name':'p'}"));

    RuntimeListResponse listed = api().list(RuntimeListQuery.of(null));

    assertNotNull(listed.asOf());
    Duration between = Duration.between(listed.items().getFirst().heartbeat(), listed.asOf());
    assertTrue(between.abs().compareTo(Duration.ofSeconds(5)) < 0, between.toString());
  }

  @ParameterizedTest
  @MethodSource("io.noetl.runtime.contract.ListContract#oddNames")
  default void oddNamesAreOnlyNames(String name) {
    for (RuntimeKind kind : List.of(RuntimeKind.WORKER_POOL, RuntimeKind.BROKER)) {
      api().register(component(kind, "other"));
      String id = api().register(component(kind, name)).runtimeId();

      assertEquals(id, api().heartbeat(beat(kind, name)).runtimeId());
      RuntimeComponentInfo row = single(api().list(RuntimeListQuery.named(kind, name)));
      assertEquals(name, row.name());
      assertEquals(id, row.runtimeId());
      api().deregister(deregistration(kind, name));
      assertEquals(
          List.of(kind.word() + " " + name + " offline"),
          lines(api(), RuntimeListQuery.named(kind, name)));
      assertEquals(
          List.of(kind.word() + " other ready"),
          lines(api(), RuntimeListQuery.named(kind, "other")));
    }
  }

  static List<String> oddNames() {
    return List.of(
        "it's",
        "say \"hi\"",
        "' OR '1'='1",
        "x'; DROP TABLE runtime; --",
        "100%",
        "%",
        "%41",
        "_",
        "*",
        "[a]",
        "a;b",
        "a b",
        "a+b",
        "a%20b",
        "a/b?c=d&name=other#f",
        "../..",
        "back\\slash",
        "${x} {json} {now} ?",
        "null",
        "true",
        "42",
        "{}",
        "<b>&amp;",
        "pool-\u6c34-\ud83d\ude00-\u00e9",
        "n\u0303",
        "\u202eevil",
        "\u0130\u0131\u00df",
        "\ufeffbom",
        "x".repeat(512),
        "\ud83d\ude00".repeat(512));
  }

  @ParameterizedTest
  @MethodSource("io.noetl.runtime.contract.ListContract#oddNames")
  default void oddTextsComeBackAsTheyWere(String text) {
    JsonObject fields = JsonObject.EMPTY.with(text, text);
    String word = first(255, text);
    String status = first(64, text);
    api()
        .register(
            new RuntimeRegistrationRequest(
                "p",
                RuntimeKind.WORKER_POOL,
                word,
                text,
                status,
                1,
                fields,
                null,
                null,
                word,
                fields));

    RuntimeComponentInfo row = only(api(), "p");
    assertEquals(word, row.runtimeType());
    assertEquals(text, row.uri());
    assertEquals(word, row.hostname());
    assertEquals(fields, row.json().object("labels"));
    assertEquals(text, row.json().object("runtime").text(text));
    assertEquals(
        1,
        api()
            .list(
                RuntimeListQuery.ALL.withRuntime(word).withStatus(status).withLabels(row.labels()))
            .items()
            .size());
  }

  private static String first(int most, String text) {
    int length = text.codePointCount(0, text.length());
    return text.substring(0, text.offsetByCodePoints(0, Math.min(length, most)));
  }
}
