package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.noetl.runtime.TestJson;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeListQueryTest {

  private static final RuntimeComponentInfo COMPONENT =
      component(
          """
          {'name':'cpu-1','kind':'worker_pool','status':'Busy','runtime':{'type':'Python'},
           'labels':{'env':'prod','n':1,'f':1.50,'t':true,'none':null,'o':{'a':[1]},'l':['x']}}
          """);

  @ParameterizedTest
  @CsvSource({"worker_pool, true", "broker, false"})
  void kindNarrows(String kind, boolean matches) {
    assertEquals(matches, RuntimeListQuery.of(RuntimeKind.of(kind)).matches(COMPONENT));
  }

  @Test
  void componentThatNamesNoKindIsOfTheKindThatWasAskedFor() {
    RuntimeComponentInfo odd = component("{'name':'p'}");

    assertEquals(true, RuntimeListQuery.of(RuntimeKind.BROKER).matches(odd));
  }

  @ParameterizedTest
  @CsvSource({"cpu-1, true", "' cpu-1 ', true", "CPU-1, false", "cpu, false", "cpu-*, false"})
  void nameIsExact(String name, boolean matches) {
    assertEquals(matches, RuntimeListQuery.named(null, name).matches(COMPONENT));
  }

  @ParameterizedTest
  @CsvSource({
    "Python, true",
    "python, true",
    "PYTHON, true",
    "' python ', true",
    "'  ', true",
    "'', true",
    "pytho, false",
    "python3, false"
  })
  void runtimeIsComparedWithoutCase(String runtime, boolean matches) {
    assertEquals(matches, RuntimeListQuery.ALL.withRuntime(runtime).matches(COMPONENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'runtime':{'type':'rust','kind':'python'}} | rust   | true
          {'runtime':{'kind':'Rust'}}                 | rust   | true
          {'runtime':'Rust'}                          | rust   | true
          {'runtime':{'type':5}}                      | 5      | true
          {'runtime':{'type':null}}                   | null   | false
          {'runtime':null}                            | rust   | false
          {'runtime':['rust']}                        | rust   | false
          {}                                          | rust   | false
          """)
  void runtimeIsTypeOrKindOrTheTextItself(String json, String runtime, boolean matches) {
    assertEquals(matches, RuntimeListQuery.ALL.withRuntime(runtime).matches(component(json)));
  }

  @ParameterizedTest
  @CsvSource({"busy, true", "BUSY, true", "' busy', true", "'', true", "ready, false"})
  void statusIsComparedWithoutCase(String status, boolean matches) {
    assertEquals(matches, RuntimeListQuery.ALL.withStatus(status).matches(COMPONENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          env  | prod      | true
          env  | Prod      | false
          env  | ``        | false
          n    | 1         | true
          f    | 1.50      | true
          t    | true      | true
          none | ``        | true
          o    | {"a":[1]} | true
          l    | ["x"]     | true
          x    | ``        | false
          """)
  void labelsAreComparedAsTexts(String key, String value, boolean matches) {
    assertEquals(matches, RuntimeListQuery.ALL.withLabels(Map.of(key, value)).matches(COMPONENT));
  }

  @Test
  void everyLabelMustMatch() {
    assertEquals(true, byLabels(Map.of("env", "prod", "n", "1")).matches(COMPONENT));
    assertEquals(false, byLabels(Map.of("env", "prod", "n", "2")).matches(COMPONENT));
  }

  @Test
  void labelsOfAnArrayAreKeysWithoutValues() {
    RuntimeComponentInfo lease = component("{'labels':['server','lease',5]}");

    assertEquals(true, byLabels(Map.of("server", "", "5", "")).matches(lease));
    assertEquals(false, byLabels(Map.of("server", "x")).matches(lease));
    assertEquals(false, byLabels(Map.of("other", "")).matches(lease));
  }

  @Test
  void globIsForNames() {
    assertEquals(true, byGlob("cpu-*").matches(COMPONENT));
    assertEquals(false, byGlob("gpu-*").matches(COMPONENT));
  }

  @Test
  void allConditionsMustHold() {
    NameGlob glob = NameGlob.of("cpu-*");
    Map<String, String> labels = Map.of("env", "prod");

    assertEquals(
        true,
        RuntimeListQuery.of(RuntimeKind.WORKER_POOL)
            .withName("cpu-1")
            .withGlob(glob)
            .withRuntime("python")
            .withStatus("busy")
            .withLabels(labels)
            .matches(COMPONENT));
    assertEquals(
        false,
        RuntimeListQuery.of(RuntimeKind.WORKER_POOL)
            .withName("cpu-1")
            .withGlob(glob)
            .withRuntime("python")
            .withStatus("ready")
            .withLabels(labels)
            .matches(COMPONENT));
  }

  @Test
  void blankFiltersAreNone() {
    RuntimeListQuery query = RuntimeListQuery.ALL.withRuntime(" ").withStatus("\t");

    assertNull(query.runtime());
    assertNull(query.status());
    assertEquals(RuntimeListQuery.of(null), query);
  }

  private static RuntimeListQuery byLabels(Map<String, String> labels) {
    return RuntimeListQuery.ALL.withLabels(labels);
  }

  private static RuntimeListQuery byGlob(String glob) {
    return RuntimeListQuery.ALL.withGlob(NameGlob.of(glob));
  }

  private static RuntimeComponentInfo component(String json) {
    return new RuntimeComponentInfo(TestJson.object(json.replace('\'', '"')));
  }
}
