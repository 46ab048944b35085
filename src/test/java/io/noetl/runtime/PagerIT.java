package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's results in a real pager on a real terminal. */
@IntegrationTest
class PagerIT {

  @TempDir private Path home;

  @Test
  void pagerHasTheCallersVariables() throws Exception {
    try (Tmux terminal = new Tmux(home, 80, 8)) {
      terminal.type(
          "unset LC_ALL MALLOC_ARENA_MAX; export LANG=C NOETL_RUNTIME_DIRECT=1"
              + " JAVA_TOOL_OPTIONS='-Da=b c'; "
              + Launcher.PROGRAM
              + " register demo -q; PAGER='env >"
              + home.resolve("env")
              + "' "
              + Launcher.PROGRAM
              + " list --pager; echo do''ne");
      terminal.until(it -> it.contains("done"));
    }
    List<String> variables = Files.readAllLines(home.resolve("env"));
    assertTrue(variables.contains("LANG=C"), variables.toString());
    assertTrue(variables.contains("JAVA_TOOL_OPTIONS=-Da=b c"), variables.toString());
    assertTrue(
        variables.stream().noneMatch(it -> it.matches("(LC_ALL|MALLOC_.*|NOETL_CALLERS_.*)=.*")),
        variables.toString());
  }

  @Test
  void lessShowsPageAfterPageAndShortResultsAtOnce() throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v less >/dev/null").start().waitFor() == 0,
        "less is not installed: apt-get install less");
    try (Tmux terminal = new Tmux(home, 80, 8)) {
      terminal.type(
          "export NOETL_RUNTIME_DIRECT=1; " + Launcher.PROGRAM + " register demo -q; echo do''ne");
      terminal.until(it -> it.contains("done"));
      terminal.type("clear; " + Launcher.PROGRAM + " get demo --pager; echo ended $?");
      String first = terminal.until(it -> it.contains("name:         demo") && it.endsWith(":"));
      assertFalse(first.contains("duplicates:"), first);
      terminal.press("C-c");
      String last = terminal.pressUntil("G", it -> it.contains("duplicates:"));
      assertFalse(last.contains("name:         demo"), last);
      terminal.press("q");
      terminal.until(it -> it.contains("ended 0"));
      terminal.type(
          "clear; " + Launcher.PROGRAM + " list --columns name,status --pager; echo en''d $?");
      terminal.until(it -> it.contains("end 0"));
      assertTrue(terminal.painted().contains("\u001b[32mready"), "in colour");
    }
  }
}
