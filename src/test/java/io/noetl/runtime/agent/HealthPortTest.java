package io.noetl.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthPortTest {

  private final ScriptedTime time = new ScriptedTime();

  private static String answer(HealthPort port, String requestLine) throws IOException {
    try (Socket socket = new Socket(port.address().getAddress(), port.address().getPort())) {
      socket
          .getOutputStream()
          .write((requestLine + "\r\nHost: h\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.lines().findFirst().orElse("") + " / " + answer.replaceAll("(?s).*\r\n", "");
    }
  }

  @Test
  void healthIsGoodForTwoIntervalsAfterABeat() throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (HealthPort port = HealthPort.open(free, Duration.ofSeconds(10), time)) {
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
}
