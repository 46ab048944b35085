package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's watch in a real terminal, over a server that restarts. */
@IntegrationTest
class WatchIT {

  @TempDir private Path home;
  private ListServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ListServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String watch(String more) {
    return Launcher.PROGRAM + " list --watch=200ms --retries 0 --server " + server.address() + more;
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
      server.requests.drainPermits();
      terminal.type("clear; bg");
      assertTrue(server.requests.tryAcquire(5, 60, TimeUnit.SECONDS), "it goes on looking");
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
      server.requests.drainPermits();
      terminal.type("bg");
      assertTrue(server.requests.tryAcquire(5, 60, TimeUnit.SECONDS), "it goes on looking");
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
  void keysScrollFilterAndQuitAndTheTerminalIsAsBefore() throws Exception {
    server.names = IntStream.range(10, 40).mapToObj(number -> "w-" + number).toList();
    try (Tmux terminal = new Tmux(home, 100, 12)) {
      terminal.type("cd " + home + "; stty -g >before");
      terminal.type(watch(""));
      terminal.until(it -> it.contains("q ends, ? help") && it.endsWith("1 to 8 of 30"));
      terminal.press("Down");
      terminal.until(it -> it.endsWith("2 to 9 of 30") && !it.contains("w-10 "));
      terminal.press("NPage");
      terminal.until(it -> it.endsWith("10 to 17 of 30"));
      terminal.press("End");
      terminal.until(it -> it.endsWith("23 to 30 of 30") && it.contains("w-39 "));
      terminal.press("Home");
      terminal.until(it -> it.endsWith("1 to 8 of 30"));
      terminal.press("?");
      terminal.until(it -> it.contains("s    next order: trouble, name, kind, heartbeat"));
      terminal.press("Escape");
      terminal.until(it -> it.endsWith("1 to 8 of 30"));
      terminal.press("/");
      terminal.press("3");
      terminal.press("9");
      terminal.until(it -> it.contains("/39_, 1 shown") && it.contains("w-39 "));
      terminal.press("Escape");
      terminal.until(it -> it.endsWith("1 to 8 of 30"));
      terminal.press("q");
      terminal.until(it -> it.endsWith("$"));
      terminal.type("echo ended $?; stty -g >after; cmp before after && echo sa''me");
      terminal.until(it -> it.contains("ended 0") && it.contains("same"));
    }
  }

  @Test
  void everyEndGivesTheEchoBack() throws Exception {
    for (String signal : List.of("INT", "TERM", "HUP", "TSTP")) {
      try (Tmux terminal = new Tmux(home, 80, 12)) {
        terminal.type("cd " + home + "; set -m; stty -g >before");
        terminal.type("sh -c 'echo $$ >pid; exec " + watch("'"));
        terminal.until(it -> it.contains("q ends"));
        String pid = Files.readString(home.resolve("pid")).strip();
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
        terminal.until(it -> it.endsWith("$"));
        terminal.type("stty -g >after; cmp before after && echo sa''me");
        terminal.until(it -> it.contains("same"));
        if (signal.equals("TSTP")) {
          terminal.type("clear; fg");
          terminal.until(it -> it.contains("q ends"));
          terminal.press("q");
          terminal.until(it -> it.endsWith("$"));
        }
      }
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
      terminal.resize(30, 12);
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
    server.names = List.of("a", "👩‍🚀", "👍🏽", "☝🏽", "🏳‍🌈", "🇯🇵", "水水", "e\u0301", "z");
    Pattern row = Pattern.compile("\\S+ +busy +was ready, \\d+s ago .*");
    try (Tmux terminal = new Tmux(home, 100, 16)) {
      terminal.type(watch(""));
      terminal.until(it -> rows(it, "ready") == server.names.size());
      server.status = "busy";
      String shown = terminal.until(it -> rows(it, "busy") == server.names.size());
      List<String> others =
          shown.lines().skip(3).filter(line -> !row.matcher(line).matches()).toList();
      assertEquals(List.of(), others, shown);
      terminal.press("C-c");
      terminal.until(it -> it.contains("$ "));
    }
  }

  private static long rows(String shown, String status) {
    return shown.lines().filter(line -> line.matches("\\S+ +" + status + " .*")).count();
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
      server.stop();
      terminal.until(it -> it.contains("UNREACHABLE since ") && it.contains("demo"));
      server.status = "busy";
      server.restart();
      terminal.until(it -> !it.contains("UNREACHABLE") && it.contains("was ready, "));
      terminal.press("C-c");
      terminal.until(it -> it.contains("$ "));
    }
  }

  @Test
  void colourIsLeftOutWhereItIsNotWanted() throws Exception {
    String list = Launcher.PROGRAM + " list --server " + server.address();
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
}
