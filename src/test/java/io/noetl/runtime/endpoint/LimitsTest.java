package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Limits that protect clients from each other, and the database from all. */
class LimitsTest extends EndpointFixture {

  @Test
  void hangingCallIsAnsweredAtItsDeadline() {
    options.deadline = Duration.ofMillis(200);
    StuckRegistry stuck = new StuckRegistry(registry);
    try (TestEndpoint endpoint = start(stuck.api())) {
      stuck.hold();
      TestEndpoint.Answer beat = endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}");
      assertEquals(503, beat.status());
      assertEquals("{\"detail\":\"the database did not answer in time\"}", beat.text());
      assertEquals("3", beat.header("Retry-After"));
      TestEndpoint.Answer list = endpoint.get("/api/worker/pools?status=ready");
      assertEquals(503, list.status());
      assertEquals(
          "{\"items\":[],\"count\":0,\"runtime\":null,\"status\":\"ready\","
              + "\"error\":\"the database did not answer in time\"}",
          list.text());
      assertEquals("3", list.header("Retry-After"));
      assertTrue(
          endpoint
              .get("/metrics")
              .text()
              .contains("noetl_runtime_calls_refused_total{reason=\"deadline\"} 2.0\n"));
      stuck.letGo();
    }
  }

  @Test
  void callsAboveTheLimitAreRefusedAtOnce() throws Exception {
    options.mostInFlight = 2;
    StuckRegistry stuck = new StuckRegistry(registry);
    try (TestEndpoint endpoint = start(stuck.api())) {
      stuck.hold();
      List<CompletableFuture<Integer>> first = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        first.add(
            CompletableFuture.supplyAsync(
                () -> endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}").status()));
      }
      stuck.awaitHeld(2);
      TestEndpoint.Answer third = endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}");
      assertEquals(503, third.status());
      assertEquals("{\"detail\":\"too many requests are in flight\"}", third.text());
      assertEquals("3", third.header("Retry-After"));
      assertEquals(200, endpoint.get("/health").status());
      stuck.letGo();
      for (CompletableFuture<Integer> answer : first) {
        assertEquals(404, answer.get(30, TimeUnit.SECONDS));
      }
      assertEquals(
          404, endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}").status(), "free again");
    }
  }

  @Test
  void slowListsDoNotBlockLookUps() throws Exception {
    StuckRegistry stuck = new StuckRegistry(registry);
    try (TestEndpoint endpoint = start(stuck.api())) {
      endpoint.post("/api/worker/pool/register", "{'name':'a'}");
      stuck.hold();
      List<CompletableFuture<Integer>> lists = new ArrayList<>();
      for (String status : List.of("ready", "busy", "offline")) {
        String path = "/api/runtimes?status=" + status;
        lists.add(
            CompletableFuture.supplyAsync(
                () -> endpoint.get(path).status(), Thread::startVirtualThread));
      }
      // The third lookup waits for one of the two.
      stuck.awaitHeld(2);
      stuck.letNextPass();
      assertEquals("a", endpoint.get("/api/runtimes/worker_pool/a").json().text("name"));
      assertTrue(lists.stream().noneMatch(CompletableFuture::isDone));
      stuck.letGo();
      for (CompletableFuture<Integer> list : lists) {
        assertEquals(200, list.get(30, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void bodyOfAMebibyteIsAcceptedAndALongerOneRefused() {
    try (TestEndpoint endpoint = start()) {
      // No field may be so long, but a body may contain blanks and unknown fields.
      String head = "{\"name\":\"a\",\"x\":\"";
      String whole = head + "x".repeat((1 << 20) - head.length() - 2) + "\"}";
      String type = "application/json";
      assertEquals(
          200,
          endpoint.send("POST", "/api/runtime/register", whole, "Content-Type", type).status());
      TestEndpoint.Answer longer =
          endpoint.send("POST", "/api/runtime/register", whole + " ", "Content-Type", type);
      assertEquals(413, longer.status());
      assertEquals("{\"detail\":\"Request Entity Too Large\"}", longer.text());
    }
  }

  @Test
  void chunkedBodyHasTheSameLimit() throws IOException {
    try (TestEndpoint endpoint = start();
        Socket socket = new Socket("127.0.0.1", endpoint.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(head("POST /api/runtime/register", "Transfer-Encoding: chunked"));
      byte[] chunk = ("10000\r\n" + " ".repeat(65_536) + "\r\n").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 17; i++) {
        out.write(chunk);
      }
      out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertTrue(firstLine(socket).contains(" 413 "));
    }
  }

  @Test
  void headersAreLimited() throws IOException {
    try (TestEndpoint endpoint = start();
        Socket socket = new Socket("127.0.0.1", endpoint.port())) {
      socket.getOutputStream().write(head("GET /health", "X-Long: " + "x".repeat(20_000)));
      assertTrue(firstLine(socket).contains(" 431 "));
    }
  }

  @Test
  void malformedHttpIsRefusedWithoutDetails() throws IOException {
    try (TestEndpoint endpoint = start();
        Socket socket = new Socket("127.0.0.1", endpoint.port())) {
      socket.getOutputStream().write("<evil> x y z\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      String answer = all(socket);
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      assertTrue(answer.endsWith("{\"detail\":\"Bad Request\"}"), answer);
      assertTrue(!answer.contains("evil"), answer);
    }
  }

  @Test
  void http10IsSupported() throws IOException {
    try (TestEndpoint endpoint = start();
        Socket socket = new Socket("127.0.0.1", endpoint.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      String answer = all(socket);
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertTrue(answer.endsWith("{\"status\":\"ok\"}"), answer);
    }
  }

  @Test
  void slowSendersDoNotBlockOthers() throws IOException {
    options.mostInFlight = 1;
    List<Socket> slow = new ArrayList<>();
    try (TestEndpoint endpoint = start()) {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket("127.0.0.1", endpoint.port());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(head("POST /api/worker/pool/heartbeat", "Content-Length: 1000000"));
        socket.getOutputStream().write('{');
      }
      for (int i = 0; i < 20; i++) {
        assertEquals(200, endpoint.post("/api/worker/pool/register", "{'name':'a'}").status());
      }
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void plainRequestIdIsReturnedAndOthersAreReplaced() {
    try (TestEndpoint endpoint = start()) {
      assertEquals(
          "job-7.A_b",
          endpoint
              .send("GET", "/health", null, "X-Request-ID", "job-7.A_b")
              .header("X-Request-ID"));
      String made =
          endpoint
              .send("GET", "/health", null, "X-Request-ID", "a b<script>")
              .header("X-Request-ID");
      assertTrue(made.matches("[0-9a-f]+-[0-9a-f]+"), made);
      String next = endpoint.get("/health").header("X-Request-ID");
      assertTrue(!made.equals(next));
    }
  }

  @Test
  void accessLogHasALineForEachAnswerAndEscapesNames() {
    options.accessLog = true;
    try (TestEndpoint endpoint = start()) {
      endpoint.send("GET", "/api/runtimes?name=a%0Ax", null, "X-Request-ID", "r1");
      var line =
          endpoint.log().stream()
              .filter(item -> "r1".equals(item.text("request_id")))
              .findFirst()
              .orElseThrow();
      assertEquals("request", line.text("event"));
      assertEquals("127.0.0.1", line.text("client"));
      assertEquals("GET", line.text("method"));
      assertEquals("/api/runtimes?name=a%0Ax", line.text("path"));
      assertEquals("/api/runtimes", line.text("route"));
      assertEquals("422", line.text("status"));
    }
  }

  @Test
  void secretInAPathIsMaskedInTheAccessLog() {
    options.accessLog = true;
    try (TestEndpoint endpoint = start()) {
      endpoint.send("GET", "/nothing?access_token=abc&a=b", null, "X-Request-ID", "r1");
      assertEquals(
          "/nothing?access_token=****&a=b",
          endpoint.log().stream()
              .filter(item -> "r1".equals(item.text("request_id")))
              .findFirst()
              .orElseThrow()
              .text("path"));
    }
  }

  @Test
  void unexpectedErrorIsLoggedAndNotShownToTheClient() {
    StuckRegistry stuck = new StuckRegistry(registry);
    try (TestEndpoint endpoint = start(stuck.api())) {
      stuck.fail(new IllegalStateException("SELECT secret"));
      TestEndpoint.Answer answer = endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}");
      assertEquals(500, answer.status());
      assertEquals("{\"detail\":\"Internal Server Error\"}", answer.text());
      var bug =
          endpoint.log().stream()
              .filter(line -> "bug".equals(line.text("event")) && line.has("request_id"))
              .findFirst()
              .orElseThrow();
      assertEquals("java.lang.IllegalStateException: SELECT secret", bug.text("error"));
      assertEquals(answer.header("X-Request-ID"), bug.text("request_id"));
      assertNull(TestJson.object(answer.text()).get("error"));
      stuck.fail(null);
    }
  }

  private static byte[] head(String request, String header) {
    return (request + " HTTP/1.1\r\nHost: h\r\n" + header + "\r\n\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String firstLine(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0 && c != '\r'; ) {
      line.append((char) c);
      c = socket.getInputStream().read();
    }
    return line.toString();
  }

  private static String all(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
