package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's watch: in a real terminal, in a real pipe, over a server that restarts. */
class WatchIT {

  private static final Path LAUNCHER =
      Path.of(System.getProperty("noetl.dist")).resolve("bin/noetl-runtime").toAbsolutePath();

  @TempDir private Path home;
  private volatile String status = "ready";
  private volatile List<String> names = List.of("demo");
  private final Semaphore requests = new Semaphore(0);
  private HttpServer server;

  @BeforeEach
  void up() throws IOException {
    up(0);
  }

  private void up(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.release();
          byte[] body = list().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private String list() {
    Instant now = Instant.now();
    return names.stream()
        .map(name ->
            """
            {"name":"%s","kind":"worker_pool","status":"%s","heartbeat":"%s"}\
            """
                .formatted(name, status, now))
        .collect(Collectors.joining(",", "{\"items\":[", "],\"count\":" + names.size() + "}"));
  }

  @AfterEach
  void down() {
    server.stop(0);
  }

  private String watch(String more) {
    return LAUNCHER
        + " list --watch=200ms --retries 0 --server http://127.0.0.1:"
        + server.getAddress().getPort()
        + more;
  }

  @Test
  void interruptRestoresTheScreenAndEndsAsOne() throws Exception {
    try (Tmux terminal = new Tmux(home, 80, 12)) {
      terminal.type("echo before");
      terminal.until(shown -> shown.contains("\nbefore\n"));
      terminal.type(watch(""));
      String shown = terminal.until(it -> it.contains("demo"));
      assertTrue(shown.startsWith("1 component, 1 ready at "), shown);
      assertEquals("1 0 0", terminal.modes());
      assertTrue(terminal.painted().contains("\u001b[32mready"), "ready is green");
      terminal.press("C-c");
      terminal.until(it -> it.contains("before"));
      assertEquals("0 1 1", terminal.modes());
      terminal.type("echo ended $?");
      terminal.until(it -> it.contains("ended 130"));
    }
  }

  @Test
  void suspensionGivesTheScreenBackAndTakesItAgain() throws Exception {
    try (Tmux terminal = new Tmux(home, 80, 12)) {
      terminal.type("set -m; echo before");
      terminal.until(shown -> shown.contains("\nbefore\n"));
      terminal.type(watch(""));
      terminal.until(it -> it.contains("demo"));
      terminal.press("C-z");
      terminal.until(it -> it.contains("before") && it.contains("Stopped"));
      assertEquals("0 1 1", terminal.modes());
      terminal.type("fg");
      terminal.until(it -> it.startsWith("1 component, 1 ready at "));
      assertEquals("1 0 0", terminal.modes());
      terminal.press("C-z");
      terminal.until(it -> it.contains("before"));
      terminal.type("clear; fg");
      terminal.until(it -> it.startsWith("1 component, 1 ready at "));
      terminal.press("C-c");
      terminal.until(it -> it.endsWith("$"));
      assertEquals("0 1 1", terminal.modes());
      terminal.type("echo ended $?");
      terminal.until(it -> it.contains("ended 130"));
    }
  }

  @Test
  void shellHasTheScreenWhileTheWatchIsInTheBackground() throws Exception {
    try (Tmux terminal = new Tmux(home, 80, 12)) {
      terminal.type("set -m; echo before");
      terminal.until(shown -> shown.contains("\nbefore\n"));
      terminal.type(watch(""));
      terminal.until(it -> it.contains("demo"));
      terminal.press("C-z");
      terminal.until(it -> it.contains("before") && it.contains("Stopped"));
      requests.drainPermits();
      terminal.type("clear; bg");
      assertTrue(requests.tryAcquire(5, 60, TimeUnit.SECONDS), "it goes on looking");
      assertEquals("0 1 1", terminal.modes());
      assertFalse(terminal.shown().contains("component"), terminal.shown());
      terminal.type("fg");
      terminal.until(it -> it.startsWith("1 component, 1 ready at "));
      assertEquals("1 0 0", terminal.modes());
      terminal.press("C-c");
      terminal.until(it -> it.endsWith("$"));
      assertEquals("0 1 1", terminal.modes());
    }
  }

  @Test
  void terminationEndsTheWatchInTheBackgroundToo() throws Exception {
    try (Tmux terminal = new Tmux(home, 80, 12)) {
      terminal.type("set -m");
      terminal.type(watch(""));
      terminal.until(it -> it.contains("demo"));
      terminal.press("C-z");
      terminal.until(it -> it.contains("Stopped"));
      requests.drainPermits();
      terminal.type("bg");
      assertTrue(requests.tryAcquire(5, 60, TimeUnit.SECONDS), "it goes on looking");
      terminal.type("clear; kill %1; wait %1; echo ended $?");
      terminal.until(it -> it.contains("ended 0"));
    }
  }

  @Test
  void screenIsDrawnWhereStandardInputIsNoTerminal() throws Exception {
    try (Tmux terminal = new Tmux(home, 80, 12)) {
      terminal.type(watch(" </dev/null"));
      terminal.until(it -> it.startsWith("1 component, 1 ready at ") && it.contains("demo"));
      assertEquals("1 0 0", terminal.modes());
      terminal.press("C-c");
      terminal.until(it -> it.contains("$ "));
    }
  }

  @Test
  void terminationRestoresTheScreen() throws Exception {
    try (Tmux terminal = new Tmux(home, 80, 12)) {
      terminal.type("sh -c 'echo $$ >" + home + "/pid; exec " + watch("'"));
      terminal.until(it -> it.contains("demo"));
      String pid = Files.readString(home.resolve("pid")).strip();
      assertEquals(0, new ProcessBuilder("kill", pid).start().waitFor());
      terminal.until(it -> it.contains("exec"));
      assertEquals("0 1 1", terminal.modes());
    }
  }

  @Test
  void resizeIsFollowed() throws Exception {
    try (Tmux terminal = new Tmux(home, 100, 12)) {
      terminal.type(watch(" --watch=1h"));
      terminal.until(it -> it.contains("HEARTBEAT"));
      terminal.resize(40, 12);
      String narrow = terminal.until(it -> it.contains("STATUS") && !it.contains("EXPIRES"));
      assertFalse(narrow.contains("HEARTBEAT"), narrow);
      terminal.resize(100, 12);
      terminal.until(it -> it.contains("HEARTBEAT"));
      terminal.press("C-c");
      terminal.until(it -> it.contains("$ "));
    }
  }

  @Test
  void namesThatTerminalsMeasureInTheirOwnWaysDisturbNoOtherRow() throws Exception {
    names = List.of("a", "👩‍🚀", "👍🏽", "☝🏽", "🏳‍🌈", "🇯🇵", "水水", "e\u0301", "z");
    Pattern row = Pattern.compile("\\S+ +worker_pool +busy +was ready, \\d+s ago .*");
    try (Tmux terminal = new Tmux(home, 100, 16)) {
      terminal.type(watch(""));
      terminal.until(it -> rows(it, "ready") == names.size());
      status = "busy";
      String shown = terminal.until(it -> rows(it, "busy") == names.size());
      List<String> others =
          shown.lines().skip(3).filter(line -> !row.matcher(line).matches()).toList();
      assertEquals(List.of(), others, shown);
      terminal.press("C-c");
      terminal.until(it -> it.contains("$ "));
    }
  }

  private static long rows(String shown, String status) {
    return shown.lines().filter(line -> line.contains(" worker_pool  " + status + " ")).count();
  }

  @Test
  void whatOthersWriteOnTheTerminalIsDrawnOver() throws Exception {
    try (Tmux terminal = new Tmux(home, 100, 12)) {
      terminal.type(watch(" --watch=2s"));
      String drawn = terminal.until(it -> it.contains("demo"));
      boolean seen = false;
      for (int tries = 0; tries < 100 && !seen; tries++) {
        terminal.scribble("\u001b[2;1Hthe system goes down\u001b[6;1Hfor a reboot");
        seen = terminal.shown().contains("goes down");
      }
      assertTrue(seen, "it was written");
      terminal.until(it -> it.lines().count() == drawn.lines().count() && !it.contains("down"));
      terminal.press("C-c");
      terminal.until(it -> it.contains("$ "));
    }
  }

  @Test
  void changesAndRestartsOfTheServerAreShown() throws Exception {
    try (Tmux terminal = new Tmux(home, 100, 12)) {
      terminal.type("NO_COLOR=1 " + watch(""));
      terminal.until(it -> it.contains("demo"));
      assertFalse(terminal.painted().contains("\u001b[32m"), "without colour");
      int port = server.getAddress().getPort();
      server.stop(0);
      terminal.until(it -> it.contains("UNREACHABLE since ") && it.contains("demo"));
      status = "busy";
      up(port);
      terminal.until(it -> !it.contains("UNREACHABLE") && it.contains("was ready, "));
      terminal.press("C-c");
      terminal.until(it -> it.contains("$ "));
    }
  }

  @Test
  void colourIsLeftOutWhereItIsNotWanted() throws Exception {
    String list = LAUNCHER + " list --server http://127.0.0.1:" + server.getAddress().getPort();
    for (String world :
        new String[] {"NO_COLOR=1 ", "TERM=dumb ", "CLICOLOR_FORCE=1 NO_COLOR=1 "}) {
      assertFalse(painted(world + list).contains("\u001b[32m"), world);
    }
    assertTrue(painted(list).contains("\u001b[32mready"), "on a terminal");
    assertTrue(
        painted("CLICOLOR_FORCE=1 " + list + " | cat").contains("\u001b[32mready"),
        "forced in a pipe");
  }

  /** What a command leaves on a terminal of its own. */
  private String painted(String command) throws Exception {
    try (Tmux terminal = new Tmux(home, 100, 24)) {
      terminal.type(command + "; echo do''ne");
      terminal.until(it -> it.contains("done"));
      return terminal.painted();
    }
  }

  @Test
  void closedPipeEndsTheWatchAlsoWhenNothingHappens() throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", "{ " + watch("; echo $? >&2; } | head -n 1"))
            .redirectError(home.resolve("err").toFile())
            .start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      assertTrue(line.endsWith(" added worker_pool demo ready"), line);
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    assertEquals("141\n", Files.readString(home.resolve("err")));
  }

  @Test
  void diskThatIsFullIsAnErrorAndNoReaderThatHasGone() throws Exception {
    for (String form : new String[] {"", " -o jsonl"}) {
      Process process =
          new ProcessBuilder("sh", "-c", "exec " + watch(form) + " >/dev/full")
              .redirectError(home.resolve("err").toFile())
              .start();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
      assertEquals(1, process.exitValue());
      assertEquals(
          "noetl-runtime: cannot write the result: No space left on device\n",
          Files.readString(home.resolve("err")));
    }
  }

  @Test
  void linesComeAtOnceAndTellOfOutages() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec " + watch(" -o jsonl"));
    Process process = builder.start();
    try (BufferedReader out = process.inputReader()) {
      assertTrue(out.readLine().contains("\"event\":\"added\""));
      status = "busy";
      assertTrue(out.readLine().contains("\"status\":\"busy\",\"was\":\"ready\""));
      int port = server.getAddress().getPort();
      server.stop(0);
      assertTrue(out.readLine().contains("\"event\":\"unreachable\""));
      up(port);
      assertTrue(out.readLine().contains("\"event\":\"reachable\""));
      // Not destroy(), which closes our end of the pipe, too.
      assertEquals(0, new ProcessBuilder("kill", "" + process.pid()).start().waitFor());
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }
}
