package io.noetl.runtime.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option --pager with a pager that writes to a file. */
class PagerTest {

  private static final String LISTED = "NAME\ndemo\n";

  @TempDir private Path home;

  @BeforeEach
  void register() {
    cli().run("register", "demo");
  }

  private CommandRun cli() {
    return CommandRun.direct(home).with("NO_COLOR", "1").with("PAGER", "cat >" + page());
  }

  private Path page() {
    return home.resolve("page");
  }

  @Test
  void resultGoesThroughThePagerWhenAsked() throws IOException {
    assertEquals(
        new Ended(0, "", ""), cli().onTerminal().run("list", "--columns", "name", "--pager"));
    assertEquals(LISTED, Files.readString(page()));
    assertEquals("", cli().onTerminal().run("get", "demo", "--pager").out());
    assertEquals("name:         demo", Files.readAllLines(page()).getFirst());
    assertEquals("", cli().onTerminal().run("doctor", "--pager").out());
    assertEquals("next: noetl-runtime list", Files.readAllLines(page()).getLast());
  }

  @Test
  void pagerIsForTerminalsAndForThoseWhoAsk() {
    assertEquals(LISTED, cli().run("list", "--columns", "name", "--pager").out());
    assertEquals(LISTED, cli().onTerminal().run("list", "--columns", "name").out());
    assertFalse(Files.exists(page()));
  }

  @Test
  void errorsAreNotPaged() {
    assertEquals(5, cli().onTerminal().run("get", "ghost", "--pager").status());
    assertFalse(Files.exists(page()));
  }

  @Test
  void pagerThatIsNotThereLosesNothing() {
    for (String pager : new String[] {"exit 126", "exit 127"}) {
      assertEquals(
          new Ended(0, LISTED, ""),
          cli().with("PAGER", pager).onTerminal().run("list", "--columns", "name", "--pager"));
    }
  }

  @Test
  void pagerThatIsLeftEarlyIsNoFailure() {
    assertEquals(
        new Ended(0, "", ""),
        cli().with("PAGER", "true").onTerminal().run("list", "--columns", "name", "--pager"));
  }

  @Test
  void watchHasNoPages() {
    assertEquals(
        new Ended(
            2, "", "noetl-runtime: --watch cannot be used with --pager; remove one of them\n"),
        cli().run("list", "--watch", "--pager"));
  }
}
