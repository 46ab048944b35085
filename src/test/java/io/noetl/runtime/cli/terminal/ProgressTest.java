package io.noetl.runtime.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown while a server takes its time. */
@IntegrationTest
class ProgressTest {

  private static final Duration SLOW = Duration.ofMillis(2500);
  private static final String CLEAR = "\r\u001b[K";

  @TempDir private Path home;
  private final Queue<String> answers = new ArrayDeque<>();
  private HttpServer server;

  /** A server whose last answer is slow. */
  @BeforeEach
  void up() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] body = answers.remove().getBytes(StandardCharsets.UTF_8);
          if (answers.isEmpty()) {
            slowly();
          }
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private static void slowly() {
    try {
      Thread.sleep(SLOW);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void down() {
    server.stop(0);
  }

  private CommandRun cli() {
    return new CommandRun(home).with("NOETL_SERVER_URL", url());
  }

  private void pool(String status) {
    answers.add(
        """
        {"items":[{"name":"demo","kind":"worker_pool","status":"%s","heartbeat":"%s"}],"count":1}
        """
            .formatted(status, Instant.now()));
  }

  private void registered(String... names) {
    for (String name : names) {
      answers.add("{\"status\":\"ok\",\"name\":\"" + name + "\",\"runtime_id\":\"7\"}");
    }
  }

  @Test
  void waitSaysWhatItSawLast() {
    pool("busy");
    pool("ready");
    Ended ended = cli().watched().run("wait", "demo");
    assertEquals(
        new Ended(
            0,
            "worker_pool demo: ready, last heartbeat 0s ago\n",
            CLEAR + "wait for ready, but demo is busy …" + CLEAR),
        ended.masked());
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Test
  void batchCountsItsItems() {
    registered("a", "b");
    Ended ended = cli().watched().input("- name: a\n- name: b\n").run("register", "-f", "-");
    assertEquals(
        new Ended(
            0,
            """
            NAME  RESULT      RUNTIME_ID
            a     registered  7
            b     registered  7
            """,
            "noetl-runtime: on "
                + url()
                + " (environment NOETL_SERVER_URL)\n"
                + CLEAR
                + "register: 2 of 2 …"
                + CLEAR),
        ended);
  }

  @Test
  void nothingIsShownWhereNobodyLooks() {
    pool("busy");
    pool("ready");
    assertEquals("", cli().run("wait", "demo").err());
  }

  @Test
  void nothingIsShownWhereNobodyWantsIt() {
    pool("busy");
    pool("ready");
    assertEquals("", cli().watched().run("wait", "demo", "-q").err());
  }
}
