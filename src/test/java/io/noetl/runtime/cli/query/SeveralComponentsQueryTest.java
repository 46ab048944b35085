package io.noetl.runtime.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands get, check and wait with several components. */
class SeveralComponentsQueryTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void register() {
    cli().run("register", "a", "--label", "env=prod");
    cli().run("register", "b", "--label", "env=prod");
    cli().run("register", "c", "--label", "env=test");
  }

  @Test
  void getShowsARowForEachAndReportsWhatIsMissing() {
    assertEquals("a\nb\n", cli().run("get", "-l", "env=prod", "-o", "name").out());
    assertEquals("a\nb\nc\n", cli().run("get", "--all", "-o", "name").out());
    Ended ended = cli().run("get", "c", "x", "a", "-o", "name");
    assertEquals(
        new Ended(12, "c\na\n", "noetl-runtime: no worker_pool named \"x\" is registered\n"),
        ended);
    assertEquals(5, cli().run("get", "x", "y").status());
    assertTrue(
        cli()
            .run("get", "a", "x", "-o", "json")
            .out()
            .endsWith(
                """
                  "count": 1,
                  "errors": [
                    {
                      "name": "x",
                      "error": {
                        "code": "unknown_component",
                        "exit": 5,
                        "message": "no worker_pool named \\"x\\" is registered",
                        "hint": "see what is registered: noetl-runtime list",
                        "http_status": null,
                        "retry_after_s": null
                      }
                    }
                  ]
                }
                """));
  }

  @Test
  void checkPassesWhenAllAreAlive() {
    assertEquals(new Ended(0, "a\nb\nc\n", ""), cli().run("check", "--all", "-o", "name"));
    cli().run("deregister", "b");
    assertEquals(
        new Ended(12, "a\nb\n", "noetl-runtime: b is offline\n"),
        cli().run("check", "-l", "env=prod", "-o", "name"));
    assertEquals(
        new Ended(
            1,
            "b\n",
            "noetl-runtime: b is offline\n"
                + "noetl-runtime: no worker_pool named \"x\" is registered\n"),
        cli().run("check", "b", "x", "-o", "name"));
    assertEquals(12, cli().run("check", "b", "x", "--detailed-exitcode").status());
    assertEquals(
        new Ended(1, "", "noetl-runtime: no worker_pool matches\n"),
        cli().run("check", "-l", "env=dev", "-o", "name"));
  }

  @Test
  void waitIsForAllThatMatch() {
    assertEquals("a\nb\n", cli().run("wait", "-l", "env=prod", "-o", "name").out());
    cli().run("drain", "c");
    assertEquals(
        "noetl-runtime: waited 1s for ready, but c is draining;"
            + " wait longer with --timeout, or see what is registered: noetl-runtime list\n",
        cli().run("wait", "--all", "--timeout", "1s").err());
    assertEquals("a\nb\n", cli().run("wait", "--all", "--any", "-o", "name").out());
    assertEquals(0, cli().run("wait", "-l", "env=dev", "--for", "gone").status());
    Ended none = cli().run("wait", "-l", "env=dev", "--timeout", "1s");
    assertEquals(9, none.status());
    assertEquals(
        "noetl-runtime: waited 1s for ready, but no worker_pool matches;"
            + " wait longer with --timeout, or see what is registered: noetl-runtime list\n",
        none.err());
  }
}
