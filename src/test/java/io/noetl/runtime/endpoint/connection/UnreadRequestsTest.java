package io.noetl.runtime.endpoint.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that Jetty refuses are logged and counted like all others. */
class UnreadRequestsTest extends EndpointFixture {

  private static final String BEAT = "POST /api/worker/pool/heartbeat HTTP/1.1|Host: h|";

  @BeforeEach
  void open() {
    options.accessLog = true;
    serve();
  }

  /** Sends a request, in which a bar stands for a line break, and reads the whole answer. */
  private String answer(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", endpoint.port())) {
      socket.setSoTimeout(30_000);
      String text = request.replace("|", "\r\n").replace("LONG", "x".repeat(20_000));
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<JsonObject> requests() {
    return endpoint.log().stream().filter(line -> "request".equals(line.text("event"))).toList();
  }

  private void check(String answer, int status, String reason) throws Exception {
    String line = answer.lines().findFirst().orElseThrow();
    assertTrue(line.startsWith("HTTP/1.1 " + status + " "), line);
    assertTrue(answer.contains("\r\nX-Request-ID: "), answer);
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (requests().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertEquals(1, requests().size());
    JsonObject logged = requests().getFirst();
    assertEquals(TestJson.node(status), logged.get("status"));
    assertEquals(reason, logged.text("error"));
    assertEquals("127.0.0.1", logged.text("client"));
    assertTrue(answer.contains(logged.text("request_id")));
    assertTrue(
        endpoint
            .get("/metrics")
            .text()
            .contains("{method=\"\",route=\"none\",status=\"" + status + "\",le=\"+Inf\"} 1\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<evil> x y z||; 400; Illegal character VCHAR='>'",
        "GET /health HTTP/3.7|Host: h||; 505; Unknown Version",
        "GET /health||; 505; HTTP/0.9 not supported",
        "GET /health HTTP/1.1||; 400; No Host",
        "GET /health HTTP/1.1|Host: h|Expect: foo||; 417; ",
        "GET /health HTTP/1.1|Host: h|X: LONG||; 431; ",
        "GET /health HTTP/1.1|Host: h|X\001: 1||; 400; Illegal character CNTL=0x1",
        "GET /LONG HTTP/1.1|Host: h||; 414; ",
        "GET /% HTTP/1.1|Host: h||; 400; ",
        "GET http://other/health HTTP/1.1|Host: h||; 400; Authority!=Host",
        "PRI * HTTP/2.0||SM||; 426; ",
        BEAT + "Content-Length: abc||; 400; Invalid Content-Length Value",
        BEAT + "Transfer-Encoding: gzip||zz|; 400; Bad Transfer-Encoding, chunked not last",
        BEAT + "Transfer-Encoding: chunked||zz|; 400; Early EOF",
        BEAT + "Content-Length: 99||{; 400; Early EOF",
        "POST /api/worker/pool/register HTTP/1.1|Host: h|Content-Length: 99||{; 400; Early EOF",
      })
  void malformedRequestIsLoggedAndCountedOnce(String request, int status, String reason)
      throws Exception {
    check(answer(request), status, reason);
  }

  @Test
  void methodAndPathAreLoggedWhereTheyWereRead() throws Exception {
    check(answer("GET /health?a=b HTTP/1.1||"), 400, "No Host");
    assertEquals("GET", requests().getFirst().text("method"));
    assertEquals("/health?a=b", requests().getFirst().text("path"));
  }

  @Test
  void unreadMethodAndPathAreNull() throws Exception {
    check(answer("<evil> x y z||"), 400, "Illegal character VCHAR='>'");
    assertTrue(requests().getFirst().has("method"));
    assertEquals(null, requests().getFirst().text("method"));
    assertEquals(null, requests().getFirst().text("path"));
  }
}
