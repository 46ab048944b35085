package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.RuntimeService;
import io.noetl.runtime.service.Snowflake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} of the distribution with real children, real signals and a real server. */
class RunIT {

  private static final Path LAUNCHER =
      Path.of(System.getProperty("noetl.dist")).resolve("bin/noetl-runtime").toAbsolutePath();

  @TempDir private Path home;
  private RuntimeService registry;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void openRegistry() {
    registry =
        RuntimeService.open(
            new DirectOptions(
                "sqlite:" + home.resolve("runtime.db"),
                "noetl",
                null,
                null,
                Duration.ofSeconds(10),
                true,
                Snowflake.byChance(
                    InstantSource.system(), Snowflake.NOETL_EPOCH_MILLIS, new SplittableRandom()),
                line -> {}));
  }

  @AfterEach
  void leaveNothing() {
    started.forEach(Process::destroyForcibly);
    registry.close();
  }

  private Process run(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(LAUNCHER.toString(), "run"));
    line.addAll(Arrays.asList(arguments));
    return start(line);
  }

  private Process direct(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("--database", database()));
    line.addAll(Arrays.asList(arguments));
    return run(line.toArray(String[]::new));
  }

  private Process start(List<String> line) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line).directory(home.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("NOETL_"));
    builder.environment().put("HOME", home.toString());
    builder.redirectOutput(home.resolve("out").toFile());
    builder.redirectError(home.resolve("err").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String database() {
    return "sqlite:" + home.resolve("runtime.db");
  }

  private static int end(Process process) throws InterruptedException {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process ends");
    return process.exitValue();
  }

  private String file(String name) throws IOException {
    Path file = home.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, what);
      Thread.sleep(20);
    }
  }

  private static void signal(String name, long pid) throws Exception {
    assertEquals(
        0, end(new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid).inheritIO().start()));
  }

  private RuntimeComponentInfo row() {
    return registry
        .list(RuntimeListQuery.named(RuntimeKind.WORKER_POOL, "demo"))
        .items()
        .getFirst();
  }

  @Test
  void childsCodeIsTheExitCode() throws Exception {
    assertEquals(0, end(direct("demo", "--", "true")));
    assertEquals(3, end(direct("demo", "--", "sh", "-c", "exit 3")));
    assertEquals("", file("err"));
    assertEquals("offline", row().status());
  }

  @Test
  void childThatASignalEndsGives128AndItsNumber() throws Exception {
    assertEquals(137, end(direct("demo", "--", "sh", "-c", "kill -9 $$")));
    assertEquals(134, end(direct("demo", "--", "sh", "-c", "kill -ABRT $$")));
  }

  @Test
  void whatIsNotThereIs127AndWhatCannotRunIs126() throws Exception {
    assertEquals(127, end(direct("demo", "--", "/nonexistent")));
    assertEquals(
        "noetl-runtime: cannot start /nonexistent: No such file or directory\n", file("err"));
    assertEquals(126, end(direct("demo", "--", "/etc")));
    assertEquals("noetl-runtime: cannot start /etc: Permission denied\n", file("err"));
    assertEquals("offline", row().status());
  }

  @Test
  void failuresOfOursAre125AndStartNothing() throws Exception {
    assertEquals(125, end(direct("demo", "--nonsense", "--", "touch", "began")));
    assertEquals(
        125,
        end(run("demo", "-s", "127.0.0.1:1", "--start-timeout", "1ms", "--", "touch", "began")));
    Process holder = direct("demo", "--", "sleep", "60");
    await("the holder is registered", () -> file("out").isEmpty() && childOf(holder) != null);
    assertEquals(125, end(direct("demo", "--", "touch", "began")));
    assertTrue(file("err").startsWith("noetl-runtime: worker_pool \"demo\" is held by host "));
    assertFalse(Files.exists(home.resolve("began")));
    assertEquals(0, end(direct("demo", "--takeover", "--", "touch", "began")));
    assertTrue(Files.exists(home.resolve("began")));
  }

  private static ProcessHandle childOf(Process process) {
    return process.children().findFirst().orElse(null);
  }

  @Test
  void signalsReachTheWholeGroup() throws Exception {
    String script =
        """
        import os, signal, time
        def told(number, frame):
            with open("got", "a") as f: f.write(signal.Signals(number).name + "\\n")
        for name in ("INT", "HUP", "QUIT", "USR1", "USR2", "WINCH"):
            signal.signal(getattr(signal, "SIG" + name), told)
        def ends(number, frame):
            raise SystemExit(7)
        signal.signal(signal.SIGTERM, ends)
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            open("grandchild", "w").write(str(os.getpid()))
            while True: time.sleep(60)
        while not os.path.exists("grandchild") or not open("grandchild").read(): time.sleep(0.01)
        open("ready", "w").write("x")
        while True: time.sleep(60)
        """;
    Process process = direct("demo", "--grace", "60s", "--", "python3", "-c", script);
    await("the child is ready", () -> Files.exists(home.resolve("ready")));
    int lines = 0;
    for (String name : List.of("INT", "HUP", "QUIT", "USR1", "USR2", "WINCH", "QUIT")) {
      signal(name, process.pid());
      lines += 2;
      int expected = lines;
      await(name + " arrives twice", () -> file("got").lines().count() == expected);
    }
    signal("TERM", process.pid());
    assertEquals(7, end(process));
    assertEquals("", file("err"));
    assertFalse(ProcessHandle.of(Long.parseLong(file("grandchild"))).isPresent());
    assertEquals("offline", row().status());
  }

  @Test
  void whatIsLeftAfterTheGraceIsKilled() throws Exception {
    String script = "trap '' TERM; sleep 600 & echo $! >grandchild; echo x >ready; wait; wait";
    Process process = direct("demo", "--grace", "300ms", "--", "sh", "-c", script);
    await("the child is ready", () -> Files.exists(home.resolve("ready")));
    signal("TERM", process.pid());
    assertEquals(137, end(process));
    assertFalse(ProcessHandle.of(Long.parseLong(file("grandchild").strip())).isPresent());
  }

  @Test
  void childThatIsKilledFromOutsideLeavesNoOrphan() throws Exception {
    Process process = direct("demo", "--", "sh", "-c", "sleep 600 & echo $! >grandchild; wait");
    await("the grandchild is there", () -> file("grandchild").endsWith("\n"));
    signal("KILL", childOf(process).pid());
    assertEquals(137, end(process));
    assertFalse(ProcessHandle.of(Long.parseLong(file("grandchild").strip())).isPresent());
  }

  @Test
  void drainingChildKeepsItsStatusWhileItBeats() throws Exception {
    String script =
        "trap 'while [ ! -e go ]; do sleep 0.05; done; exit 0' TERM; : >ready; "
            + "while :; do sleep 0.05; done";
    Process process =
        direct("demo", "--every", "200ms", "--drain-status", "draining", "--", "sh", "-c", script);
    await("the child is ready", () -> Files.exists(home.resolve("ready")));
    signal("TERM", process.pid());
    await("it drains", () -> row().status().equals("draining"));
    Object first = row().json().get("heartbeat");
    await("it beats on", () -> !first.equals(row().json().get("heartbeat")));
    assertEquals("draining", row().status());
    Files.createFile(home.resolve("go"));
    assertEquals(0, end(process));
  }

  @Test
  void serverThatIsAwayFromBeginningToEndCostsTheChildNothing() throws Exception {
    Process process =
        run(
            "demo",
            "-s",
            "127.0.0.1:1",
            "--retries",
            "0",
            "--start-anyway",
            "--",
            "sh",
            "-c",
            "echo out; exit 4");
    assertEquals(4, end(process));
    assertEquals("out\n", file("out"));
    assertTrue(file("err").contains("starting anyway"), file("err"));
  }

  @Test
  void childsPidIsRegisteredOverHttp() throws Exception {
    try (TestEndpoint server = TestEndpoint.start(registry)) {
      Process process =
          run(
              "demo",
              "-s",
              server.address(),
              "--every",
              "200ms",
              "--",
              "sh",
              "-c",
              "echo $NOETL_RUNTIME_NAME $NOETL_RUNTIME_ID $NOETL_SERVER_URL; exec sleep 600");
      await("the child is there", () -> file("out").endsWith("\n"));
      String pid = Long.toString(childOf(process).pid());
      await("its pid is registered", () -> pid.equals(row().pid()));
      assertEquals("demo " + row().runtimeId() + " " + server.address() + "\n", file("out"));
      signal("TERM", process.pid());
      assertEquals(143, end(process));
      assertEquals("offline", row().status());
    }
  }

  @Test
  void deregistrationByAnotherStopsTheChildWhenAsked() throws Exception {
    Process process = direct("demo", "--every", "200ms", "--on-lost", "fail", "--", "sleep", "600");
    await("the child is registered", () -> childPidIsRegistered(process));
    registry.deregister(new RuntimeDeregistrationRequest("demo", RuntimeKind.WORKER_POOL));
    assertEquals(125, end(process));
    assertEquals("noetl-runtime: worker_pool demo was deregistered; stopping sleep\n", file("err"));
  }

  @Test
  void takeoverStopsTheChildAndLeavesTheRowToItsNewOwner() throws Exception {
    Process first = direct("demo", "--every", "200ms", "--on-lost", "stop", "--", "sleep", "600");
    await("the child is registered", () -> childPidIsRegistered(first));
    Process second = direct("demo", "--takeover", "--", "sleep", "600");
    assertEquals(143, end(first));
    await("the second is registered", () -> childPidIsRegistered(second));
    assertEquals("ready", row().status());
  }

  private boolean childPidIsRegistered(Process process) {
    ProcessHandle child = childOf(process);
    try {
      return child != null && Long.toString(child.pid()).equals(row().pid());
    } catch (java.util.NoSuchElementException unregistered) {
      return false;
    }
  }

  @Test
  void everyByteOfStandardInputAndOutputPasses() throws Exception {
    byte[] data = new byte[10_000_000];
    new SplittableRandom(1).nextBytes(data);
    Files.write(home.resolve("data"), data);
    List<String> line =
        List.of(
            "sh",
            "-c",
            "\"$0\" run demo --database \"$1\" -- cat <data",
            LAUNCHER.toString(),
            database());
    assertEquals(0, end(start(line)));
    assertEquals(-1, Files.mismatch(home.resolve("data"), home.resolve("out")));
  }

  @Test
  void childHasThreeDescriptorsAndTheCallersLocaleAndNoSignalBlocked() throws Exception {
    String script = "ls /proc/$$/fd; echo \"${LC_ALL-unset}\"; grep SigBlk /proc/$$/status";
    List<String> line =
        List.of(
            "sh",
            "-c",
            "unset LC_ALL LC_CTYPE LANG; \"$0\" run demo --database \"$1\" -- sh -c \"$2\" 9</etc/passwd",
            LAUNCHER.toString(),
            database(),
            script);
    assertEquals(0, end(start(line)));
    assertEquals("0\n1\n2\nunset\nSigBlk:\t0000000000000000\n", file("out"));
  }

  @Test
  void shellWithATerminalIsInterruptedByIt() throws Exception {
    String script =
        """
        import os, pty, sys
        pid, fd = pty.fork()
        if pid == 0:
            os.execv(sys.argv[1], [sys.argv[1], "run", "demo", "--database", sys.argv[2], "--",
                "sh", "-c", 'trap "echo interrupted" INT; read a; echo "got $a"; read b; exit 5'])
        def until(word):
            seen = b""
            while word not in seen: seen += os.read(fd, 1024)
        os.write(fd, b"hello\\n")
        until(b"got hello")
        os.write(fd, b"\\x03")
        until(b"interrupted")
        os.write(fd, b"bye\\n")
        try:
            while os.read(fd, 1024): pass
        except OSError: pass
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """;
    assertEquals(
        5,
        end(start(List.of("python3", "-c", script, LAUNCHER.toString(), database()))),
        () -> started.toString());
    assertEquals("", file("err"));
  }
}
