package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's question before a change in a protected context, on a real terminal. */
@IntegrationTest
class ContextIT {

  private static final String QUESTION = " (protected context prod)? [y/N]";

  @TempDir private Path home;
  private Tmux terminal;
  private int typed;

  @BeforeEach
  void protect() throws Exception {
    terminal = new Tmux(home, 200, 24);
    terminal.type("cd; PATH=$PATH:" + Launcher.DISTRIBUTION + "/bin");
    run("noetl-runtime context set prod --database sqlite:prod.db --protected -q", 0);
    run("noetl-runtime context use prod -q", 0);
    run("noetl-runtime init --yes -q", 0);
  }

  @AfterEach
  void close() throws Exception {
    terminal.close();
  }

  /** Types a line on an empty screen and waits for its end. */
  private String run(String line, int status) throws Exception {
    begin(line);
    return end(status);
  }

  private void begin(String line) throws Exception {
    typed++;
    terminal.type("clear; " + line + "; echo end''ed " + typed + " $?");
  }

  private String end(int status) throws Exception {
    String ended = "ended " + typed + " ";
    String shown = terminal.until(it -> it.lines().anyMatch(line -> line.startsWith(ended)));
    assertTrue(shown.lines().anyMatch(line -> line.equals(ended + status)), shown);
    return shown;
  }

  private void assertRegistered(String names) throws Exception {
    assertEquals(
        names.isEmpty() ? "none" : names,
        run("noetl-runtime list -o name | tr '\\n' ' ' | grep . || echo none", 0)
            .lines()
            .findFirst()
            .orElse("")
            .strip());
  }

  @Test
  void changeIsCarriedOutAfterYesAndNotAfterAnythingElse() throws Exception {
    begin("noetl-runtime register a --runtime python");
    String asked = terminal.until(it -> it.contains(QUESTION));
    assertTrue(asked.contains("Register worker_pool a on sqlite:" + home.toRealPath()), asked);
    terminal.type("y");
    assertTrue(end(0).contains("worker_pool a: registered"));
    for (String answer : new String[] {"n", "", "yess"}) {
      begin("noetl-runtime deregister a");
      terminal.until(it -> it.contains(QUESTION));
      terminal.type(answer);
      assertTrue(end(1).contains("noetl-runtime: nothing was changed"), answer);
    }
    begin("noetl-runtime drain a");
    terminal.until(it -> it.contains(QUESTION));
    terminal.press("C-d");
    assertTrue(end(1).contains("noetl-runtime: nothing was changed"), "end of input");
    assertTrue(run("noetl-runtime get a", 0).contains("status:       ready"));
  }

  @Test
  void interruptChangesNothing() throws Exception {
    begin("noetl-runtime register a");
    terminal.until(it -> it.contains(QUESTION));
    terminal.press("C-c");
    // The shell gives the rest of the line up with it, and begins a new one.
    terminal.until(it -> it.endsWith("^C\n$"));
    terminal.type("echo end''ed " + typed + " $?");
    end(130);
    assertRegistered("");
  }

  @Test
  void withoutATerminalYesIsWantedOnTheLine() throws Exception {
    for (String line :
        new String[] {"noetl-runtime register a </dev/null", "echo y | noetl-runtime register a"}) {
      assertTrue(
          run(line, 2)
              .contains(
                  " is protected (context prod), and stdin is not a terminal; add --yes, or preview"
                      + " with --dry-run"));
    }
    assertRegistered("");
    run("noetl-runtime register a --yes </dev/null", 0);
    run("noetl-runtime register b --yes", 0);
    assertRegistered("a b");
  }

  @Test
  void questionIsAskedWhereResultsGoElsewhere() throws Exception {
    begin("noetl-runtime register a -o json >out");
    terminal.until(it -> it.contains(QUESTION));
    terminal.type("yes");
    end(0);
    assertTrue(run("cat out", 0).contains("\"name\": \"a\""));
  }
}
