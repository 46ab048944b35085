package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code run} ends together with its child and with what that leaves behind. */
class RunEndIT {

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
}
