package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.client.PrivateAuthority;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send a head byte by byte, which begins Jetty's own time-out anew each time. */
class SlowHeadsTest {

  private static final int RESTING = 180;
  private static final int TRICKLING = 20;
  private static final String HEAD = "POST /api/worker/pool/heartbeat HTTP/1.1\r\nHost: h\r\nX: ";

  @TempDir private Path folder;
  private RuntimeService registry;
  private final MovableTime time = new MovableTime();
  private final TestEndpoint.Knobs knobs = new TestEndpoint.Knobs();
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void open() {
    registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
    knobs.nanoTime = time;
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    registry.close();
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

  /** Whether a request of a socket that may have rested is answered. */
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

  /** Sends on and on, a byte at a time, until the other side hangs up. */
  private void trickleUntilItIsCut(Socket socket) throws IOException, InterruptedException {
    socket.setSoTimeout(50);
    long end = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < end) {
      time.passes(1);
      try {
        socket.getOutputStream().write('x');
        if (socket.getInputStream().read() < 0) {
          return;
        }
      } catch (SocketTimeoutException stillOpen) {
        // And on.
      } catch (IOException reset) {
        return;
      }
    }
    throw new AssertionError("never cut");
  }

  @Test
  void headsThatTrickleAreCutAndOthersAreAnswered() throws Exception {
    try (TestEndpoint endpoint = TestEndpoint.start(registry, registry, knobs)) {
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
      for (Socket rested : resting) {
        assertTrue(isAnswered(rested), "who rests is left alone");
        assertTrue(isAnswered(rested), "and may ask again");
      }
    }
  }

  @Test
  void handshakeThatTricklesIsCut() throws Exception {
    PrivateAuthority authority = PrivateAuthority.MADE;
    knobs.tls =
        new EndpointOptions.TlsFiles(
            authority.certificate("server"), authority.key("server"), null);
    try (TestEndpoint endpoint = TestEndpoint.start(registry, registry, knobs)) {
      Socket slow = connect(endpoint);
      // The beginning of a greeting of twelve kilobytes.
      slow.getOutputStream().write(new byte[] {22, 3, 1, 0x30, 0, 1, 0, 0x2f, 0x7c});
      trickleUntilItIsCut(slow);
    }
  }
}
