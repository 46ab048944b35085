package io.noetl.runtime.endpoint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other sites cannot use an endpoint through a browser on its machine. */
class HostFilterTest extends EndpointFixture {

  private static final String BODY = "{\"name\":\"a\"}";
  private static final String REMEDY =
      "; where a proxy or a probe sends another Host than localhost, start serve with --allow-host"
          + " ";

  @BeforeEach
  void open() {
    options.allowedHosts = List.of();
    options.accessLog = true;
  }

  /**
   * Sends a head, in which a bar stands for a line break, with a body for methods that change
   * something.
   */
  private String answer(String head) throws IOException {
    String body = head.startsWith("P") ? BODY : "";
    String text =
        head.replace("|", "\r\n").replace("PORT", Integer.toString(endpoint.port()))
            + "\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    try (Socket socket = new Socket("127.0.0.1", endpoint.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int status(String head) throws IOException {
    return Integer.parseInt(answer(head).substring("HTTP/1.1 ".length()).substring(0, 3));
  }

  private static String detail(String answer) {
    return Json.readObject(answer.substring(answer.indexOf("\r\n\r\n") + 4)).text("detail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:PORT",
        "localhost.",
        "localhost:9000",
        "noetl.localhost",
        "127.0.0.1",
        "127.0.0.1:PORT",
        "127.9.8.7",
        "[::1]",
        "[::1]:PORT",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]"
      })
  void loopbackNamesAreAccepted(String host) throws IOException {
    serve();
    for (String version : List.of("1.1", "1.0")) {
      assertEquals(200, status("GET /api/runtimes HTTP/" + version + "|Host: " + host));
      assertEquals(
          200, status("POST /api/worker/pool/register HTTP/" + version + "|Host: " + host));
    }
    assertEquals(200, status("GET http://" + host + "/health HTTP/1.1|Host: " + host));
    assertEquals(200, status("GET http://" + host + "/health HTTP/1.0|Host: " + host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "localhost.evil.example",
        "evil-localhost",
        "127.0.0.1.evil.example",
        "10.0.0.1:PORT",
        "0.0.0.0",
        "[::]",
        "[fe80::1]",
        "[::ffff:10.0.0.1]",
        "h"
      })
  void foreignHostIsRefusedOnEveryRoute(String host) throws IOException {
    serve();
    for (String path : List.of("/", "/health", "/api/runtimes", "/metrics", "/nothing")) {
      assertEquals(421, status("GET " + path + " HTTP/1.1|Host: " + host), path);
    }
    assertEquals(421, status("GET /api/runtimes HTTP/1.0|Host: " + host));
    assertEquals(421, status("GET http://" + host + "/health HTTP/1.1|Host: " + host));
    assertEquals(421, status("GET http://" + host + "/health HTTP/1.0"));
    assertEquals(421, status("POST /api/worker/pool/heartbeat HTTP/1.1|Host: " + host));
    assertEquals(421, status("OPTIONS /api/runtimes HTTP/1.1|Host: " + host));
    assertEquals(List.of(), registry.list(RuntimeListQuery.of(null)).items());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2130706433", "0177.0.0.1", "127.1", "0x7f.0.0.1", "a b", "[::1", "[::1%lo]"})
  void ambiguousHostIsRefused(String host) throws IOException {
    serve();
    int status = status("GET /health HTTP/1.1|Host: " + host);
    assertTrue(status == 421 || status == 400, () -> host + " " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /health HTTP/1.0, 421",
    "GET http://localhost/health HTTP/1.0, 421",
    "GET /health HTTP/1.0|Host:, 400",
    "GET /health HTTP/1.1, 400",
    "GET /health HTTP/1.1|Host:, 400",
    "GET /health HTTP/1.1|Host: localhost|Host: localhost, 400",
    "GET /health HTTP/1.1|Host: localhost|Host: evil.example, 400",
    "GET /health HTTP/1.0|Host: localhost|Host: evil.example, 400",
    "GET /health HTTP/1.1|Host: evil.example|Host: localhost, 400",
    "GET http://localhost/health HTTP/1.1|Host: evil.example, 400",
    "GET http://evil.example/health HTTP/1.1|Host: localhost, 400",
    "GET http://evil.example/health HTTP/1.0|Host: localhost, 400"
  })
  void missingAndContradictoryHostsAreRefused(String head, int status) throws IOException {
    serve();
    assertEquals(status, status(head));
  }

  @Test
  void refusalNamesTheOptionAndIsLoggedAndCounted() throws IOException {
    serve();
    assertEquals(
        "the host evil.example is not allowed here" + REMEDY + "evil.example",
        detail(answer("GET /api/runtimes HTTP/1.1|Host: evil.example:80")));
    assertEquals(
        "the request names no host" + REMEDY + "NAME", detail(answer("GET /health HTTP/1.0")));
    assertEquals(
        "the request's Host is not a host name" + REMEDY + "NAME",
        detail(answer("GET /health HTTP/1.1|Host: 127.1")));
    answer("POST /api/worker/pool/register HTTP/1.1|Host: localhost|Origin: null");
    assertEquals(
        List.of("421 host", "421 host", "421 host", "403 origin"),
        endpoint.log().stream()
            .filter(line -> "request".equals(line.text("event")))
            .map(line -> line.get("status") + " " + line.text("reason"))
            .toList());
    String metrics = endpoint.get("/metrics").text();
    assertTrue(metrics.contains("requests_refused_total{reason=\"host\"} 3.0\n"), metrics);
    assertTrue(metrics.contains("requests_refused_total{reason=\"origin\"} 1.0\n"), metrics);
    JsonObject last = endpoint.log().getLast();
    assertEquals(null, last.text("reason"), "what is answered has none");
  }

  @Test
  void allowedHostsAndTheListenAddressAreAccepted() throws IOException {
    options.listen = "127.0.0.1";
    options.allowedHosts = HostPolicy.hosts("Proxy.Example.\n10.1.2.3\nfd00:0::7\nhost1");
    serve();
    for (String host :
        List.of("proxy.example:443", "10.1.2.3", "[fd00::7]:1", "HOST1", "localhost")) {
      assertEquals(200, status("GET /health HTTP/1.1|Host: " + host), host);
    }
    assertEquals(421, status("GET /health HTTP/1.1|Host: other.example"));
    assertEquals(
        "loopback names, proxy.example, 10.1.2.3, fd00:0:0:0:0:0:0:7, host1, 127.0.0.1",
        endpoint.log().getFirst().text("hosts"));
  }

  @Test
  void everyHostIsAcceptedBeyondTheLoopbackUnlessSomeAreAllowed() throws IOException {
    options.listen = "0.0.0.0";
    serve();
    assertEquals("any", endpoint.log().getFirst().text("hosts"));
    for (String head :
        List.of("HTTP/1.1|Host: some.example", "HTTP/1.1|Host: 10.0.0.1", "HTTP/1.0")) {
      assertEquals(200, status("GET /health " + head), head);
    }
    endpoint.close();
    options.allowedHosts = List.of("some.example");
    serve();
    assertEquals(200, status("GET /health HTTP/1.1|Host: some.example"));
    assertEquals(200, status("GET /health HTTP/1.1|Host: 127.0.0.1"), "where it was reached");
    assertEquals(421, status("GET /health HTTP/1.1|Host: other.example"));
    assertEquals(421, status("GET /health HTTP/1.1|Host: 10.0.0.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:PORT, 200",
    "http://LOCALHOST:PORT, 200",
    "http://127.0.0.1:PORT, 403",
    "http://localhost, 403",
    "http://localhost:3000, 403",
    "http://evil.example, 403",
    "http://localhost.evil.example:PORT, 403",
    "http://localhost:PORT@evil.example, 403",
    "null, 403",
    "'', 403",
    "http://[, 403",
    "file://, 403",
    "chrome-extension://abcdef, 403",
    "http://localhost:PORT|Origin: http://evil.example, 403",
    "http://localhost:PORT/x, 403",
    "chrome-extension://localhost:PORT, 403"
  })
  void pageOfAnotherSiteMayNotChangeAnything(String origin, int status) throws IOException {
    serve();
    for (String version : List.of("HTTP/1.1", "HTTP/1.0")) {
      for (String method : List.of("POST", "PUT", "PATCH")) {
        int expected = method.equals("POST") || status == 403 ? status : 405;
        assertEquals(
            expected,
            status(
                method
                    + " /api/worker/pool/register "
                    + version
                    + "|Host: localhost:PORT|Origin: "
                    + origin),
            method);
      }
      assertEquals(
          200,
          status("GET /api/runtimes " + version + "|Host: localhost:PORT|Origin: " + origin),
          "it may ask, and the browser keeps the answer from it");
    }
    if (status == 403) {
      assertEquals(List.of(), registry.list(RuntimeListQuery.of(null)).items());
      assertEquals(
          403,
          status("DELETE /api/runtime/deregister HTTP/1.1|Host: localhost:PORT|Origin: " + origin));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1|Host: some.example|Origin: https://some.example, 200",
    "HTTP/1.1|Host: some.example:443|Origin: https://some.example, 200",
    "HTTP/1.1|Host: some.example|Origin: http://some.example:80, 200",
    "HTTP/1.1|Host: some.example:8083|Origin: https://some.example, 403",
    "HTTP/1.1|Host: some.example|Origin: https://other.example, 403",
    "HTTP/1.0|Origin: http://some.example, 403"
  })
  void defaultPortMayBeOmitted(String head, int status) throws IOException {
    options.listen = "0.0.0.0";
    serve();
    assertEquals(status, status("POST /api/worker/pool/register " + head));
  }
}
