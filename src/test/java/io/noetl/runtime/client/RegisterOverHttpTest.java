package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.quoted;
import static io.noetl.runtime.client.Requests.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterOverHttpTest {

  private static final String POOL = "/api/worker/pool/register";
  private static final String RUNTIME = "/api/runtime/register";

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  @Test
  void nameAloneIsSentWithItsDefaults() {
    SERVER.answers("POST", POOL, Recorded.answer(0));

    RuntimeRegistrationResponse answer = SERVER.client().register(registration("{'name':'w-min'}"));

    assertEquals(
        List.of(
            quoted(
                "POST /api/worker/pool/register"
                    + " {'name':'w-min','kind':'worker_pool','status':'ready'}")),
        SERVER.asked());
    assertEquals("ok", answer.status());
    assertEquals("383317589431943168", answer.runtimeId());
  }

  @Test
  void everyFieldIsSent() {
    SERVER.answers("POST", POOL, Recorded.answer(1));

    RuntimeRegistrationResponse answer =
        SERVER
            .client()
            .register(
                registration(
                    """
                    {'name':'w-full','kind':'worker_pool','runtime':'python','uri':'http://h:1',
                     'status':'ready','capacity':10,'labels':{'env':'prod','n':1},'pid':12345,
                     'hostname':'node-1','meta':{'zone':'a'}}
                    """));

    assertEquals(
        List.of(
            quoted(
                "POST /api/worker/pool/register {'name':'w-full','kind':'worker_pool',"
                    + "'runtime':'python','uri':'http://h:1','status':'ready','capacity':10,"
                    + "'labels':{'env':'prod','n':1},'pid':12345,'hostname':'node-1',"
                    + "'meta':{'zone':'a'}}")),
        SERVER.asked());
    assertEquals(
        quoted(
            "{'status':'ok','name':'w-full','runtime_id':'383317589704572928',"
                + "'runtime':'python','kind':'worker_pool'}"),
        Json.write(answer.json()));
  }

  @Test
  void otherKindsGoToTheRuntimePath() {
    SERVER.answers("POST", RUNTIME, Recorded.answer(199));

    RuntimeRegistrationResponse answer =
        SERVER
            .client()
            .register(registration("{'name':'mix','kind':'server_api','uri':'http://h'}"));

    assertEquals(
        List.of(
            quoted(
                "POST /api/runtime/register"
                    + " {'name':'mix','kind':'server_api','uri':'http://h','status':'ready'}")),
        SERVER.asked());
    assertEquals("383317616724279296", answer.runtimeId());
  }

  @Test
  void nameOfAnyScriptIsSentAsUtf8() {
    SERVER.answers("POST", POOL, Recorded.answer(27));

    RuntimeRegistrationResponse answer =
        SERVER.client().register(registration("{'name':'pool-\u6c34-\ud83d\ude00-\u00e9'}"));

    assertEquals(
        List.of(
            quoted(
                "POST /api/worker/pool/register {'name':'pool-\u6c34-\ud83d\ude00-\u00e9',"
                    + "'kind':'worker_pool','status':'ready'}")),
        SERVER.asked());
    assertEquals("pool-\u6c34-\ud83d\ude00-\u00e9", answer.json().text("name"));
  }

  @Test
  void pathPrefixOfTheServerIsKept() {
    SERVER.answers("POST", "/noetl" + POOL, Recorded.answer(0));

    HttpRuntimeApi client = SERVER.client(SERVER.address() + "/noetl/api/", Duration.ofSeconds(30));

    assertEquals("ok", client.register(registration("{'name':'w-min'}")).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          36 | capacity: Input should be greater than or equal to 0
          40 | capacity: Input should be a valid integer, unable to parse string as an integer
          51 | pid: Input should be a valid integer, unable to parse string as an integer
          52 | labels: Input should be a valid dictionary
          53 | labels: Input should be a valid dictionary
          59 | meta: Input should be a valid dictionary
          7  | kind: Input should be 'worker_pool'
          19 | name: Field required
          20 | name: Input should be a valid string
          63 | Input should be a valid dictionary or object to extract fields from
          67 | 0: JSON decode error
          70 | Field required
          """)
  void validationErrorNamesTheField(int recorded, String sentence) {
    SERVER.answers("POST", POOL, Recorded.answer(recorded));

    InvalidRequest invalid =
        assertThrows(
            InvalidRequest.class, () -> SERVER.client().register(registration("{'name':'p'}")));

    assertEquals(sentence, invalid.getMessage());
    assertEquals(1, invalid.fields().size());
    assertEquals(422, invalid.httpStatus());
    assertNull(invalid.retryAfter());
  }

  @Test
  void everyValidationErrorIsReported() {
    SERVER.answers(
        "POST",
        POOL,
        WireMock.jsonResponse(
            quoted(
                """
                {'detail':[
                  {'type':'int_type','loc':['body','labels','x',0],'msg':'no','input':true},
                  {'loc':['query'],'msg':'neither'},
                  {'msg':'nor'},
                  {'type':'without a message'}, 'text']}
                """),
            422));

    InvalidRequest invalid =
        assertThrows(
            InvalidRequest.class, () -> SERVER.client().register(registration("{'name':'p'}")));

    assertEquals(
        List.of(
            new FieldError("int_type", "labels.x.0", "no"),
            new FieldError("", "", "neither"),
            new FieldError("", "", "nor")),
        invalid.fields());
    assertEquals("labels.x.0: no\nneither\nnor", invalid.getMessage());
  }

  @Test
  void uriThatTheServerRequiresIsReportedInItsWords() {
    SERVER.answers("POST", RUNTIME, Recorded.answer(192));

    InvalidRequest invalid =
        assertThrows(
            InvalidRequest.class,
            () ->
                SERVER
                    .client()
                    .register(registration("{'name':'api-2','kind':'server_api','uri':'x'}")));

    assertEquals(
        "POST "
            + SERVER.address()
            + "/api/runtime/register: the server refused the request (400):"
            + " uri is required for server_api components",
        invalid.getMessage());
    assertEquals(List.of(), invalid.fields());
    assertEquals(400, invalid.httpStatus());
  }

  @Test
  void unknownFieldsOfTheAnswerSurvive() {
    String body =
        quoted(
            "{'status':'active','runtime_id':9007199254740993,'new':{'b':[1,null],'a':1.10},"
                + "'name':'p','capabilities':null}");
    SERVER.answers("POST", POOL, WireMock.okJson(body));

    RuntimeRegistrationResponse answer = SERVER.client().register(registration("{'name':'p'}"));

    assertEquals("active", answer.status());
    assertEquals(
        body.replace("9007199254740993", "\"9007199254740993\""), Json.write(answer.json()));
  }

  @ParameterizedTest
  @CsvSource({
    "383317589431943168",
    "9007199254740993",
    "9223372036854775807",
    "99999999999999999999",
    "7"
  })
  void idThatIsANumberKeepsItsDigits(String id) {
    SERVER.answers("POST", POOL, WireMock.okJson("{\"runtime_id\":" + id + "}"));

    assertEquals(id, SERVER.client().register(registration("{'name':'p'}")).runtimeId());
  }
}
