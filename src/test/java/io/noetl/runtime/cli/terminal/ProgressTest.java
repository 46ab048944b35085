package io.noetl.runtime.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestServer;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The line that slow commands show on a terminal. */
@Timeout(20)
class ProgressTest {

  private static final String CLEAR = "\r\u001b[K";
  private static final String TWO_ITEMS = "- name: a\n- name: b\n";

  @TempDir private Path home;
  private final ScriptedTime time = new ScriptedTime();
  private final Queue<String> answers = new ArrayDeque<>();
  private final StringWriter terminal = new StringWriter();
  private TestServer server;
  private boolean isSlow;

  /** A server whose last answer takes two seconds when it is slow. */
  @BeforeEach
  void up() throws IOException {
    server =
        TestServer.start(exchange -> {
          String body = answers.remove();
          if (isSlow && answers.isEmpty()) {
            pass(Duration.ofSeconds(2));
          }
          TestServer.answer(exchange, 200, body);
        });
  }

  private void pass(Duration duration) throws IOException {
    try {
      time.pass(duration);
    } catch (InterruptedException ended) {
      throw new IOException(ended);
    }
  }

  @AfterEach
  void down() {
    server.close();
  }

  private CommandRun cli() {
    return new CommandRun(home).time(time).with("NOETL_SERVER_URL", url());
  }

  private String url() {
    return server.address();
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

  private Progress progress(int columns) {
    return new Progress(new PrintWriter(terminal), columns, time);
  }

  @Test
  void lineAppearsAfterOneSecond() throws InterruptedException {
    try (Progress progress = progress(0)) {
      progress.show("asking");
      time.pass(Duration.ofMillis(999));
      assertEquals("", terminal.toString());
      time.pass(Duration.ofMillis(1));
      assertEquals(CLEAR + "asking", terminal.toString());
    }
    assertEquals(CLEAR + "asking" + CLEAR, terminal.toString());
  }

  @Test
  void lineFollowsItsTextAndReturnsAfterOtherOutput() throws InterruptedException {
    try (Progress progress = progress(0)) {
      progress.show("1 of 2");
      time.pass(Duration.ofSeconds(1));
      progress.show("2 of 2");
      time.pass(Duration.ofMillis(100));
      progress.hide();
      time.pass(Duration.ofMillis(100));
    }
    assertEquals(
        CLEAR + "1 of 2" + CLEAR + "2 of 2" + CLEAR + CLEAR + "2 of 2" + CLEAR,
        terminal.toString());
  }

  @Test
  void lineIsCutToTheWidthAndEscaped() throws InterruptedException {
    try (Progress progress = progress(6)) {
      progress.show("a\u001bcdefgh");
      time.pass(Duration.ofSeconds(1));
    }
    assertEquals(CLEAR + "a\\u00" + CLEAR, terminal.toString());
  }

  @Test
  void waitShowsTheLastStatus() {
    isSlow = true;
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

  @Test
  void batchCountsItsItems() {
    isSlow = true;
    registered("a", "b");
    Ended ended = cli().watched().input(TWO_ITEMS).run("register", "-f", "-");
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
    assertTrue(time.isRead());
  }

  @Test
  void nothingIsShownWithoutATerminal() {
    registered("a", "b");
    assertEquals("", cli().input(TWO_ITEMS).run("register", "-f", "-").err());
    assertFalse(time.isRead(), "a line was started");
  }

  @Test
  void nothingIsShownWithQuiet() {
    registered("a", "b");
    assertEquals("", cli().watched().input(TWO_ITEMS).run("register", "-f", "-", "-q").err());
    assertFalse(time.isRead(), "a line was started");
  }
}
