package io.noetl.runtime.endpoint.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.client.PrivateAuthority;
import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.StuckRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.endpoint.TestTime;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send a request byte by byte, each of which restarts Jetty's idle timeout. */
@IntegrationTest
class RequestTimeoutsTest extends EndpointFixture {

  private static final int RESTING = 180;
  private static final int TRICKLING = 20;
  private static final String HEAD = "POST /api/worker/pool/heartbeat HTTP/1.1\r\nHost: h\r\nX: ";

  private static final String CHUNKED_HEAD =
      "POST /api/worker/pool/heartbeat HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String WHOLE =
      "POST /api/worker/pool/heartbeat HTTP/1.1\r\n"
          + "Host: h\r\n"
          + "Content-Length: 12\r\n\r\n"
          + "{\"name\":\"a\"}";

  private final TestTime time = new TestTime();
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void open() {
    options.nanoTime = time;
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private Socket connect(TestEndpoint endpoint) throws IOException {
    Socket socket = new Socket("127.0.0.1", endpoint.port());
    socket.setSoTimeout(60_000);
    sockets.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a request on an existing connection is answered. */
  private static boolean isAnswered(Socket socket) throws IOException {
    send(socket, "GET /health HTTP/1.1\r\nHost: h\r\n\r\n");
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("{\"status\":\"ok\"}") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return false;
      }
      answer.append((char) next);
    }
    return answer.toString().startsWith("HTTP/1.1 200 ");
  }

  /**
   * Sends a byte a second until the server closes the connection.
   *
   * @return the seconds until then
   */
  private int trickleUntilItIsCut(Socket socket) throws IOException {
    socket.setSoTimeout(50);
    long end = System.nanoTime() + 60_000_000_000L;
    for (int seconds = 0; System.nanoTime() < end; seconds++) {
      time.passes(1);
      try {
        socket.getOutputStream().write('x');
        int answer = socket.getInputStream().read();
        assertEquals(-1, answer, "an answer instead of an end");
        return seconds;
      } catch (SocketTimeoutException stillOpen) {
        // The connection is still open.
      } catch (IOException reset) {
        return seconds;
      }
    }
    throw new AssertionError("never cut");
  }

  @Test
  void slowHeadsAreClosedAndOthersAreAnswered() throws Exception {
    try (TestEndpoint endpoint = start()) {
      List<Socket> resting = new ArrayList<>();
      List<Socket> trickling = new ArrayList<>();
      for (int i = 0; i < RESTING; i++) {
        resting.add(connect(endpoint));
      }
      for (int i = 0; i < TRICKLING; i++) {
        trickling.add(connect(endpoint));
        send(trickling.getLast(), HEAD.substring(0, 1 + i * (HEAD.length() - 1) / TRICKLING));
      }
      assertEquals(200, endpoint.post("/api/worker/pool/register", "{'name':'a'}").status());
      for (Socket slow : trickling) {
        trickleUntilItIsCut(slow);
        assertEquals(200, endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}").status());
      }
      assertTrue(isAnswered(resting.getFirst()), "before the time of a head is over");
      for (int i = 0; i < 3; i++) {
        time.passes(20);
        Thread.sleep(1100);
      }
      for (Socket rested : resting) {
        assertTrue(isAnswered(rested), "who rests is left alone");
        assertTrue(isAnswered(rested), "and may ask again");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1;", "2\r\n{}\r\n0;", "2\r\n{}\r\n0\r\nX: "})
  void slowChunkHeadersOfABodyAreClosed(String begun) throws Exception {
    try (TestEndpoint endpoint = start()) {
      Socket slow = connect(endpoint);
      send(slow, CHUNKED_HEAD + begun);
      assertTrue(trickleUntilItIsCut(slow) >= 12, "it has its time");
    }
  }

  @Test
  void slowBodyAfterAnotherRequestIsAnswered408() throws Exception {
    try (TestEndpoint endpoint = start()) {
      Socket slow = connect(endpoint);
      // An idle connection stays open for longer than this test waits.
      slow.setSoTimeout(40_000);
      send(slow, "GET /api/runtimes HTTP/1.1\r\nHost: h\r\n\r\n" + CHUNKED_HEAD + "1;");
      String answers = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answers.startsWith("HTTP/1.1 200 OK\r\n"), answers);
      assertTrue(answers.contains("HTTP/1.1 408 Request Timeout\r\n"), answers);
    }
  }

  @Test
  void requestAtTheRegistryIsNotTimedOut() throws Exception {
    StuckRegistry stuck = new StuckRegistry(registry);
    options.deadline = Duration.ofHours(1);
    try (TestEndpoint endpoint = start(stuck.api())) {
      assertEquals(200, endpoint.post("/api/worker/pool/register", "{'name':'a'}").status());
      stuck.hold();
      List<Socket> held = new ArrayList<>();
      for (String body : List.of(CHUNKED_HEAD + "c\r\n{\"name\":\"a\"}\r\n0\r\n\r\n", WHOLE)) {
        held.add(connect(endpoint));
        assertTrue(isAnswered(held.getLast()), "one before");
        send(held.getLast(), body);
      }
      stuck.awaitHeld(held.size());
      Socket slow = connect(endpoint);
      send(slow, HEAD);
      trickleUntilItIsCut(slow);
      for (int i = 0; i < 5; i++) {
        time.passes(60);
        Thread.sleep(1100);
      }
      stuck.letGo();
      for (Socket socket : held) {
        assertTrue(isAnswered(socket), "after its own answer");
      }
    }
  }

  @Test
  void slowHandshakeIsClosed() throws Exception {
    PrivateAuthority authority = PrivateAuthority.MADE;
    options.tls =
        new EndpointOptions.TlsFiles(
            authority.certificate("server"), authority.key("server"), null);
    try (TestEndpoint endpoint = start()) {
      Socket slow = connect(endpoint);
      // The beginning of a ClientHello of twelve kilobytes.
      slow.getOutputStream().write(new byte[] {22, 3, 1, 0x30, 0, 1, 0, 0x2f, 0x7c});
      trickleUntilItIsCut(slow);
    }
  }
}
