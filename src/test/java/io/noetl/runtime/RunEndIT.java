package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code run} ends together with its child and with what that leaves behind. */
@IntegrationTest
class RunEndIT {

  /** Writes its number when it no longer is the caller's. */
  private static final String OF_ANOTHER_USER =
      "setpriv --reuid 65534 --clear-groups sh -c 'echo $$ >other; exec sleep 600'";

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

  @ParameterizedTest
  @CsvSource({
    "TRAP,133",
    "ABRT,134",
    "USR1,138",
    "USR2,140",
    "ALRM,142",
    "STKFLT,144",
    "XCPU,152",
    "VTALRM,154",
    "PROF,155",
    "IO,157",
    "PWR,158",
    "SYS,159"
  })
  void signalThatEndsAProcessEndsTheChildAndThenRun(String name, int code) throws Exception {
    Process process =
        home.direct("demo", "--", "sh", "-c", "sleep 600 & echo $! >grandchild; wait");
    home.await("the grandchild is there", () -> home.file("grandchild").endsWith("\n"));
    // Not every kill(1) has a name for each of them.
    ProcessHome.signal(Integer.toString(code - 128), process.pid());
    assertEquals(code, home.end(process), name);
    assertFalse(ProcessHandle.of(Long.parseLong(home.file("grandchild").strip())).isPresent());
    assertEquals("offline", home.row().status());
  }

  @Test
  void whatIsLeftAfterTheGraceIsKilled() throws Exception {
    String script = "trap '' TERM; sleep 600 & echo $! >grandchild; echo x >ready; wait; wait";
    Process process = home.direct("demo", "--grace", "300ms", "--", "sh", "-c", script);
    home.await("the child is ready", () -> Files.exists(home.path("ready")));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(137, home.end(process));
    assertFalse(ProcessHandle.of(Long.parseLong(home.file("grandchild").strip())).isPresent());
  }

  @Test
  void childThatIsKilledFromOutsideLeavesNoOrphan() throws Exception {
    Process process =
        home.direct("demo", "--", "sh", "-c", "sleep 600 & echo $! >grandchild; wait");
    home.await("the grandchild is there", () -> home.file("grandchild").endsWith("\n"));
    ProcessHome.signal("KILL", ProcessHome.childOf(process).pid());
    assertEquals(137, home.end(process));
    assertFalse(ProcessHandle.of(Long.parseLong(home.file("grandchild").strip())).isPresent());
  }

  @Test
  void zombieThatItsParentForgetsDoesNotKeepRun() throws Exception {
    String script =
        """
        import os, time
        group = os.getpgrp()
        if os.fork() == 0:
            zombie = os.fork()
            if zombie == 0: os._exit(0)
            os.setsid()
            while ") Z " not in open(f"/proc/{zombie}/stat").read(): time.sleep(0.01)
            assert os.getpgid(zombie) == group
            open("parent", "w").write(f"{os.getpid()}\\n")
            time.sleep(600)
        while not os.path.exists("parent"): time.sleep(0.01)
        """;
    Process process = home.direct("demo", "--grace", "1h", "--", "python3", "-c", script);
    assertEquals(0, home.end(process));
    assertEquals("", home.log());
    assertEquals("offline", home.row().status());
    assertTrue(end("parent"), "it is none of the group");
  }

  @Test
  void whatIgnoresTermIsKilledAfterTheGraceAndNamed() throws Exception {
    String deaf = "trap '' TERM; echo $$ >deaf; while :; do sleep 0.05; done";
    Process process =
        home.direct(
            "demo",
            "--grace",
            "200ms",
            "--",
            "sh",
            "-c",
            "sh -c \"$0\" & until [ -s deaf ]; do sleep 0.01; done",
            deaf);
    assertEquals(0, home.end(process), home.log());
    String killed =
        "noetl-runtime: worker_pool demo: sh has ended, but processes that it started did not end"
            + " in time; killed process "
            + home.file("deaf").strip();
    // Its sleep may be among them.
    assertTrue(home.log().startsWith(killed), home.log());
    assertEquals(1, home.log().lines().count());
    assertEquals("offline", home.row().status());
  }

  @Test
  void processOfAnotherUserIsLeftBehindAndNamed() throws Exception {
    Process process =
        withoutRights("sh", "-c", OF_ANOTHER_USER + " & until [ -s other ]; do sleep 0.01; done");
    assertEquals(0, home.end(process), home.log());
    assertEquals(
        "noetl-runtime: worker_pool demo: sh has ended, but processes that it started cannot be"
            + " ended: process "
            + home.file("other"),
        home.log());
    assertEquals("offline", home.row().status());
    assertTrue(end("other"), "it runs on");
  }

  @Test
  void childOfAnotherUserDoesNotKeepRunPastItsGrace() throws Exception {
    Process process = withoutRights("sh", "-c", "exec " + OF_ANOTHER_USER);
    home.await("it is another's", () -> home.file("other").endsWith("\n"));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(137, home.end(process));
    assertEquals(
        "noetl-runtime: worker_pool demo: sh cannot be ended: process " + home.file("other"),
        home.log());
    assertEquals("offline", home.row().status());
    assertTrue(end("other"), "it runs on");
  }

  /** Started by root, but without the right to end what is not root's. */
  private Process withoutRights(String... command) throws Exception {
    ProcessHome.assumeInstalled("setpriv", "util-linux");
    Files.createFile(home.path("other"));
    assertTrue(home.path("other").toFile().setWritable(true, false));
    assertTrue(folder.toFile().setExecutable(true, false));
    List<String> line = new ArrayList<>(List.of("setpriv", "--bounding-set=-kill"));
    assumeTrue(
        home.end(home.start(List.of("sh", "-c", "setpriv --bounding-set=-kill true"))) == 0,
        "it takes root to give up rights");
    line.addAll(List.of(Launcher.PROGRAM, "run", "demo", "--database", home.database()));
    line.addAll(List.of("--grace", "300ms", "--"));
    line.addAll(List.of(command));
    return home.start(line);
  }

  /** Ends the process whose number a file holds; false where there is none. */
  private boolean end(String file) throws Exception {
    return ProcessHandle.of(Long.parseLong(home.file(file).strip()))
        .map(ProcessHandle::destroyForcibly)
        .orElse(false);
  }
}
