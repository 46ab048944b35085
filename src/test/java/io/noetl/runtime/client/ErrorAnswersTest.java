package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.UnintelligibleAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAnswersTest {

  private static final String POOL = "/api/worker/pool/heartbeat";

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          400 | {"detail":"broken"}       | InvalidRequest | refused the request (400): broken
          401 | {"detail":"Log in first"} | NotAllowed     | does not allow it (401): Log in first
          402 | {"detail":"pay"}          | InvalidRequest | refused the request (402): pay
          403 | {"error":"no","status":9} | NotAllowed     | does not allow it (403): no
          403 | ``                        | NotAllowed     | does not allow it (403)
          408 | slow                      | Unavailable    | cannot do it now (408): slow
          409 | {"error":"name is held"}  | Conflict       | refused it (409): name is held
          410 | {"detail":"gone"}         | InvalidRequest | refused the request (410): gone
          413 | too large                 | InvalidRequest | refused the request (413): too large
          415 | Expected JSON             | InvalidRequest | refused the request (415): Expected JSON
          422 | {"detail":"odd"}          | InvalidRequest | refused the request (422): odd
          422 | {"detail":[]}             | InvalidRequest | refused the request (422)
          422 | {"error":"x","status":1}  | InvalidRequest | refused the request (422): x
          425 | {"message":"early"}       | Unavailable    | cannot do it now (425): early
          429 | {"detail":"too many"}     | Unavailable    | cannot do it now (429): too many
          500 | {"detail":"0"}            | Unavailable    | cannot do it now (500): 0
          500 | {"detail":{"a":1}}        | Unavailable    | cannot do it now (500): {"a":1}
          500 | {"detail":1,"error":"e"}  | Unavailable    | cannot do it now (500): 1
          500 | [1]                       | Unavailable    | cannot do it now (500): [1]
          502 | Bad Gateway               | Unavailable    | cannot do it now (502): Bad Gateway
          503 | {"detail":"starting"}     | Unavailable    | cannot do it now (503): starting
          504 | ``                        | Unavailable    | cannot do it now (504)
          599 | ``                        | Unavailable    | cannot do it now (599)
          300 | ``                        | UnintelligibleAnswer | gave no answer of the runtime API (300)
          """)
  void statusBecomesTheErrorThatItMeans(int status, String body, String kind, String verdict) {
    RuntimeApiException refused = refusal(WireMock.aResponse().withStatus(status).withBody(body));

    assertEquals(kind, refused.getClass().getSimpleName());
    assertEquals(sentence(verdict), refused.getMessage());
    assertEquals(status, refused.httpStatus());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          29  | cannot do it now (500): Database error: generator didn't stop after athrow()
          111 | cannot do it now (500): Detail: noetl.api.routers.runtime.schema.RuntimeHeartbeatRequest() argument after ** must be a mapping, not list
          139 | cannot do it now (500): 1 validation error for RuntimeDeregistrationRequest
          72  | refused the request (400): There was an error parsing the body
          """)
  void recordedFailureIsQuotedByItsFirstLine(int recorded, String verdict) {
    assertEquals(sentence(verdict), refusal(Recorded.answer(recorded)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 401, 403, 404, 405, 409, 422})
  void timeToWaitIsKept(int status) {
    RuntimeApiException refused =
        refusal(WireMock.aResponse().withStatus(status).withHeader("Retry-After", "7"));

    assertEquals(Duration.ofSeconds(7), refused.retryAfter());
  }

  @Test
  void pageOfAProxyIsNotQuoted() {
    RuntimeApiException refused =
        refusal(
            WireMock.aResponse()
                .withStatus(502)
                .withHeader("Content-Type", "text/html; charset=utf-8")
                .withBody("<html>\n<h1>502 Bad Gateway</h1>\n</html>\n"));

    assertEquals("Unavailable", refused.getClass().getSimpleName());
    assertEquals(sentence("cannot do it now (502)"), refused.getMessage());
  }

  @Test
  void longReasonIsCutOff() {
    RuntimeApiException refused =
        refusal(WireMock.aResponse().withStatus(500).withBody("x".repeat(301)));

    assertEquals(
        sentence("cannot do it now (500): " + "x".repeat(300) + "\u2026"), refused.getMessage());
  }

  @Test
  void reasonOfThreeHundredCharactersIsWhole() {
    RuntimeApiException refused =
        refusal(WireMock.aResponse().withStatus(500).withBody("  " + "x".repeat(300) + "\nmore"));

    assertEquals(sentence("cannot do it now (500): " + "x".repeat(300)), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {405, 501})
  void methodThatTheServerDoesNotHaveIsUnsupported(int status) {
    RuntimeApiException refused = refusal(WireMock.aResponse().withStatus(status));

    assertEquals("Unsupported", refused.getClass().getSimpleName());
    assertEquals(SERVER.address() + " does not take worker_pool heartbeats", refused.getMessage());
    assertEquals(status, refused.httpStatus());
  }

  @Test
  void redirectToNowhereIsNoAnswer() {
    RuntimeApiException refused = refusal(Recorded.answer(188));

    assertEquals("UnintelligibleAnswer", refused.getClass().getSimpleName());
    assertEquals(sentence("gave no answer of the runtime API (307)"), refused.getMessage());
    assertEquals(1, SERVER.asked().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<html>login</html>",
        "[]",
        "\"ok\"",
        "5",
        "null",
        "{\"status\":\"ok\"",
        "{\"status\":\"ok\"} trailing",
        "{\"a\":1,\"a\":2}"
      })
  void successThatIsNoJsonObjectMakesNoSense(String body) {
    SERVER.answers("POST", POOL, WireMock.aResponse().withStatus(200).withBody(body));

    UnintelligibleAnswer refused =
        assertThrows(UnintelligibleAnswer.class, () -> SERVER.client().heartbeat(beat("p")));

    assertEquals(
        "POST "
            + SERVER.address()
            + POOL
            + ": cannot understand the answer (200): it is not a JSON object",
        refused.getMessage());
    assertEquals(200, refused.httpStatus());
  }

  @Test
  void emptySuccessMakesNoSense() {
    SERVER.answers("POST", POOL, WireMock.aResponse().withStatus(204));

    UnintelligibleAnswer refused =
        assertThrows(UnintelligibleAnswer.class, () -> SERVER.client().heartbeat(beat("p")));

    assertEquals(204, refused.httpStatus());
  }

  private static RuntimeApiException refusal(ResponseDefinitionBuilder answer) {
    SERVER.answers("POST", POOL, answer);
    return assertThrows(RuntimeApiException.class, () -> SERVER.client().heartbeat(beat("p")));
  }

  private static String sentence(String verdict) {
    return "POST " + SERVER.address() + POOL + ": the server " + verdict;
  }
}
