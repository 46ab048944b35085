package io.noetl.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthServerTest {

  private final ScriptedTime time = new ScriptedTime();

  private static String answer(HealthServer port, String requestLine) throws IOException {
    try (Socket socket = new Socket(port.address().getAddress(), port.address().getPort())) {
      socket
          .getOutputStream()
          .write((requestLine + "\r\nHost: h\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.lines().findFirst().orElse("") + " / " + answer.replaceAll("(?s).*\r\n", "");
    }
  }

  @Test
  void healthIsGoodForTwoIntervalsAfterAHeartbeat() throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (HealthServer port = HealthServer.open(free, Duration.ofSeconds(10), time)) {
      String bad = "HTTP/1.1 503 Service Unavailable / no heartbeat for two intervals\n";
      assertEquals(bad, answer(port, "GET /healthz HTTP/1.1"));
      port.beat();
      time.pass(Duration.ofSeconds(19));
      assertEquals("HTTP/1.1 200 OK / ok\n", answer(port, "GET /healthz HTTP/1.1"));
      assertEquals("HTTP/1.1 200 OK / ", answer(port, "HEAD /healthz HTTP/1.1"));
      time.pass(Duration.ofSeconds(1));
      assertEquals(bad, answer(port, "GET /healthz HTTP/1.1"));
      assertEquals(
          "HTTP/1.1 405 Method Not Allowed / use GET /healthz\n",
          answer(port, "POST /healthz HTTP/1.1"));
    }
  }

  private static final String OK = "HTTP/1.1 200 OK / ok\n";

  private HealthServer healthy() throws IOException {
    HealthServer port =
        HealthServer.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Duration.ofHours(1), time);
    port.beat();
    return port;
  }

  private static Socket caller(HealthServer port, String begun) throws IOException {
    Socket socket = new Socket(port.address().getAddress(), port.address().getPort());
    socket.setSoTimeout(60_000);
    socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @ParameterizedTest
  @IntegrationTest
  @ValueSource(strings = {"", "G", "GET /healthz HTTP/1.1\r\nHost: "})
  void slowCallersDelayNoOthersAndAreDisconnected(String begun) throws IOException {
    List<Socket> slow = new ArrayList<>();
    try (HealthServer port = healthy()) {
      long start = System.nanoTime();
      for (int i = 0; i < 60; i++) {
        slow.add(caller(port, begun));
        assertEquals(OK, answer(port, "GET /healthz HTTP/1.1"));
      }
      assertTrue(System.nanoTime() - start < 2_000_000_000, "nobody waited for one of them");
      for (Socket socket : slow) {
        assertEquals(-1, socket.getInputStream().read());
        socket.close();
      }
      assertTrue(System.nanoTime() - start < 10_000_000_000L, "all at the same time");
    }
  }

  @Test
  @IntegrationTest
  void slowSenderHasNoMoreTimeThanOthers() throws Exception {
    try (HealthServer port = healthy();
        Socket slow = caller(port, "GET /healthz HTTP/1.1\r\nX: ")) {
      slow.setSoTimeout(50);
      long start = System.nanoTime();
      boolean open = true;
      while (open) {
        assertTrue(System.nanoTime() - start < 20_000_000_000L, "cut at last");
        try {
          slow.getOutputStream().write('x');
          open = slow.getInputStream().read() >= 0;
        } catch (SocketTimeoutException stillOpen) {
          // And on.
        } catch (IOException reset) {
          open = false;
        }
      }
    }
  }

  @Test
  void manySlowCallersMakeRoomForTheNext() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try (HealthServer port = healthy()) {
      long start = System.nanoTime();
      for (int i = 0; i < 80; i++) {
        slow.add(caller(port, "GET"));
      }
      assertEquals(OK, answer(port, "GET /healthz HTTP/1.1"));
      assertEquals(-1, slow.getFirst().getInputStream().read());
      assertTrue(System.nanoTime() - start < 2_000_000_000, "before their time");
      for (Socket socket : slow) {
        socket.close();
      }
      assertEquals(OK, answer(port, "GET /healthz HTTP/1.1"));
    }
  }

  @Test
  void requestInPiecesAndOneWithoutAnEndAreAnswered() throws Exception {
    try (HealthServer port = healthy()) {
      try (Socket socket = caller(port, "GET /hea")) {
        assertEquals(OK, answer(port, "GET /healthz HTTP/1.1"));
        socket.getOutputStream().write("lthz HTTP/1.1\r\n\r".getBytes(StandardCharsets.US_ASCII));
        assertEquals(OK, answer(port, "GET /healthz HTTP/1.1"));
        socket.getOutputStream().write('\n');
        assertTrue(text(socket).startsWith("HTTP/1.1 200 OK\r\n"));
      }
      try (Socket socket = caller(port, "GET /healthz HTTP/1.0\r\n")) {
        socket.shutdownOutput();
        assertTrue(text(socket).startsWith("HTTP/1.1 200 OK\r\n"));
      }
      try (Socket socket = caller(port, "GET /" + "x".repeat(4091))) {
        assertTrue(text(socket).startsWith("HTTP/1.1 405 "));
      }
    }
  }

  @Test
  void closedPortClosesConnectionsAndAcceptsNone() throws IOException {
    HealthServer port = healthy();
    try (Socket waiting = caller(port, "GET")) {
      assertEquals(OK, answer(port, "GET /healthz HTTP/1.1"));
      port.close();
      assertEquals(-1, waiting.getInputStream().read());
      assertThrows(IOException.class, () -> caller(port, ""));
    }
  }

  private static String text(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
