package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell sees of commands that are interrupted: a loop around them ends. */
@Timeout(300)
@IntegrationTest
class InterruptIT {

  @TempDir private Path folder;
  private ProcessHome home;
  private FickleServer server;
  private Process process;

  @BeforeEach
  void open() throws IOException {
    home = new ProcessHome(folder);
    server = new FickleServer();
  }

  @AfterEach
  void leaveNothing() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    home.close();
    server.close();
  }

  /** Starts a script as the leader of a group of processes that SIGINT ends. */
  private void start(String script, List<String> arguments) throws Exception {
    ProcessHome.assumeInstalled("bash", "bash");
    List<String> command =
        new ArrayList<>(
            List.of("env", "--default-signal=INT", "setsid", "bash", "-c", script, "bash"));
    command.add(Launcher.PROGRAM);
    command.addAll(arguments);
    ProcessBuilder builder = Launcher.command(folder, command);
    builder.redirectOutput(home.path("out").toFile());
    builder.redirectError(home.path("err").toFile());
    process = builder.start();
  }

  private void interruptGroup() throws Exception {
    ProcessHome.signal("INT", -process.pid());
  }

  private List<String> atServer(String line) throws IOException {
    Files.writeString(home.path("pool.yaml"), "name: demo\n");
    List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
    arguments.addAll(List.of("--server", server.address(), "--timeout", "10m"));
    return arguments;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "register demo",
        "heartbeat demo",
        "deregister demo",
        "list",
        "get demo",
        "check demo",
        "wait demo",
        "apply -f pool.yaml",
        "doctor demo",
        "watch",
        "watch -o jsonl",
        "list --watch"
      })
  void loopAroundACommandThatWaitsEnds(String line) throws Exception {
    server.pause = verb -> Thread.sleep(600_000);
    start("while :; do \"$@\"; done; echo after", atServer(line));
    home.await("it asks", () -> server.asked() > 0);
    interruptGroup();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the loop ends");
    assertEquals("", home.file("out"));
  }

  @ParameterizedTest
  @CsvSource({"watch,INT,130", "watch,TERM,0", "wait demo --for gone,TERM,143"})
  void shellShowsTheDocumentedCode(String line, String signal, int code) throws Exception {
    server.pause = verb -> Thread.sleep(600_000);
    start("set -m; \"$@\" >watched & trap : INT TERM; wait $!; wait $!; echo $?", atServer(line));
    home.await("it asks", () -> server.asked() > 0);
    ProcessHandle command = process.toHandle().children().findFirst().orElseThrow();
    ProcessHome.signal(signal, command.pid());
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it ends");
    assertEquals(code + "\n", home.file("out"));
  }

  @Test
  void loopAroundAHeartbeatThatIsInterruptedOnceContinues() throws Exception {
    // A resident heartbeat that is interrupted deregisters and ends successfully.
    List<String> arguments = new ArrayList<>(List.of("heartbeat", "demo", "--every", "1h"));
    arguments.addAll(List.of("--server", server.address()));
    start("for i in 1 2; do \"$@\"; echo $?; done", arguments);
    for (int beats = 1; beats <= 2; beats++) {
      int sent = beats;
      home.await("it beats", () -> server.count("heartbeat") >= sent);
      ProcessHandle command = process.toHandle().children().findFirst().orElseThrow();
      ProcessHome.signal("INT", command.pid());
      home.await("it ends", () -> !command.isAlive());
    }
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the loop ends");
    assertEquals("0\n0\n", home.file("out"));
  }

  @Test
  void resultsBeforeAnInterruptAreShownLineByLine() throws Exception {
    server.pools = List.of("a", "b", "c");
    server.pause =
        verb -> {
          if (verb.equals("heartbeat") && server.count("heartbeat") > 1) {
            new CountDownLatch(1).await();
          }
        };
    start("\"$@\"", atServer("heartbeat a b c -o jsonl"));
    home.await("the second is asked for", () -> server.count("heartbeat") > 1);
    home.await("the first is shown", () -> home.file("out").endsWith("\n"));
    interruptGroup();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it ends");
    assertEquals(1, home.file("out").lines().count(), home.file("out"));
    assertTrue(home.file("out").contains("\"name\":\"a\""), home.file("out"));
  }

  /** A terminal whose shell runs a loop; RUN and WATCH stand for commands of the program. */
  private Tmux loopAtATerminal(String loop) throws Exception {
    String run = Launcher.PROGRAM + " run demo --server " + server.address() + " -- ";
    String watch = Launcher.PROGRAM + " watch --server " + server.address();
    Files.writeString(
        home.path("loop.sh"), loop.replace("RUN ", run).replace("WATCH", watch) + "\n");
    Tmux terminal = new Tmux(folder, 100, 20);
    terminal.type("cd " + folder + "; . ./loop.sh");
    return terminal;
  }

  private static void assertLoopIsInterrupted(Tmux terminal) throws Exception {
    terminal.until(shown -> shown.endsWith("\n$"));
    terminal.type("echo code$?");
    terminal.until(shown -> shown.contains("code130"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep 600", "sh -c 'sleep 600; exit 1'"})
  void loopAroundRunAtATerminalEnds(String child) throws Exception {
    try (Tmux terminal = loopAtATerminal("while :; do RUN " + child + "; done")) {
      home.await("the child is registered", () -> server.count("register") > 1);
      terminal.press("C-c");
      assertLoopIsInterrupted(terminal);
      assertEquals(1, server.count("deregister"));
    }
  }

  @RepeatedTest(5)
  void interruptWhileTheChildIsStartedReachesIt() throws Exception {
    try (Tmux terminal = loopAtATerminal("while :; do RUN sleep 600; done")) {
      home.await("it is registered", () -> server.count("register") > 0);
      // If {@code run} receives an interrupt too late, its next child receives one.
      terminal.pressUntil("C-c", shown -> shown.endsWith("\n$"));
      assertLoopIsInterrupted(terminal);
    }
  }

  @Test
  void interruptThatIsHeardAfterTheChildHasEndedEndsTheLoop() throws Exception {
    String loop = "while :; do RUN sh -c 'echo $PPID $$ >pids; exec sleep 600'; done";
    try (Tmux terminal = loopAtATerminal(loop)) {
      home.await("the child is registered", () -> server.count("register") > 1);
      home.await("the child runs", () -> home.file("pids").endsWith("\n"));
      String[] pids = home.file("pids").strip().split(" ");
      ProcessHome.signal("INT", Long.parseLong(pids[1]));
      // The last that run does before it waits half a second for its own interrupt.
      home.await("it is deregistered", () -> server.done.contains("deregister"));
      ProcessHome.signal("INT", Long.parseLong(pids[0]));
      assertLoopIsInterrupted(terminal);
    }
  }

  @Test
  void loopAroundRunAtATerminalContinuesWhenTheChildHandlesTheInterrupt() throws Exception {
    String child = "sh -c 'trap \"exit 4\" INT; echo on; while :; do sleep 0.1; done'";
    try (Tmux terminal = loopAtATerminal("for i in 1 2; do RUN " + child + "; echo code$?; done")) {
      terminal.until(shown -> shown.contains("on"));
      terminal.press("C-c");
      terminal.until(shown -> shown.contains("code4") && shown.endsWith("on"));
      terminal.press("C-c");
      terminal.until(shown -> shown.indexOf("code4") < shown.lastIndexOf("code4"));
    }
  }

  @Test
  void watchLeavesTheTerminalBeforeTheLoopEnds() throws Exception {
    try (Tmux terminal = loopAtATerminal("while :; do WATCH; done")) {
      terminal.until(shown -> shown.contains("0 components"));
      terminal.press("C-c");
      terminal.until(shown -> shown.endsWith("\n$"));
      assertEquals("0 1 1", terminal.modes());
    }
  }
}
