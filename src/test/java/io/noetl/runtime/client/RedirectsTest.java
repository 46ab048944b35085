package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.schema.RuntimeApiException.UnintelligibleAnswer;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {

  private static final String BEAT = "/api/worker/pool/heartbeat";
  private static final String POOLS = "/api/worker/pools";
  private static final RuntimeListQuery ALL_POOLS = RuntimeListQuery.of(RuntimeKind.WORKER_POOL);

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();
  @RegisterExtension static final StubbedServer OTHER = new StubbedServer();

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void listIsFollowedToAnotherHostWithoutOurSecrets(int status) {
    SERVER.answers("GET", POOLS, redirect(status, OTHER.address() + "/elsewhere"));
    OTHER.answers("GET", "/elsewhere", Recorded.answer(177));
    HttpRuntimeApi client =
        SERVER.client(
            Duration.ofSeconds(30), "tok", Map.of("X-Api-Key", "k", "X-Tenant", "t"), line -> {});

    assertEquals(List.of(), client.list(ALL_POOLS).items());

    assertEquals("Bearer tok", SERVER.requests().getFirst().getHeader("Authorization"));
    assertNull(OTHER.requests().getFirst().getHeader("Authorization"));
    assertNull(OTHER.requests().getFirst().getHeader("X-Api-Key"));
    assertNull(OTHER.requests().getFirst().getHeader("X-Tenant"));
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void heartbeatIsFollowedOnTheSameHostWithItsBodyAndToken(int status) {
    SERVER.answers("POST", BEAT, redirect(status, BEAT + "/"));
    SERVER.answers("POST", BEAT + "/", Recorded.answer(86));
    HttpRuntimeApi client = SERVER.client(Duration.ofSeconds(30), "tok", Map.of(), line -> {});

    assertEquals("ok", client.heartbeat(beat("hb1")).status());

    assertEquals(
        List.of("POST " + BEAT + " {\"name\":\"hb1\"}", "POST " + BEAT + "/ {\"name\":\"hb1\"}"),
        SERVER.asked());
    assertEquals("Bearer tok", SERVER.requests().getLast().getHeader("Authorization"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303})
  void heartbeatThatWouldBecomeAGetIsNotFollowed(int status) {
    SERVER.answers("POST", BEAT, redirect(status, BEAT + "/"));

    assertNotFollowed(status);
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void heartbeatIsNotFollowedToAnotherHost(int status) {
    SERVER.answers("POST", BEAT, redirect(status, OTHER.address() + BEAT));

    assertNotFollowed(status);
    assertEquals(List.of(), OTHER.asked());
  }

  @Test
  void redirectsWithoutEndStopAfterFive() {
    SERVER.answers("GET", POOLS, redirect(302, POOLS));

    UnintelligibleAnswer lost =
        assertThrows(UnintelligibleAnswer.class, () -> SERVER.client().list(ALL_POOLS));

    assertEquals(
        "GET " + SERVER.address() + POOLS + ": the server redirects to /api/worker/pools (302)",
        lost.getMessage());
    assertEquals(6, SERVER.asked().size());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, https://h/a, http://h/b, ",
    "GET, https://h/a, https://h/b, https://h/b",
    "GET, http://h/a, https://h/b, https://h/b",
    "GET, http://h/a, file:///etc/passwd, ",
    "GET, http://h/a, ftp://h/b, ",
    "GET, http://h/a, ://, ",
    "GET, http://h/a, b?c=1, http://h/b?c=1",
    "GET, http://h/a, //i/b, http://i/b",
    "POST, http://h/a, http://H:80/b, http://H:80/b",
    "POST, http://h/a, http://h:81/b, ",
    "POST, http://h/a, https://h/b, https://h/b",
    "POST, http://h/a, https://other/b, ",
    "POST, http://h/a, http://h:81/b, ",
    "POST, https://h/a, https://h:443/b, https://h:443/b"
  })
  void redirectLeadsWhereItMay(String method, URI asked, String location, URI next) {
    Map<String, List<String>> headers = Map.of("Location", List.of(location));

    assertEquals(
        next,
        Redirects.next(
            Call.withoutBody(method, "/a"), asked, new HttpAnswer("", 307, headers, new byte[0])));
  }

  private static void assertNotFollowed(int status) {
    UnintelligibleAnswer refused =
        assertThrows(UnintelligibleAnswer.class, () -> SERVER.client().heartbeat(beat("hb1")));

    assertEquals(status, refused.httpStatus());
    assertEquals(1, SERVER.asked().size());
  }

  private static ResponseDefinitionBuilder redirect(int status, String location) {
    return WireMock.aResponse().withStatus(status).withHeader("Location", location);
  }
}
