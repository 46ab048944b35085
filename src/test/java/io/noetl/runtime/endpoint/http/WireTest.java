package io.noetl.runtime.endpoint.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.StuckRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are split or joined differently from one packet each. */
class WireTest extends EndpointFixture {

  private Socket socket;

  private void connect() throws IOException {
    serve();
    socket = new Socket("127.0.0.1", endpoint.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
  }

  private static String post(String path, String json) {
    String body = json.replace('\'', '"');
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
        + "Content-Length: "
        + length
        + "\r\n\r\n"
        + body;
  }

  private static String beat(String name) {
    return post("/api/worker/pool/heartbeat", "{'name':'" + name + "'}");
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** The next answer on the connection: status, and body without ids. */
  private String answer() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertTrue(next >= 0, "it ended after <" + head + ">");
      head.append((char) next);
    }
    String length = head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1");
    String body = new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    return head.substring(9, 12) + " " + body.replaceAll("\"runtime_id\":\"\\d+\"", "ID");
  }

  private static String beaten(String name) {
    return "200 {\"status\":\"ok\",\"name\":\"" + name + "\",ID,\"runtime\":null}";
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    connect();
    List<String> expected = new ArrayList<>();
    StringBuilder requests = new StringBuilder();
    for (String name : List.of("a", "b", "c")) {
      assertEquals(
          200, endpoint.post("/api/worker/pool/register", "{'name':'" + name + "'}").status());
    }
    for (int i = 0; i < 10; i++) {
      for (String name : List.of("a", "b", "c")) {
        requests.append(beat(name));
        expected.add(beaten(name));
      }
      requests.append("GET /health HTTP/1.1\r\nHost: h\r\n\r\n");
      expected.add("200 {\"status\":\"ok\"}");
      requests.append(beat("nobody"));
      expected.add("404 {\"detail\":{\"status\":\"unknown\",\"name\":\"nobody\"}}");
    }
    send(requests.toString());
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      answers.add(answer());
    }
    assertEquals(expected, answers);
  }

  /** Split in the head, at its end, and in the body. */
  @ParameterizedTest
  @ValueSource(ints = {10, 60, -12, -9, -1})
  void heartbeatMayArriveInTwoPackets(int cut) throws IOException {
    connect();
    assertEquals(200, endpoint.post("/api/worker/pool/register", "{'name':'a'}").status());
    String request = beat("a");
    int place = cut < 0 ? request.length() + cut : cut;
    for (int i = 0; i < 3; i++) {
      send(request.substring(0, place));
      // An answer on another connection shows that the server has read the first part.
      assertEquals(200, endpoint.get("/health").status());
      send(request.substring(place));
      assertEquals(beaten("a"), answer());
    }
  }

  @Test
  void heartbeatsMayArriveByteByByte() throws IOException {
    connect();
    assertEquals(200, endpoint.post("/api/worker/pool/register", "{'name':'a'}").status());
    String requests = beat("a") + beat("a");
    for (char c : requests.toCharArray()) {
      send(String.valueOf(c));
    }
    assertEquals(beaten("a"), answer());
    assertEquals(beaten("a"), answer());
  }

  @Test
  void errorWhileAnsweringIsLoggedAndAnswered() throws Exception {
    AtomicBoolean fails = new AtomicBoolean();
    options.nanoTime =
        () -> {
          if (fails.get()) {
            throw new IllegalStateException("the clock is broken");
          }
          return System.nanoTime();
        };
    StuckRegistry stuck = new StuckRegistry(registry);
    serve(stuck.api());
    socket = new Socket("127.0.0.1", endpoint.port());
    socket.setSoTimeout(60_000);
    stuck.hold();
    send(beat("a"));
    stuck.awaitHeld(1);
    fails.set(true);
    stuck.letGo();
    assertTrue(answer().startsWith("500 "));
    fails.set(false);
    assertTrue(
        endpoint.log().stream()
            .anyMatch(line ->
                line.has("request_id")
                    && "java.lang.IllegalStateException: the clock is broken"
                        .equals(line.text("error"))));
  }
}
