package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependencyFieldsTest {

  private static JsonObject request(String fields) {
    return TestJson.object(("{'name':'p'," + fields + "}").replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "'depends_on':'broker/b' |"
            + " depends_on: Input should be a valid list (got \"broker/b\")",
        "'meta':{'depends_on':{'a':1}} | depends_on: Input should be a valid list (got an object)",
        "'depends_on':[7] | depends_on: Input should be a valid string (got 7)",
        "'depends_on':['broker/b','x'] |"
            + " depends_on: Reference should be KIND/NAME or KIND?SELECTOR (got \"x\")",
        "'runtime':{'type':'a','depends_on':['broker/b@^^1']} | depends_on: The version range is"
            + " wrong: at character 1, \"^^\": the operators are = > >= < <= ^ ~ (got"
            + " \"broker/b@^^1\")",
        "'version':2.1 | version: Input should be a valid string; quote a number (got 2.1)",
        "'version':['1'] | version: Input should be a valid string; quote a number (got a list)",
        "'version':' ' | version: The version is empty (got \" \")",
        "'meta':{'version':'a\\tb'} | version: A version has no control characters (got"
            + " \"a\\tb\")",
      })
  void theFieldAndThePartAreNamed(String fields, String problem) {
    JsonObject json = request(fields);
    for (var read :
        List.<org.junit.jupiter.api.function.Executable>of(
            () -> RuntimeRegistrationRequest.fromJson(json),
            () -> ServedRequest.registration(json),
            () -> RuntimeUpdateRequest.fromJson(json))) {
      assertEquals(problem, assertThrows(InvalidRequest.class, read).getMessage());
    }
  }

  @Test
  void aHundredReferencesAreTheMost() {
    List<String> most = Collections.nCopies(100, "broker/b");
    JsonObject json = JsonObject.EMPTY.with("name", "p");
    assertEquals(
        "[broker/b]",
        DeclaredDependencies.of(
                RuntimeRegistrationRequest.fromJson(json.with("depends_on", most)).meta())
            .written()
            .toString());
    InvalidRequest refused =
        assertThrows(
            InvalidRequest.class,
            () ->
                RuntimeRegistrationRequest.fromJson(
                    json.with("depends_on", Collections.nCopies(101, "broker/b"))));
    assertEquals(
        "depends_on: List should have at most 100 items (got a list)", refused.getMessage());
  }

  @Test
  void valuesOfAnotherProgramAreKeptInARegistrationOfTheRow() {
    String odd =
        """
        {"name":"p","kind":"worker_pool","status":"ready","runtime":
        {"type":"x","depends_on":["broker/b","?",7],"version":{"major":1}}}
        """;
    RuntimeComponentInfo row = new RuntimeComponentInfo(TestJson.object(odd));
    assertEquals(
        "{\"depends_on\":[\"broker/b\",\"?\",7],\"version\":{\"major\":1}}",
        row.asRegistration().meta().toString());
    assertEquals(
        "{\"depends_on\":[\"broker/b\",\"?\",7],\"version\":{\"major\":1}}",
        row.declaration().object("meta").toString());
    assertEquals(
        "{\"depends_on\":[\"broker/c\"],\"version\":{\"major\":1}}",
        RuntimeUpdateRequest.fromJson(request("'depends_on':['broker/c']"))
            .appliedTo(row)
            .meta()
            .toString());
  }

  @Test
  void aFileHasThemBesideTheOtherFields() {
    RuntimeRegistrationRequest read =
        RuntimeRegistrationRequest.fromJson(
            request("'meta':{'a':1,'version':'1.0'},'depends_on':['broker/b']"));
    assertEquals(
        "{\"name\":\"p\",\"kind\":\"worker_pool\",\"status\":\"ready\","
            + "\"meta\":{\"a\":1,\"version\":\"1.0\",\"depends_on\":[\"broker/b\"]}}",
        read.toJson().toString());
    assertEquals(
        "{\"name\":\"p\",\"kind\":\"worker_pool\",\"status\":\"ready\","
            + "\"depends_on\":[\"broker/b\"],\"version\":\"1.0\",\"meta\":{\"a\":1}}",
        read.declaration().toString());
  }
}
