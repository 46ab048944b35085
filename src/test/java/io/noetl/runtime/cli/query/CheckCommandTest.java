package io.noetl.runtime.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command check. */
class CheckCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @Test
  void livingComponentPassesWithOneLine() {
    cli().run("register", "demo");

    Ended alive = new Ended(0, "worker_pool demo: ready, last heartbeat 0s ago\n", "");
    assertEquals(alive, cli().run("check", "demo").masked());
    assertEquals(
        alive, cli().run("check", "demo", "--max-age", "45s", "--status", "Ready").masked());
    assertEquals(new Ended(0, "", ""), cli().run("check", "demo", "-q"));
  }

  @Test
  void componentThatIsThereButNotAliveFailsAndSaysWhy() {
    cli().run("register", "demo", "--status", "busy");

    assertEquals(
        new Ended(
            1,
            "worker_pool demo: busy, last heartbeat 0s ago\n",
            "noetl-runtime: demo is busy and not ready\n"),
        cli().run("check", "demo", "--status", "ready", "--detailed-exitcode").masked());
    while (cli().run("list", "--stale", "--stale-after", "1ms", "--fail-empty", "-q").status()
        != 0) {
      Thread.onSpinWait();
    }
    assertEquals(
        new Ended(
            1,
            "worker_pool demo: stale, last heartbeat 0s ago\n",
            "noetl-runtime: demo has sent no heartbeat for 0s, which is more than 0s\n"),
        cli().run("check", "demo", "--max-age", "1ms").masked());
    cli().run("deregister", "demo");
    assertEquals(
        new Ended(
            1,
            "worker_pool demo: offline, last heartbeat 0s ago\n",
            "noetl-runtime: demo is offline\n"),
        cli().run("check", "demo").masked());
  }

  @Test
  void unknownNameIsOneAndInDetailFive() {
    cli().run("init");
    String sentence =
        "noetl-runtime: no worker_pool named \"ghost\" is registered; see what is registered:"
            + " noetl-runtime list\n";
    assertEquals(new Ended(1, "", sentence), cli().run("check", "ghost"));
    assertEquals(new Ended(5, "", sentence), cli().run("check", "ghost", "--detailed-exitcode"));
  }

  @Test
  void registryThatIsAwayIsOneAndInDetailSeven() {
    String[] away = {"check", "demo", "--server", "http://127.0.0.1:1", "--retries", "0"};
    String sentence =
        "noetl-runtime: cannot reach http://127.0.0.1:1: connection refused; start the server,"
            + " name another with --server, or use --direct\n";
    assertEquals(new Ended(1, "", sentence), new CommandRun(home).run(away));
    assertEquals(
        7,
        new CommandRun(home)
            .run(
                "check",
                "demo",
                "-s",
                "http://127.0.0.1:1",
                "--retries",
                "0",
                "--detailed-exitcode")
            .status());
  }

  @Test
  void mistakeOfTheCallerIsNoAnswer() {
    assertEquals(2, cli().run("check", "").status());
    assertEquals(2, cli().run("check", "demo", "--status", "").status());
    assertEquals(2, cli().run("check", "demo", "--max-age", "old").status());
    assertEquals(2, cli().run("check", "a\u0007b").status());
  }

  @Test
  void jsonHoldsTheComponent() {
    cli().run("register", "demo");

    assertEquals(
        cli().run("list", "--name", "demo", "-o", "jsonl").masked().out(),
        cli().run("check", "demo", "-o", "jsonl").masked().out());
  }

  @Test
  void misspeltStatusIsCorrected() {
    cli().run("register", "demo");
    assertEquals(
        new Ended(
            1,
            "worker_pool demo: ready, last heartbeat 0s ago\n",
            "noetl-runtime: demo is ready and not raedy; did you mean ready?\n"),
        cli().run("check", "demo", "--status", "raedy").masked());
    assertEquals(
        "noetl-runtime: demo is ready and not warming\n",
        cli().run("check", "demo", "--status", "warming").err());
  }
}
