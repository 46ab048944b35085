package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static io.noetl.runtime.client.Requests.deregistration;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.RuntimeKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the JDK's URL connections would do by themselves and ours must not. */
class PlainHttpTest {

  private static final String ALIVE = "{\"status\":\"ok\",\"name\":\"p\",\"runtime_id\":\"7\"}";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private volatile String answer = "";

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** AnswerParser one request of a connection with the bytes at hand and hangs up. */
  private void serve() {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        requests.add(request(connection.getInputStream()));
        connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
      } catch (IOException hungUp) {
        // The next one.
      }
    }
  }

  private static String request(InputStream stream) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int sign = stream.read();
      if (sign < 0) {
        break;
      }
      text.append((char) sign);
    }
    String length = text.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1");
    if (length.matches("\\d+")) {
      stream.readNBytes(Integer.parseInt(length));
    }
    return text.toString();
  }

  private HttpRuntimeApi client(Map<String, String> headers) {
    return new HttpRuntimeApi(
        new ClientOptions(
            ServerAddress.of("http://127.0.0.1:" + server.getLocalPort()),
            Duration.ofSeconds(30),
            null,
            headers,
            "noetl-runtime/test",
            line -> {}));
  }

  @Test
  void connectionThatTheServerClosesIsNotUsedAgain() {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: " + ALIVE.length() + "\r\n\r\n" + ALIVE;
    HttpRuntimeApi client = client(Map.of());
    for (int beat = 0; beat < 3; beat++) {
      assertEquals("ok", client.heartbeat(beat("p")).status());
    }
    assertEquals(3, requests.size());
  }

  @Test
  void changeWhoseAnswerGetsLostIsNotSentAgain() {
    assertThrows(
        Unreachable.class,
        () -> client(Map.of()).deregister(deregistration(RuntimeKind.WORKER_POOL, "p")));
    assertThrows(Unreachable.class, () -> client(Map.of()).heartbeat(beat("p")));
    assertEquals(2, requests.size());
  }

  @Test
  void headersThatBrowsersKeepForThemselvesAreSent() {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: " + ALIVE.length() + "\r\n\r\n" + ALIVE;
    client(Map.of("Origin", "https://console", "Sec-Gateway", "x")).heartbeat(beat("p"));
    assertTrue(requests.getFirst().contains("\r\nOrigin: https://console\r\n"));
    assertTrue(requests.getFirst().contains("\r\nSec-Gateway: x\r\n"));
  }

  @Test
  void refusalThatIsCutOffIsNoAnswer() {
    answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 20\r\n\r\n{\"detail\"";
    Unreachable broken =
        assertThrows(Unreachable.class, () -> client(Map.of()).heartbeat(beat("p")));
    assertTrue(broken.getMessage().contains(": the connection was lost: "), broken.getMessage());
  }

  @Test
  void loginThatIsRefusedKeepsItsStatusWhateverIsSent() {
    answer = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}";
    for (Runnable call :
        List.<Runnable>of(
            () -> client(Map.of()).heartbeat(beat("p")),
            () -> client(Map.of()).deregister(deregistration(RuntimeKind.WORKER_POOL, "p")))) {
      RuntimeException refused = assertThrows(RuntimeException.class, call::run);
      assertTrue(refused.getMessage().contains("401"), refused.getMessage());
    }
  }
}
