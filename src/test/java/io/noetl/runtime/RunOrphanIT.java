package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A child whose {@code run} is killed, and the shell that kills it. */
@IntegrationTest
class RunOrphanIT {

  /** Ignores signals that ask it to end, as its own child does. */
  private static final String STUBBORN =
      "trap '' TERM HUP INT; sleep 600 & echo $! >grandchild; echo $$ >child; wait";

  @TempDir private Path folder;
  private ProcessHome home;

  @BeforeEach
  void open() {
    home = new ProcessHome(folder);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    for (String file : List.of("child", "grandchild")) {
      String number = home.file(file).strip();
      if (!number.isEmpty()) {
        ProcessHandle.of(Long.parseLong(number)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    home.close();
  }

  private List<String> run(String... more) {
    List<String> line = new ArrayList<>(List.of(Launcher.PROGRAM, "run", "demo", "--database"));
    line.add(home.database());
    line.addAll(List.of(more));
    return line;
  }

  private Process stubborn(String orphan) throws Exception {
    Process process = home.start(run("--orphan", orphan, "--", "sh", "-c", STUBBORN));
    awaitArmed();
    return process;
  }

  /** Waits until the child is registered: the shell that kills it knows it by then. */
  private void awaitArmed() throws Exception {
    home.await("the child is there", () -> home.file("child").endsWith("\n"));
    String child = Long.toString(pid("child"));
    home.await(
        "the child is registered",
        () -> home.rows().stream().anyMatch(row -> child.equals(row.pid())));
  }

  private long pid(String file) throws IOException {
    return Long.parseLong(home.file(file).strip());
  }

  /** The shell that kills it: the process that {@code run} has started beside its child. */
  private long keeper(Process process) throws Exception {
    long child = pid("child");
    return process
        .children()
        .mapToLong(ProcessHandle::pid)
        .filter(it -> it != child)
        .findFirst()
        .orElseThrow();
  }

  /** Whether a process runs; a zombie, as in a container without an init process, does not. */
  private static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
    } catch (IOException gone) {
      return false;
    }
  }

  @Test
  void killedRunTakesTheWholeGroupAlong() throws Exception {
    Process process = stubborn("kill");
    long keeper = keeper(process);
    // What ends all of a control group tells the shell as well.
    for (String name : List.of("TERM", "HUP", "INT", "USR1", "PIPE")) {
      ProcessHome.signal(name, keeper);
    }
    assertTrue(runs(keeper));
    ProcessHome.signal("KILL", process.pid());
    home.await("the child is gone", () -> !runs(pid("child")));
    home.await("the grandchild is gone", () -> !runs(pid("grandchild")));
    home.await("the shell is gone", () -> !runs(keeper));
  }

  @Test
  void killedRunLeavesItsChildUnlessTold() throws Exception {
    Process process = home.direct("demo", "--", "sh", "-c", STUBBORN);
    home.await("the child is there", () -> home.file("child").endsWith("\n"));
    assertEquals(List.of(pid("child")), process.children().map(ProcessHandle::pid).toList());
    ProcessHome.signal("KILL", process.pid());
    assertEquals(137, home.end(process));
    assertTrue(runs(pid("child")));
    assertTrue(runs(pid("grandchild")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TERM", "KILL"})
  void nothingIsLeftWhereTheChildEnds(String signal) throws Exception {
    String script = "echo $$ >child; until [ -e go ]; do sleep 0.02; done; exit 3";
    Process process = home.start(run("--orphan", "kill", "--", "sh", "-c", script));
    home.await("the child is there", () -> home.file("child").endsWith("\n"));
    long keeper = keeper(process);
    if (signal.isEmpty()) {
      Files.createFile(home.path("go"));
      assertEquals(3, home.end(process));
    } else {
      ProcessHome.signal(signal, signal.equals("KILL") ? pid("child") : process.pid());
      assertEquals(signal.equals("KILL") ? 137 : 143, home.end(process));
    }
    home.await("the shell is gone", () -> !runs(keeper));
    assertEquals("", home.log());
    assertEquals("offline", home.row().status());
  }

  @Test
  void nothingIsLeftWhereTheChildCannotStart() throws Exception {
    assertEquals(127, home.end(home.start(run("--orphan", "kill", "--", "/nonexistent"))));
    assertEquals(
        "noetl-runtime: cannot start /nonexistent: No such file or directory\n", home.log());
  }

  @Test
  void shellHoldsNothingOpenOfTheCallers() throws Exception {
    Process process = stubborn("kill");
    Path open = Path.of("/proc/" + keeper(process) + "/fd");
    List<String> names = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(open)) {
      for (Path each : descriptors.sorted().toList()) {
        String target = Files.readSymbolicLink(each).toString();
        names.add(each.getFileName() + " " + target.replaceAll("\\d", ""));
      }
    }
    assertEquals(List.of("0 pipe:[]", "1 /dev/null", "2 /dev/null"), names);
    Path directory = open.resolveSibling("cwd");
    home.await(
        "it holds no directory", () -> Files.readSymbolicLink(directory).equals(Path.of("/")));
    ProcessHome.signal("KILL", process.pid());
    home.await("the child is gone", () -> !runs(pid("child")));
  }

  @Test
  void atATerminalTheChildAloneIsKilled() throws Exception {
    String terminal = "import pty, sys; pty.spawn(sys.argv[1:])";
    List<String> line = new ArrayList<>(List.of("python3", "-c", terminal));
    line.addAll(run("--orphan", "kill", "--", "sh", "-c", STUBBORN));
    home.start(line);
    awaitArmed();
    long run = ProcessHandle.of(pid("child")).flatMap(ProcessHandle::parent).orElseThrow().pid();
    ProcessHome.signal("KILL", run);
    home.await("the child is gone", () -> !runs(pid("child")));
    assertTrue(runs(pid("grandchild")), "it is of the caller's group");
  }

  @Test
  void asProcessOneItEndsAsUsual() throws Exception {
    List<String> line = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--mount-proc"));
    assumeTrue(
        home.end(home.start(Stream.concat(line.stream(), Stream.of("true")).toList())) == 0,
        "unshare makes no pid namespace here: it takes root");
    line.addAll(run("--orphan", "kill", "--", "sh", "-c", "exit 6"));
    assertEquals(6, home.end(home.start(line)));
    assertEquals("", home.log());
    assertFalse(home.rows().isEmpty());
  }

  @Test
  void otherActionsAreRefused() throws Exception {
    assertEquals(125, home.end(home.start(run("--orphan", "term", "--", "true"))));
    assertEquals(
        "noetl-runtime: --orphan term is not one of keep, kill; use one of these\n", home.log());
  }
}
