package io.noetl.runtime.endpoint.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.client.PrivateAuthority;
import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.StuckRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of all clients together, while each stays within its own. */
class MemoryBudgetsTest extends EndpointFixture {

  private static final String BEAT = "POST /api/worker/pool/heartbeat HTTP/1.1\r\nHost: h\r\n";
  private static final String MEBIBYTE = "Content-Length: 1048576\r\n\r\n";

  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void open() {
    options.accessLog = true;
  }

  @AfterEach
  void close() throws IOException {
    hangUp();
  }

  private void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private Socket send(TestEndpoint endpoint, byte[] bytes) throws IOException {
    Socket socket = new Socket("127.0.0.1", endpoint.port());
    socket.setSoTimeout(60_000);
    sockets.add(socket);
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException refused) {
      // A closed connection is only seen by reading.
    }
    return socket;
  }

  private Socket send(TestEndpoint endpoint, String text) throws IOException {
    return send(endpoint, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      Thread.sleep(5);
    }
  }

  /** The value of a metric. */
  private static long metric(TestEndpoint endpoint, String sample) {
    return endpoint
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + sample));
  }

  private static long lost(TestEndpoint endpoint, String reason) {
    return metric(endpoint, "noetl_runtime_connections_lost_total{reason=\"" + reason + "\"}");
  }

  private static long held(TestEndpoint endpoint, String what) {
    return metric(endpoint, "noetl_runtime_held_bytes{of=\"" + what + "\"}");
  }

  private static void check(TestEndpoint endpoint) {
    assertEquals(200, endpoint.post("/api/worker/pool/register", "{'name':'a'}").status());
    assertEquals(200, endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}").status());
  }

  /** After the clients have disconnected, no memory is held. */
  private void checkNothingIsLeft(TestEndpoint endpoint, String what) throws Exception {
    hangUp();
    await("nothing is held", () -> held(endpoint, what) == 0);
    await("their connections are gone", () -> metric(endpoint, "noetl_runtime_connections") < 5);
    check(endpoint);
  }

  @Test
  void headsAboveTheBudgetAreCut() throws Exception {
    try (TestEndpoint endpoint = start()) {
      for (int i = 0; i < 400; i++) {
        send(endpoint, BEAT + "X: " + "x".repeat(15_000));
      }
      await("the oldest are cut", () -> lost(endpoint, "head_limit") > 100);
      assertEquals("", answer(sockets.getFirst()), "the oldest");
      assertTrue(held(endpoint, "heads") <= 8 << 20);
      check(endpoint);
      Socket newest = sockets.getLast();
      newest.getOutputStream().write("\r\nContent-Length: 2\r\n\r\n{}".getBytes());
      assertTrue(newest.getInputStream().read() == 'H', "the newest may end what it began");
      JsonObject line =
          endpoint.log().stream()
              .filter(one -> "head_limit".equals(one.text("reason")))
              .findFirst()
              .orElseThrow();
      assertEquals("connection_lost", line.text("event"));
      assertEquals("127.0.0.1", line.text("client"));
      checkNothingIsLeft(endpoint, "heads");
    }
  }

  @Test
  void unfinishedBodiesAboveTheBudgetAreCut() throws Exception {
    try (TestEndpoint endpoint = start()) {
      byte[] bytes = (BEAT + MEBIBYTE + "x".repeat((1 << 20) - 1)).getBytes();
      for (int i = 0; i < 24; i++) {
        send(endpoint, bytes);
      }
      String cut = "noetl_runtime_bodies_refused_total{reason=\"cut\"}";
      await("some are cut", () -> metric(endpoint, cut) > 10);
      assertTrue(held(endpoint, "bodies") <= 16 << 20);
      check(endpoint);
      assertTrue(
          endpoint.log().stream()
              .anyMatch(line ->
                  "408".equals(String.valueOf(line.get("status")))
                      && "this body was dropped to free memory for others"
                          .equals(line.text("error"))));
      checkNothingIsLeft(endpoint, "bodies");
    }
  }

  @Test
  void headsOfRequestsThatWaitForBodiesCount() throws Exception {
    try (TestEndpoint endpoint = start()) {
      for (int i = 0; i < 600; i++) {
        send(endpoint, BEAT + "X: " + "x".repeat(15_000) + "\r\nContent-Length: 5000\r\n\r\n");
      }
      String cut = "noetl_runtime_bodies_refused_total{reason=\"cut\"}";
      await("some are cut", () -> metric(endpoint, cut) > 100);
      String answer = answer(sockets.getFirst());
      assertTrue(answer.startsWith("HTTP/1.1 408 Request Timeout\r\n"), answer);
      assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
      check(endpoint);
      checkNothingIsLeft(endpoint, "bodies");
    }
  }

  @Test
  void largeBodiesWaitForThoseInFlight() throws Exception {
    StuckRegistry stuck = new StuckRegistry(registry);
    options.deadline = Duration.ofSeconds(1);
    options.mostInFlight = 5000;
    try (TestEndpoint endpoint = start(stuck.api())) {
      stuck.hold();
      String body = "{\"name\":\"a\"" + " ".repeat((1 << 20) - 12) + "}";
      List<Socket> calls = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        calls.add(
            send(
                endpoint,
                "POST /api/worker/pool/register HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                    + MEBIBYTE
                    + body));
      }
      int unavailable = 0;
      for (Socket call : calls) {
        String answer = answer(call);
        boolean isRetried = answer.contains("\r\nRetry-After: 3\r\n");
        assertTrue(answer.startsWith(isRetried ? "HTTP/1.1 503 " : "HTTP/1.1 408 "), answer);
        unavailable += isRetried ? 1 : 0;
      }
      String busy = "noetl_runtime_bodies_refused_total{reason=\"busy\"}";
      assertEquals(unavailable - 1, metric(endpoint, busy), "the first was late at the registry");
      assertTrue(unavailable > 1);
      stuck.letGo();
      await("nothing is held", () -> held(endpoint, "bodies") == 0);
      check(endpoint);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health",
        "GET /",
        "GET /openapi.json",
        "GET /metrics",
        "GET /api/runtimes",
        "HEAD /health",
        "GET /api/runtimes/worker_pool/a",
        "GET /api/health"
      })
  void unwantedBodyIsNotRead(String request) throws Exception {
    try (TestEndpoint endpoint = start()) {
      for (String announced : List.of("Content-Length: 9\r\n", "Transfer-Encoding: chunked\r\n")) {
        Socket socket = send(endpoint, request + " HTTP/1.1\r\nHost: h\r\n" + announced + "\r\n");
        String answer = answer(socket);
        assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), answer);
        assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
        assertTrue(
            request.startsWith("HEAD")
                || answer.endsWith("\r\n\r\n{\"detail\":\"this route takes no body\"}"),
            answer);
      }
      assertEquals(2, metric(endpoint, "noetl_runtime_bodies_refused_total{reason=\"unwanted\"}"));
      Socket empty =
          send(
              endpoint,
              request + " HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      assertTrue(!answer(empty).startsWith("HTTP/1.1 400 "), "no body is none");
    }
  }

  @Test
  void tokenIsCheckedBeforeTheBodyIsRead() throws Exception {
    options.tokens = folder.resolve("tokens");
    Files.writeString(options.tokens, "read reader-reader-reader\n");
    try (TestEndpoint endpoint = start()) {
      for (String token : List.of("", "Authorization: Bearer reader-reader-reader\r\n")) {
        Socket socket = send(endpoint, BEAT + token + MEBIBYTE);
        String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
        assertEquals(token.isEmpty() ? "HTTP/1.1 401" : "HTTP/1.1 403", line);
      }
    }
  }

  @Test
  void fieldsOfAHeadAreLimited() throws Exception {
    try (TestEndpoint endpoint = start()) {
      String most = "Host: h\r\n" + "a:\r\n".repeat(126) + "Connection: close\r\n\r\n";
      assertTrue(
          answer(send(endpoint, "GET /health HTTP/1.1\r\n" + most)).startsWith("HTTP/1.1 200 "));
      String answer = answer(send(endpoint, "GET /health HTTP/1.1\r\na:\r\n" + most));
      assertTrue(answer.startsWith("HTTP/1.1 431 "), answer);
    }
  }

  @Test
  void connectionsOfAnAddressAreLimited() throws Exception {
    options.mostOfAddress = 10;
    try (TestEndpoint endpoint = start()) {
      check(endpoint);
      List<Socket> more = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        more.add(send(endpoint, ""));
      }
      await("the rest is refused", () -> lost(endpoint, "address_limit") >= 3);
      InputStream last = more.getLast().getInputStream();
      assertEquals(-1, last.read());
      check(endpoint);
      Thread.sleep(3100);
      Socket later = send(endpoint, "GET /health HTTP/1.1\r\nHost: h\r\n\r\n");
      assertEquals('H', later.getInputStream().read(), "what has rested gives way");
      assertEquals(1, lost(endpoint, "gave_way"));
      hangUp();
      await("they are gone", () -> metric(endpoint, "noetl_runtime_connections") < 3);
      check(endpoint);
    }
  }

  @Test
  void incompleteTlsRecordsAboveTheBudgetAreCut() throws Exception {
    PrivateAuthority authority = PrivateAuthority.MADE;
    options.tls =
        new EndpointOptions.TlsFiles(
            authority.certificate("server"), authority.key("server"), null);
    try (TestEndpoint endpoint = start()) {
      byte[] record = new byte[16_000];
      System.arraycopy(new byte[] {22, 3, 1, 0x40, 0, 1, 0, 0x3f, (byte) 0xfc}, 0, record, 0, 9);
      for (int i = 0; i < 400; i++) {
        send(endpoint, record);
      }
      await(
          "the oldest are cut",
          () -> endpoint.log().stream().anyMatch(l -> "tls_limit".equals(l.text("reason"))));
      assertEquals(-1, sockets.getFirst().getInputStream().read());
      hangUp();
    }
  }
}
