package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code run} handles signals, with real children and real process groups. */
@IntegrationTest
class RunSignalsIT {

  @TempDir private Path folder;
  private ProcessHome home;

  @BeforeEach
  void open() {
    home = new ProcessHome(folder);
  }

  @AfterEach
  void leaveNothing() {
    home.close();
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
    Process process = home.direct("demo", "--grace", "60s", "--", "python3", "-c", script);
    home.await("the child is ready", () -> Files.exists(home.path("ready")));
    int lines = 0;
    for (String name : List.of("INT", "HUP", "QUIT", "USR1", "USR2", "WINCH", "QUIT")) {
      ProcessHome.signal(name, process.pid());
      lines += 2;
      int expected = lines;
      home.await(name + " arrives twice", () -> home.file("got").lines().count() == expected);
    }
    ProcessHome.signal("TERM", process.pid());
    assertEquals(7, home.end(process));
    assertEquals("", home.log());
    assertFalse(ProcessHandle.of(Long.parseLong(home.file("grandchild"))).isPresent());
    assertEquals("offline", home.row().status());
  }

  @ParameterizedTest
  @CsvSource({"TERM,143", "INT,130", "HUP,129"})
  void stoppedChildEndsAtTheFirstSignal(String name, int code) throws Exception {
    Process process =
        home.direct("demo", "--grace", "60s", "--", "sh", "-c", "sleep 600 & kill -STOP 0; wait");
    home.await(
        "the child is stopped",
        () -> process.children().anyMatch(child -> state(child.pid()) == 'T'));
    ProcessHome.signal(name, process.pid());
    assertEquals(code, home.end(process));
  }

  /** What a process does, as proc(5) says it in a letter. */
  private static char state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return 'X';
    }
  }

  @Test
  void drainingChildKeepsItsStatusAtEachHeartbeat() throws Exception {
    String script =
        "trap 'while [ ! -e go ]; do sleep 0.05; done; exit 0' TERM; : >ready; "
            + "while :; do sleep 0.05; done";
    Process process =
        home.direct(
            "demo", "--every", "200ms", "--drain-status", "draining", "--", "sh", "-c", script);
    home.await("the child is ready", () -> Files.exists(home.path("ready")));
    ProcessHome.signal("TERM", process.pid());
    home.await("it drains", () -> home.row().status().equals("draining"));
    Object first = home.row().json().get("heartbeat");
    home.await("heartbeats continue", () -> !first.equals(home.row().json().get("heartbeat")));
    assertEquals("draining", home.row().status());
    Files.createFile(home.path("go"));
    assertEquals(0, home.end(process));
  }

  @Test
  void statusIsLeftWhereAServerThatCameMeanwhileTakesItForDeath() throws Exception {
    String script =
        "trap 'while [ ! -e go ]; do sleep 0.05; done; exit 0' TERM; : >ready; "
            + "while :; do sleep 0.05; done";
    Process process =
        home.direct(
            "demo", "--every", "200ms", "--drain-status", "draining", "--", "sh", "-c", script);
    home.await("the child is ready", () -> Files.exists(home.path("ready")));
    home.registry()
        .register(
            RuntimeRegistrationRequest.fromJson(
                TestJson.object(
                    """
                    {"name":"leader","kind":"server_api","uri":"noetl://a",
                     "runtime":"server_control"}
                    """)));
    ProcessHome.signal("TERM", process.pid());
    home.await("it says so", () -> home.log().contains("the status stays ready"));
    Object first = home.row().json().get("heartbeat");
    home.await("heartbeats continue", () -> !first.equals(home.row().json().get("heartbeat")));
    assertEquals("ready", home.row().status());
    Files.createFile(home.path("go"));
    assertEquals(0, home.end(process));
  }

  @Test
  void secondTermDoesNotWaitForTheDeregistration() throws Exception {
    try (FickleServer server = new FickleServer()) {
      server.pause =
          verb -> {
            if (verb.equals("deregister")) {
              Thread.sleep(600_000);
            }
          };
      Process process =
          home.over(
              server.address(),
              "demo",
              "--every",
              "1h",
              "--timeout",
              "10m",
              "--",
              "sh",
              "-c",
              "trap 'exit 9' TERM; : >ready; while :; do sleep 0.05; done");
      home.await("the child is ready", () -> Files.exists(home.path("ready")));
      ProcessHome.signal("TERM", process.pid());
      home.await("the last words are under way", () -> server.count("deregister") == 1);
      assertEquals(List.of(), childrenOf(process), "the child is no zombie");
      ProcessHome.signal("TERM", process.pid());
      assertEquals(9, home.end(process));
    }
  }

  /** Including zombies. */
  private static List<String> childrenOf(Process process) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      return threads
          .map(thread -> {
            try {
              return Files.readString(thread.resolve("children"));
            } catch (IOException unreadable) {
              throw new UncheckedIOException(unreadable);
            }
          })
          .filter(children -> !children.isBlank())
          .toList();
    }
  }

  @Test
  void signalBeforeTheChildStartsNone() throws Exception {
    try (FickleServer server = new FickleServer()) {
      server.pause =
          verb -> {
            if (verb.equals("register")) {
              Thread.sleep(600_000);
            }
          };
      Process process =
          home.over(
              server.address(),
              "demo",
              "--every",
              "1h",
              "--timeout",
              "10m",
              "--",
              "touch",
              "began");
      home.await("it registers", () -> server.count("register") == 1);
      ProcessHome.signal("INT", process.pid());
      assertEquals(130, home.end(process));
      assertFalse(Files.exists(home.path("began")));
      assertEquals(List.of("deregister"), server.writes());
    }
  }

  @Test
  void asProcessOneItReapsOrphansAndForwardsSignals() throws Exception {
    List<String> ofItsOwn = List.of("unshare", "--pid", "--fork", "--mount-proc");
    assumeTrue(
        home.end(home.start(Stream.concat(ofItsOwn.stream(), Stream.of("true")).toList())) == 0,
        "unshare makes no pid namespace here: it takes root");
    String script =
        """
        import os, signal, sys, time
        def ends(number, frame): sys.exit(6)
        signal.signal(signal.SIGTERM, ends)
        read, write = os.pipe()
        if os.fork() == 0:
            if os.fork() == 0:
                os.setsid()
                os.write(write, str(os.getpid()).encode())
                os._exit(0)
            os._exit(0)
        os.wait()
        orphan = int(os.read(read, 20))
        while os.path.exists(f"/proc/{orphan}"): time.sleep(0.01)
        print(os.getppid(), flush=True)
        while True: time.sleep(60)
        """;
    Process process =
        home.start(
            Stream.concat(
                    ofItsOwn.stream(),
                    Stream.of(
                        Launcher.PROGRAM,
                        "run",
                        "demo",
                        "--database",
                        home.database(),
                        "--",
                        "python3",
                        "-c",
                        script))
                .toList());
    home.await("the orphan is gone", () -> home.file("out").endsWith("\n"));
    assertEquals("1\n", home.file("out"));
    ProcessHome.signal("TERM", ProcessHome.childOf(process).pid());
    assertEquals(6, home.end(process));
    assertEquals("", home.log());
    assertEquals("offline", home.row().status());
  }
}
