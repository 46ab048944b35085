package io.noetl.runtime.endpoint.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access by bearer tokens. */
class SecurityTest extends EndpointFixture {

  @BeforeEach
  void open() throws IOException {
    tokens("# who may do what", "", "read  r-secret", "write w-secret", "write another");
  }

  private void tokens(String... lines) throws IOException {
    options.tokens = Files.write(folder.resolve("tokens"), List.of(lines));
  }

  private static String ask(TestEndpoint endpoint, String method, String path, String token) {
    String body = method.equals("GET") ? null : "{\"name\":\"a\"}";
    TestEndpoint.Answer answer =
        token == null
            ? endpoint.send(method, path, body)
            : endpoint.send(method, path, body, "Authorization", token);
    return answer.status() + (answer.status() < 400 ? "" : " " + answer.text());
  }

  @Test
  void roleOfATokenDecidesItsAccess() {
    String nobody = "401 {\"detail\":\"Not authenticated\"}";
    String reader = "403 {\"detail\":\"this token is read-only\"}";
    try (TestEndpoint endpoint = start()) {
      assertEquals(nobody, ask(endpoint, "GET", "/api/worker/pools", null));
      assertEquals(nobody, ask(endpoint, "GET", "/metrics", null));
      assertEquals(nobody, ask(endpoint, "POST", "/api/worker/pool/register", null));
      assertEquals("200", ask(endpoint, "GET", "/api/worker/pools", "Bearer r-secret"));
      assertEquals("200", ask(endpoint, "GET", "/metrics", "bearer  r-secret "));
      assertEquals(reader, ask(endpoint, "POST", "/api/worker/pool/register", "Bearer r-secret"));
      assertEquals(reader, ask(endpoint, "DELETE", "/api/runtime/deregister", "Bearer r-secret"));
      assertEquals("200", ask(endpoint, "POST", "/api/worker/pool/register", "Bearer w-secret"));
      assertEquals("200", ask(endpoint, "POST", "/api/worker/pool/heartbeat", "Bearer another"));
      assertEquals("200", ask(endpoint, "GET", "/api/runtimes", "Bearer w-secret"));
      assertEquals("Bearer", endpoint.get("/api/worker/pools").header("WWW-Authenticate"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer r-secre",
        "Bearer r-secrets",
        "Basic r-secret",
        "r-secret",
        "Bearer #",
        "Bearer read",
        "Bearer r-secret,w-secret"
      })
  void unknownAndMalformedTokensAreRejected(String authorization) {
    try (TestEndpoint endpoint = start()) {
      assertEquals(
          "401 {\"detail\":\"Not authenticated\"}",
          ask(endpoint, "GET", "/api/runtimes", authorization));
    }
  }

  @Test
  void healthDescriptionAndPageNeedNoToken() {
    try (TestEndpoint endpoint = start()) {
      for (String path : List.of("/health", "/api/health", "/openapi.json", "/")) {
        assertEquals("200", ask(endpoint, "GET", path, null), path);
      }
    }
  }

  @Test
  void bodyWithoutATokenIsNotRead() {
    try (TestEndpoint endpoint = start()) {
      assertEquals(401, endpoint.send("POST", "/api/worker/pool/register", "no JSON").status());
    }
  }

  @Test
  void reloadTakesNewTokensAndKeepsTheOldWhenTheFileIsInvalid() throws IOException {
    try (TestEndpoint endpoint = start()) {
      tokens("read fresh");
      endpoint.reload();
      assertEquals("200", ask(endpoint, "GET", "/api/runtimes", "Bearer fresh"));
      assertTrue(ask(endpoint, "GET", "/api/runtimes", "Bearer r-secret").startsWith("401"));
      tokens("fresh");
      endpoint.reload();
      assertEquals("200", ask(endpoint, "GET", "/api/runtimes", "Bearer fresh"));
      assertEquals(List.of("reloaded", "not_reloaded"), endpoint.events().subList(1, 3));
      assertFalse(endpoint.log().toString().contains("fresh"), "no token is logged");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "admin x, should hold 'read TOKEN' or 'write TOKEN' on line 1",
    "secret, should hold 'read TOKEN' or 'write TOKEN' on line 1",
    "read a b, should hold 'read TOKEN' or 'write TOKEN' on line 1",
    "# none, holds no token"
  })
  void invalidTokenFileIsRejectedWithoutQuotingIt(String line, String problem) throws IOException {
    tokens(line);
    InvalidRequest refused = assertThrows(InvalidRequest.class, this::start);
    assertEquals("the file of tokens " + options.tokens + " " + problem, refused.getMessage());
  }
}
