package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static io.noetl.runtime.client.Requests.deregistration;
import static io.noetl.runtime.client.Requests.quoted;
import static io.noetl.runtime.client.Requests.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApiException.NotAllowed;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreviewAndTraceTest {

  private static final String TOKEN = "s3cret-token";

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  private final List<String> trace = new ArrayList<>();

  @Test
  void previewShowsTheRequestAndSendsNothing() {
    RuntimeRegistrationRequest request = registration("{'name':'p','capacity':2}");

    RequestPreview preview = client(Map.of()).preview(request);

    assertEquals(
        new RequestPreview(
            "POST",
            SERVER.address() + "/api/worker/pool/register",
            ordered(
                "Content-Type", "application/json",
                "Accept", "application/json",
                "User-Agent", "noetl-runtime/test",
                "Authorization", "****"),
            request.toJson(),
            "curl -sS -X POST '"
                + SERVER.address()
                + "/api/worker/pool/register' -H 'Content-Type: application/json'"
                + " -H 'Accept: application/json'"
                + " -H \"Authorization: Bearer $NOETL_API_TOKEN\" --data '"
                + quoted("{'name':'p','kind':'worker_pool','status':'ready','capacity':2}")
                + "'"),
        preview);
    assertEquals(
        List.of("Content-Type", "Accept", "User-Agent", "Authorization"),
        List.copyOf(preview.headers().keySet()));
    assertEquals(List.of(), SERVER.asked());
    assertEquals(List.of(), trace);
  }

  @Test
  void previewOfDeregisteringIsADelete() {
    RequestPreview preview = SERVER.client().preview(deregistration(RuntimeKind.BROKER, "b"));

    assertEquals("DELETE", preview.method());
    assertEquals(
        "curl -sS -X DELETE '"
            + SERVER.address()
            + "/api/broker/deregister' -H 'Content-Type: application/json'"
            + " -H 'Accept: application/json' --data '{\"name\":\"b\",\"kind\":\"broker\"}'",
        preview.curl());
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization",
    "X-Api-Key",
    "Cookie",
    "X-Auth-Request",
    "Proxy-Authorization",
    "x-SECRET-id",
    "X-Password",
    "X-Csrf-Token"
  })
  void headersThatMayHoldSecretsAreMasked(String name) {
    RequestPreview preview =
        SERVER
            .client(Duration.ofSeconds(30), null, Map.of(name, TOKEN), trace::add)
            .preview(beat("p"));

    assertEquals("****", preview.headers().get(name));
    assertEquals(
        "curl -sS -X POST '"
            + SERVER.address()
            + "/api/worker/pool/heartbeat' -H 'Content-Type: application/json'"
            + " -H 'Accept: application/json' -H '"
            + name
            + ": ****' --data '{\"name\":\"p\"}'",
        preview.curl());
  }

  @Test
  void headersOfTheUserAreMaskedWhateverTheyAreCalled() {
    RequestPreview preview = client(Map.of("X-Tenant", "blue")).preview(beat("p"));

    assertEquals("****", preview.headers().get("X-Tenant"));
    assertEquals("application/json", preview.headers().get("Accept"));
  }

  @ParameterizedTest
  @MethodSource("awkwardRequests")
  void shellReadsTheCurlLineAsTheRequest(RuntimeRequest request) throws Exception {
    RequestPreview preview =
        client(Map.of("X-Tenant", "it's $HOME `id` \\ \"x\"")).preview(request);

    assertEquals(
        List.of(
            "-sS",
            "-X",
            preview.method(),
            preview.target(),
            "-H",
            "Content-Type: application/json",
            "-H",
            "Accept: application/json",
            "-H",
            "Authorization: Bearer from the environment",
            "-H",
            "X-Tenant: ****",
            "--data",
            Json.write(request.toJson())),
        wordsOf(preview.curl()));
  }

  static List<RuntimeRequest> awkwardRequests() {
    return List.of(
        beat("it's"),
        beat("'; rm -rf / #"),
        beat("$(id) `id` ${HOME} !! \\ \\' \"x\" *"),
        beat("pool-\u6c34-\ud83d\ude00"),
        deregistration(RuntimeKind.MONITOR, "''"),
        registration("{'name':'p','meta':{'text':'a\\nb\\u0085c'}}"));
  }

  @Test
  void traceShowsRequestAndAnswer() {
    SERVER.answers(
        "POST",
        "/api/worker/pool/heartbeat",
        Recorded.answer(95)
            .withHeader("Set-Cookie", "session=" + TOKEN)
            .withHeader("X-Request-Id", "r1"));
    // An unknown name may be an outage, which the list tells.
    SERVER.answers("GET", "/api/worker/pools", WireMock.okJson("{\"items\":[]}"));

    HttpRuntimeApi client = client(Map.of("X-Api-Key", TOKEN));
    assertThrows(RuntimeException.class, () -> client.heartbeat(beat("ghost")));

    assertEquals(
        List.of(
            "> POST " + SERVER.address() + "/api/worker/pool/heartbeat",
            "> Content-Type: application/json",
            "> Accept: application/json",
            "> User-Agent: noetl-runtime/test",
            "> Authorization: ****",
            "> X-Api-Key: ****",
            "> {\"name\":\"ghost\"}",
            "< 404 in N ms",
            "< connection: close",
            "< content-type: application/json",
            "< retry-after: 3",
            "< set-cookie: ****",
            "< x-request-id: r1",
            "< {\"detail\":{\"status\":\"unknown\",\"name\":\"ghost\"}}"),
        trace.stream()
            .map(line -> line.replaceFirst("in \\d+ ms", "in N ms"))
            .filter(line -> !line.startsWith("< matched-stub-id"))
            .takeWhile(line -> !line.startsWith("> GET"))
            .toList());
  }

  @Test
  void tokenIsSentAndNeverShown() {
    SERVER.answers(
        "POST", "/api/worker/pool/heartbeat", WireMock.jsonResponse("{\"detail\":\"no\"}", 401));
    SERVER.answers("GET", "/api/runtimes", WireMock.okJson("{\"items\":[]}"));
    HttpRuntimeApi client = client(Map.of());

    NotAllowed refused = assertThrows(NotAllowed.class, () -> client.heartbeat(beat("p")));
    client.list(RuntimeListQuery.of(null));
    RequestPreview preview = client.preview(beat("p"));

    SERVER
        .requests()
        .forEach(sent -> assertEquals("Bearer " + TOKEN, sent.getHeader("Authorization")));
    assertEquals(2, SERVER.requests().size());
    assertFalse((trace + "" + preview + refused).contains(TOKEN));
  }

  private HttpRuntimeApi client(Map<String, String> headers) {
    return SERVER.client(Duration.ofSeconds(30), TOKEN, headers, trace::add);
  }

  /** The words that a shell makes of a command line for curl. */
  private static List<String> wordsOf(String curl) throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", "curl() { printf '%s\\0' \"$@\"; }\n" + curl);
    shell.environment().put("NOETL_API_TOKEN", "from the environment");
    shell.environment().put("LC_ALL", "C.UTF-8");
    shell.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = shell.start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return List.of(words.split("\0"));
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
