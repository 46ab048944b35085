package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heartbeats, deregistrations and answers as JSON. */
class RequestJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'name':' p '}                                    | {'name':'p'}
          {'name':'p','kind':'worker_pool'}                 | {'name':'p'}
          {'kind':'Server-API','name':'p'}                  | {'name':'p','kind':'server_api'}
          {'name':'p','component_type':'broker'}            | {'name':'p','kind':'broker'}
          {'name':'p','registration':null}                  | {'name':'p'}
          {'name':'p','registration':{}}                    | {'name':'p'}
          {'name':'p','registration':{'name':5,'x':[null]}} | {'name':'p','registration':{'name':5,'x':[null]}}
          """)
  void heartbeatSendsNameKindOfOthersAndRegistration(String given, String sent) {
    assertEquals(sent, single(RuntimeHeartbeatRequest.fromJson(read(given)).toJson()));
  }

  @Test
  void emptyRegistrationIsNone() {
    assertNull(
        RuntimeHeartbeatRequest.fromJson(read("{'name':'p','registration':{}}")).registration());
    assertEquals(
        "{'name':'p'}",
        single(
            new RuntimeHeartbeatRequest("p", RuntimeKind.WORKER_POOL, JsonObject.EMPTY).toJson()));
  }

  @Test
  void registrationThatIsNoObjectIsRefused() {
    InvalidRequest invalid =
        assertThrows(
            InvalidRequest.class,
            () -> RuntimeHeartbeatRequest.fromJson(read("{'registration':[1],'kind':'x'}")));

    assertEquals(
        """
        name: Field required
        kind: Input should be 'worker_pool', 'broker', 'server_api', 'scheduler' or 'monitor' (got "x")
        registration: Input should be a valid dictionary (got a list)\
        """,
        invalid.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'name':' p '}                         | {'name':'p','kind':'worker_pool'}
          {'kind':'Server-API','name':'p'}       | {'name':'p','kind':'server_api'}
          {'name':'p','component_type':'broker'} | {'name':'p','kind':'broker'}
          """)
  void deregistrationSendsNameAndKind(String given, String sent) {
    assertEquals(sent, single(RuntimeDeregistrationRequest.fromJson(read(given)).toJson()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9007199254740993", "9223372036854775807", "99999999999999999999", "1", "-5"})
  void idThatIsANumberBecomesATextToTheDigit(String id) {
    JsonObject json = read("{'a':1,'runtime_id':" + id + ",'b':2}");
    String expected = "{'a':1,'runtime_id':'" + id + "','b':2}";

    assertEquals(id, new RuntimeRegistrationResponse(json).runtimeId());
    assertEquals(expected, single(new RuntimeRegistrationResponse(json).json()));
    assertEquals(expected, single(new RuntimeHeartbeatResponse(json).json()));
    assertEquals(expected, single(new RuntimeComponentInfo(json).json()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'z':1,'runtime_id':null,'a':{'y':[1.0]}}", "{'runtime_id':'007'}", "{}"})
  void answerKeepsUnknownFieldsInTheirOrder(String json) {
    assertEquals(json, single(new RuntimeRegistrationResponse(read(json)).json()));
    assertEquals(json, single(new RuntimeHeartbeatResponse(read(json)).json()));
    assertEquals(json, single(new RuntimeComponentInfo(read(json)).json()));
  }

  @Test
  void answersOfTheServiceHaveTheFieldsOfTheApi() {
    RuntimeDeregistrationRequest request =
        new RuntimeDeregistrationRequest("p", RuntimeKind.BROKER);

    assertEquals(
        "{'status':'ok','name':'p','runtime_id':'5','runtime':null,'kind':'broker'}",
        single(RuntimeRegistrationResponse.of("ok", request, "5", null).json()));
    assertEquals(
        "{'status':'ok','name':'p','runtime_id':null,'runtime':'python'}",
        single(RuntimeHeartbeatResponse.of("ok", "p", null, "python").json()));
  }

  @Test
  void recreatedFollowsFromTheStatusAlone() {
    assertTrue(RuntimeHeartbeatResponse.of("recreated", "p", null, null).recreated());
    assertFalse(RuntimeHeartbeatResponse.of("ok", "p", null, null).recreated());
    assertFalse(new RuntimeHeartbeatResponse(JsonObject.EMPTY).recreated());
  }

  private static JsonObject read(String json) {
    return TestJson.object(json.replace('\'', '"'));
  }

  private static String single(JsonObject json) {
    return Json.write(json).replace('"', '\'');
  }
}
