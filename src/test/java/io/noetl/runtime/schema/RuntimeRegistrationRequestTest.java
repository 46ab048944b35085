package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeRegistrationRequestTest {

  // Normalisation

  @Test
  void nameAloneHasTheDefaults() {
    RuntimeRegistrationRequest request = read("{'name':'p'}");

    assertEquals(
        new RuntimeRegistrationRequest(
            "p",
            RuntimeKind.WORKER_POOL,
            null,
            null,
            "ready",
            null,
            JsonObject.EMPTY,
            null,
            null,
            null,
            JsonObject.EMPTY),
        request);
    assertEquals("{'name':'p','kind':'worker_pool','status':'ready'}", sent(request));
  }

  @Test
  void everyFieldIsReadAndSentInOneOrder() {
    assertEquals(
        "{'name':'p','kind':'broker','runtime':'python','uri':'http://h:1','status':'busy',"
            + "'capacity':10,'labels':{'z':1,'a':{'b':[null]}},'pid':7,'hostname':'h',"
            + "'meta':{'m':1.50}}",
        sent(
            read(
                """
                {'meta':{'m':1.50},'hostname':'h','pid':7,'labels':{'z':1,'a':{'b':[null]}},
                 'capacity':10,'status':'busy','uri':'http://h:1','runtime':'python',
                 'kind':'broker','name':'p'}
                """)));
  }

  @Test
  void stringsAreStripped() {
    assertEquals(
        "{'name':'p q','kind':'monitor','runtime':'python','uri':'http://x','status':'ready',"
            + "'labels':{' k ':' v '},'hostname':'h','meta':{' m ':' n '}}",
        sent(
            read(
                """
                {'name':'  p q\\t','kind':' monitor ','runtime':'  python ','uri':' http://x ',
                 'status':'  Ready ','hostname':'\\u2003h\\n','labels':{' k ':' v '},
                 'meta':{' m ':' n '}}
                """)));
  }

  @Test
  void statusIsLowerCaseWhileRuntimeKeepsItsCase() {
    assertEquals(
        "{'name':'P','kind':'worker_pool','runtime':'PYTHON','status':'busy'}",
        sent(read("{'name':'P','runtime':'PYTHON','status':'BUSY'}")));
  }

  @Test
  void blankOptionalTextIsNone() {
    assertEquals(
        "{'name':'p','kind':'worker_pool','status':'ready'}",
        sent(read("{'name':'p','runtime':'','uri':'  ','status':' ','hostname':'\\t'}")));
  }

  @Test
  void nullIsNone() {
    assertEquals(
        "{'name':'p','kind':'worker_pool','status':'ready'}",
        sent(
            read(
                """
                {'name':'p','kind':null,'runtime':null,'uri':null,'status':null,'capacity':null,
                 'labels':null,'pid':null,'hostname':null,'meta':null}
                """)));
  }

  @Test
  void unknownFieldsAreNotSent() {
    assertEquals(
        "{'name':'p','kind':'worker_pool','status':'ready'}",
        sent(read("{'foo':1,'name':'p','runtime_id':'5'}")));
  }

  @Test
  void scalarStandsForAText() {
    assertEquals(
        "{'name':'p','kind':'worker_pool','runtime':'3.10','status':'5','hostname':'true'}",
        sent(read("{'name':'p','runtime':3.10,'status':5,'hostname':true}")));
  }

  // Kind and aliases

  @ParameterizedTest
  @CsvSource({
    "worker_pool, worker_pool",
    "worker-pool, worker_pool",
    "Worker-Pool, worker_pool",
    "'  SERVER_API ', server_api",
    "server-api, server_api",
    "Broker, broker",
    "SCHEDULER, scheduler",
    "monitor, monitor"
  })
  void kindIsReadWithoutCaseAndWithHyphens(String text, String kind) {
    assertEquals(kind, read("{'name':'p','uri':'u','kind':'" + text + "'}").kind().toString());
    assertEquals(kind, RuntimeKind.of(text).word());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pool", "worker pool", "workerpool", "brok\u00e9r", "worker_pool_"})
  void kindThatDoesNotExistIsRefused(String text) {
    String sentence =
        "kind: Input should be 'worker_pool', 'broker', 'server_api', 'scheduler' or 'monitor'"
            + " (got \""
            + text
            + "\")";
    assertRefused(sentence, "{'name':'p','kind':'" + text + "'}");
    assertEquals(
        sentence, assertThrows(InvalidRequest.class, () -> RuntimeKind.of(text)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'name':'p','component_type':'monitor'}                     | monitor
          {'name':'p','component_type':'monitor','kind':'scheduler'}  | monitor
          {'name':'p','kind':'scheduler','component_type':'monitor'}  | monitor
          {'name':'p','kind':'scheduler','component_type':null}       | scheduler
          """)
  void componentTypeWinsOverKind(String json, String kind) {
    assertEquals(kind, read(json).kind().word());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'name':'p','uri':'u'}                                    | u
          {'name':'p','base_url':'b'}                               | b
          {'name':'p','endpoint':'e'}                               | e
          {'name':'p','uri':'u','base_url':'b'}                     | b
          {'name':'p','endpoint':'e','uri':'u'}                     | u
          {'name':'p','endpoint':'e','uri':'u','base_url':'b'}      | b
          {'name':'p','base_url':null,'uri':'u'}                    | u
          """)
  void baseUrlWinsOverUriAndThatOverEndpoint(String json, String uri) {
    assertEquals(uri, read(json).uri());
  }

  @ParameterizedTest
  @EnumSource
  void uriIsRequiredWhereOthersConnect(RuntimeKind kind) {
    String json = "{'name':'p','uri':' ','kind':'" + kind + "'}";

    if (kind == RuntimeKind.BROKER || kind == RuntimeKind.SERVER_API) {
      InvalidRequest invalid =
          assertRefused("uri is required for " + kind.word() + " components", json);
      assertEquals(List.of(), invalid.fields());
    } else {
      assertNull(read(json).uri());
    }
  }

  @Test
  void runtimeMayBeAnObjectAsRustWorkersSendIt() {
    assertEquals(
        "{'name':'p','kind':'worker_pool','runtime':'rust','status':'ready',"
            + "'meta':{'kind':'rust','worker_public_key':'k'}}",
        sent(read("{'name':'p','runtime':{'kind':'rust','worker_public_key':'k'}}")));
  }

  @Test
  void typeOfARuntimeObjectWinsOverItsKindAndMetaOverBoth() {
    assertEquals(
        "{'name':'p','kind':'worker_pool','runtime':'python','status':'ready',"
            + "'meta':{'type':'other','kind':'rust','x':1}}",
        sent(
            read(
                """
                {'name':'p','runtime':{'type':'python','kind':'rust'},
                 'meta':{'type':'other','x':1}}
                """)));
  }

  // Numbers

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "10, 10",
    "'\"10\"', 10",
    "'\" 10 \"', 10",
    "'\"+10\"', 10",
    "'\"10.0\"', 10",
    "10.0, 10",
    "10.000, 10",
    "1e1, 10",
    "true, 1",
    "false, 0",
    "-0, 0",
    "2147483647, 2147483647",
    "2147483647.0, 2147483647"
  })
  void capacityIsReadAsTheRealServerDoes(String json, int capacity) {
    assertEquals(capacity, read("{'name':'p','capacity':" + json + "}").capacity());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          -1                   | Input should be greater than or equal to 0 (got -1)
          "-1"                 | Input should be greater than or equal to 0 (got "-1")
          -1e9                 | Input should be greater than or equal to 0 (got -1E+9)
          1.5                  | Input should be a valid integer, got a number with a fractional part (got 1.5)
          "1.5"                | Input should be a valid integer, got a number with a fractional part (got 1.5)
          "abc"                | Input should be a valid integer, unable to parse string as an integer (got "abc")
          ""                   | Input should be a valid integer, unable to parse string as an integer (got "")
          "1e1"                | Input should be a valid integer, unable to parse string as an integer (got "1e1")
          "1E9"                | Input should be a valid integer, unable to parse string as an integer (got "1E9")
          "0x10"               | Input should be a valid integer, unable to parse string as an integer (got "0x10")
          "1 0"                | Input should be a valid integer, unable to parse string as an integer (got "1 0")
          2147483648           | Input should be less than or equal to 2147483647 (got 2147483648)
          99999999999999999999 | Input should be less than or equal to 2147483647 (got 99999999999999999999)
          [1]                  | Input should be a valid integer (got a list)
          {"a":1}              | Input should be a valid integer (got an object)
          """)
  void capacityThatIsNoneIsRefused(String json, String sentence) {
    assertRefused("capacity: " + sentence, "{'name':'p','capacity':" + json + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "1e400, less than or equal to 2147483647 (got 1E+400)",
    "1e100000000, less than or equal to 2147483647 (got 1E+100000000)",
    "1e999999999, less than or equal to 2147483647 (got 1E+999999999)",
    "-1e100000000, greater than or equal to 0 (got -1E+100000000)",
    "-1e999999999, greater than or equal to 0 (got -1E+999999999)"
  })
  void hugeExponentIsRefusedAtOnce(String json, String sentence) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () ->
            assertRefused(
                "capacity: Input should be " + sentence, "{'name':'p','capacity':" + json + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-400", "1e-999999999", "'1e999999999'"})
  void tinyAndWrittenExponentsAreRefusedAtOnce(String json) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () -> assertThrows(InvalidRequest.class, () -> read("{'name':'p','pid':" + json + "}")));
  }

  @ParameterizedTest
  @CsvSource({
    "-4, -4",
    "'\"12\"', 12",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808"
  })
  void pidIsAnyNumberOf64Bits(String json, long pid) {
    assertEquals(pid, read("{'name':'p','pid':" + json + "}").pid());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "x"                 | Input should be a valid integer, unable to parse string as an integer (got "x")
          9223372036854775808 | Input should fit into 64 bits (got 9223372036854775808)
          1.5                 | Input should be a valid integer, got a number with a fractional part (got 1.5)
          """)
  void pidThatIsNoneIsRefused(String json, String sentence) {
    assertRefused("pid: " + sentence, "{'name':'p','pid':" + json + "}");
  }

  @Test
  void capacityOfTheConstructorIsChecked() {
    InvalidRequest invalid =
        assertThrows(
            InvalidRequest.class,
            () ->
                new RuntimeRegistrationRequest(
                    "p",
                    RuntimeKind.MONITOR,
                    null,
                    null,
                    "",
                    -1,
                    JsonObject.EMPTY,
                    null,
                    null,
                    null,
                    JsonObject.EMPTY));

    assertEquals(
        "capacity: Input should be greater than or equal to 0 (got -1)", invalid.getMessage());
  }

  // Objects and texts

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ["a",5]    | Input should be a valid dictionary (got a list)
          [["a"]]    | Input should be a valid dictionary (got a list)
          [null]     | Input should be a valid dictionary (got a list)
          "env=prod" | Input should be a valid dictionary (got "env=prod")
          5          | Input should be a valid dictionary (got 5)
          true       | Input should be a valid dictionary (got true)
          """)
  void labelsAndMetaAreObjects(String json, String sentence) {
    for (String field : List.of("labels", "meta")) {
      InvalidRequest invalid =
          assertRefused(field + ": " + sentence, "{'name':'p','" + field + "':" + json + "}");
      assertEquals("dict_type", invalid.fields().getFirst().type());
    }
    assertRefused(
        "meta: Input should be a valid dictionary (got a list)", "{'name':'p','meta':['a','b']}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ["gpu","fast"]          | {"gpu":"","fast":""}
          ["env=prod","gpu"," x"] | {"env":"prod","gpu":"","x":""}
          ["a=1","a=b=c"]         | {"a":"b=c"}
          ["","  "]               | {}
          []                      | {}
          """)
  void labelsMayBeAListOfWords(String json, String labels) {
    assertEquals(
        labels,
        Json.write(
            RuntimeRegistrationRequest.fromJson(
                    TestJson.object("{\"name\":\"p\",\"labels\":" + json + "}"))
                .labels()));
  }

  @Test
  void labelWithoutAKeyIsRefused() {
    InvalidRequest invalid =
        assertRefused(
            "labels: Value error, =x is not K=V (got a list)", "{'name':'p','labels':['a','=x']}");
    assertEquals("value_error", invalid.fields().getFirst().type());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind", "runtime", "uri", "status", "hostname"})
  void listIsNoText(String field) {
    assertRefused(
        field + ": Input should be a valid string (got a list)",
        "{'name':'p','" + field + "':['x']}");
  }

  @Test
  void objectIsNoTextButForRuntime() {
    assertRefused(
        "hostname: Input should be a valid string (got an object)",
        "{'name':'p','hostname':{'x':1}}");
  }

  @ParameterizedTest
  @MethodSource("unstorable")
  void textsThatNoEngineStoresAreRefusedAtAnyDepth(String json, String field) {
    for (String holder : List.of("labels", "meta")) {
      InvalidRequest invalid =
          assertThrows(
              InvalidRequest.class, () -> read("{'name':'p','" + holder + "':" + json + "}"));

      assertEquals(1, invalid.fields().size());
      FieldError error = invalid.fields().getFirst();
      assertEquals(holder + field, error.field());
      assertEquals("String should hold neither NUL nor half of a surrogate pair", error.message());
      assertEquals("string_unicode", error.type());
    }
  }

  static List<Object[]> unstorable() {
    return List.of(
        new Object[] {"{'a':'x\\u0000'}", ".a"},
        new Object[] {"{'a':{'b':[1,{'c':['\\u0000']}]}}", ".a.b.c"},
        new Object[] {"{'a':'\\ud800'}", ".a"},
        new Object[] {"{'a':'\\udc00\\ud800'}", ".a"},
        new Object[] {"{'\\u0000':1}", ""},
        new Object[] {"{'a':{'b\\u0000':1}}", ".a"});
  }

  @Test
  void halfOfASurrogatePairInAKeyIsRefused() {
    JsonObject labels = JsonObject.EMPTY.with("a", Map.of("b\ud83d", 1));

    InvalidRequest invalid =
        assertThrows(
            InvalidRequest.class,
            () ->
                RuntimeRegistrationRequest.fromJson(
                    JsonObject.EMPTY.with("name", "p").with("labels", labels)));

    assertEquals("labels.a", invalid.fields().getFirst().field());
  }

  @Test
  void otherTextsInLabelsAndMetaAreKept() {
    String json = "{'a':'\\t\\n\\u001b\\u0085 \\ud83d\\ude00','':'','n':[[[{'x':null}]]]}";
    RuntimeRegistrationRequest request =
        read("{'name':'p','labels':" + json + ",'meta':" + json + "}");

    assertEquals(TestJson.object(json.replace('\'', '"')), request.labels());
    assertEquals(request.labels(), request.meta());
  }

  @ParameterizedTest
  @ValueSource(strings = {"runtime", "uri", "status", "hostname"})
  void controlCharactersInTextsOfOneLineAreRefused(String field) {
    assertRefused(
        field + ": String should hold no control characters (got \"a\\nb\")",
        "{'name':'p','" + field + "':'a\\nb'}");
    assertRefused(
        field + ": String should hold no control characters (got \"a\\u009bb\")",
        "{'name':'p','" + field + "':'a\\u009bb'}");
    assertEquals(
        field + ": String should be valid Unicode",
        assertThrows(InvalidRequest.class, () -> read("{'name':'p','" + field + "':'a\\ud83d'}"))
            .fields()
            .stream()
            .map(error -> error.field() + ": " + error.message())
            .reduce((a, b) -> a + b)
            .orElseThrow());
  }

  // Several at once

  @Test
  void everyFieldThatIsWrongIsNamed() {
    InvalidRequest invalid =
        assertRefused(
            """
            name: Field required
            kind: Input should be 'worker_pool', 'broker', 'server_api', 'scheduler' or 'monitor' (got "pool")
            capacity: Input should be greater than or equal to 0 (got -1)
            labels: Input should be a valid dictionary (got a list)
            pid: Input should be a valid integer, unable to parse string as an integer (got "x")
            meta: Input should be a valid dictionary (got 5)\
            """,
            "{'kind':'pool','capacity':-1,'labels':[0],'pid':'x','meta':5}");

    assertEquals(
        List.of(
            "missing",
            "literal_error",
            "greater_than_equal",
            "dict_type",
            "int_parsing",
            "dict_type"),
        invalid.fields().stream().map(FieldError::type).toList());
    assertEquals(
        List.of("name", "kind", "capacity", "labels", "pid", "meta"),
        invalid.fields().stream().map(FieldError::field).toList());
  }

  @Test
  void everyTextThatIsWrongIsNamed() {
    assertRefused(
        """
        name: String should have at least 1 character (got " ")
        runtime: String should hold no control characters (got "a\\tb")
        status: String should hold no control characters (got "c\\u0000d")\
        """,
        "{'name':' ','runtime':'a\\tb','status':'c\\u0000d'}");
  }

  private static RuntimeRegistrationRequest read(String json) {
    return RuntimeRegistrationRequest.fromJson(TestJson.object(json.replace('\'', '"')));
  }

  private static String sent(RuntimeRegistrationRequest request) {
    return Json.write(request.toJson()).replace('"', '\'');
  }

  private static InvalidRequest assertRefused(String sentence, String json) {
    InvalidRequest invalid = assertThrows(InvalidRequest.class, () -> read(json));
    assertEquals(sentence, invalid.getMessage());
    assertNull(invalid.httpStatus());
    return invalid;
  }
}
