package io.noetl.runtime.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command wait. */
class WaitCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @Test
  void stateThatIsThereIsNotWaitedFor() {
    cli().run("register", "demo");
    ScriptedTime time = new ScriptedTime();

    assertEquals(
        new Ended(0, "worker_pool demo: ready, last heartbeat 0s ago\n", ""),
        cli().time(time).run("wait", "demo").masked());
    assertEquals(0, time.waits().size());
  }

  @Test
  void componentThatDoesNotExistYetIsWaitedFor() {
    cli().run("init");
    ScriptedTime time =
        new ScriptedTime(() -> {}, () -> cli().run("register", "demo", "--status", "busy"));

    assertEquals(
        new Ended(0, "worker_pool demo: busy, last heartbeat 0s ago\n", ""),
        cli().time(time).run("wait", "demo", "--for", "BUSY").masked());
    assertEquals(2, time.waits().size());
  }

  @Test
  void deadIsWhatIsStaleOrOffline() {
    cli().run("register", "demo");
    cli().run("deregister", "demo");
    assertEquals(
        new Ended(0, "worker_pool demo: offline, last heartbeat 0s ago\n", ""),
        cli().run("wait", "demo", "--for", "dead").masked());
    assertEquals(
        9,
        cli()
            .time(new ScriptedTime())
            .run("wait", "demo", "--for", "ready", "--timeout", "1s")
            .status());
  }

  @Test
  void goneIsWhatIsNotRegistered() {
    cli().run("init");
    assertEquals(
        new Ended(0, "worker_pool demo: gone\n", ""), cli().run("wait", "demo", "--for", "gone"));
    assertEquals(
        new Ended(
            0,
            "{\"name\":\"demo\",\"kind\":\"broker\",\"status\":\"gone\",\"computed\":"
                + "{\"heartbeat_age_s\":null,\"stale\":false,\"dead\":false,\"expires_in_s\":null,"
                + "\"effective_status\":\"gone\"}}\n",
            ""),
        cli().run("wait", "demo", "-k", "broker", "--for", "gone", "-o", "jsonl"));
  }

  @Test
  void timeThatIsOverExitsNineAndSaysWhatWasSeen() {
    cli().run("register", "b");
    cli().run("deregister", "b");
    cli().run("register", "c");
    ScriptedTime time = new ScriptedTime();

    assertEquals(
        new Ended(
            9,
            "",
            "noetl-runtime: waited 1m30s for ready, but a is gone, b is offline; wait longer with"
                + " --timeout, or see what is registered: noetl-runtime list\n"),
        cli().time(time).run("wait", "a", "b", "c", "--timeout", "90s"));
    assertEquals(
        Duration.ofSeconds(90), time.waits().stream().reduce(Duration.ZERO, Duration::plus));
    assertTrue(
        time.waits().stream().allMatch(wait -> wait.compareTo(Duration.ofMillis(2500)) <= 0),
        time.waits().toString());
    assertTrue(time.waits().size() > 40, time.waits().toString());
  }

  @Test
  void anyOfSeveralIsEnoughWhereThatIsAskedFor() {
    cli().run("register", "b");

    assertEquals(new Ended(0, "b\n", ""), cli().run("wait", "a", "b", "--any", "-o", "name"));
    assertEquals(9, cli().run("wait", "a", "b", "--timeout", "1s").status());
    assertEquals(
        new Ended(0, "a\nb\n", ""),
        cli()
            .time(new ScriptedTime(() -> cli().run("register", "a")))
            .run("wait", "b", "a", "b", "-o", "name")
            .sorted());
  }

  @Test
  void registryThatIsAwayIsAskedAgainUntilTheTimeIsOver() {
    assertEquals(
        new Ended(
            9,
            "",
            "noetl-runtime: cannot reach http://127.0.0.1:1: connection refused; retrying\n"
                + "noetl-runtime: waited 3s for ready, and the registry could not be reached"
                + " (cannot reach http://127.0.0.1:1: connection refused); wait longer with"
                + " --timeout, or see what is registered: noetl-runtime list --server"
                + " http://127.0.0.1:1\n"),
        new CommandRun(home)
            .run(
                "wait",
                "demo",
                "--timeout",
                "3s",
                "--server",
                "http://127.0.0.1:1",
                "--retries",
                "0"));
  }

  @Test
  void mistakesAreSaidAtOnce() {
    cli().run("init");
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: no component is named; give NAME or set NOETL_WORKER_POOL_NAME\n"),
        cli().run("wait"));
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --for is empty; use ready, active, busy, draining, stale, offline, dead"
                + " or gone\n"),
        cli().run("wait", "demo", "--for", ""));
    assertEquals(2, cli().run("wait", "demo", "--timeout", "soon").status());
    assertEquals(
        new Ended(0, "worker_pool demo: gone\n", ""),
        cli().with("NOETL_WORKER_POOL_NAME", "demo").run("wait", "--for", "gone"));
  }

  @Test
  void unknownStatusIsRefusedUnlessItIsCalledOne() {
    cli().run("register", "demo", "--status", "warming");
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --for: unknown status warming; use ready, active, busy, draining,"
                + " stale, offline, dead or gone; for any other status, --for status=warming\n"),
        cli().run("wait", "demo", "--for", "warming"));
    assertEquals(
        new Ended(0, "worker_pool demo: warming, last heartbeat 0s ago\n", ""),
        cli().run("wait", "demo", "--for", "status=Warming").masked());
    assertEquals(0, cli().run("wait", "x", "--for", "status=gone").status());
    assertEquals(2, cli().run("wait", "demo", "--for", "status=").status());
  }

  @Test
  void rolloutEndsWhenAllSelectedComponentsAreReadyInTheVersion() {
    for (String name : List.of("p1", "p2", "p3", "p4")) {
      cli().run("register", name, "--label", "env=prod", "--meta", "version=2.3.1");
    }
    cli().run("register", "other", "--meta", "version=2.3.1");
    cli().run("deregister", "p4");
    ScriptedTime time =
        new ScriptedTime(
            () -> roll("p1", "busy"), () -> roll("p2", "draining"), () -> roll("p3", "active"));

    assertEquals(
        new Ended(
            9,
            "",
            "noetl-runtime: waited 1m00s for version 2.4.0, 2 of 3 on 2.4.0, 1 draining on 2.4.0"
                + " (p2); wait longer with --timeout, or see what is registered: noetl-runtime"
                + " list\n"),
        cli().time(time).run("wait", "--for", "version=2.4.0", "-l", "env=prod"));
    assertEquals(
        new Ended(0, "p1\np2\np3\n", ""),
        cli()
            .time(new ScriptedTime(() -> roll("p2", "ready")))
            .run("wait", "--for", "version=2.4.0", "-l", "env=prod", "-o", "name"));
    for (String goal : List.of("version=^2.4", "VERSION=2.4", "version=v2.4.0", "version=2.4.x")) {
      assertEquals(0, cli().run("wait", "p1", "--for", goal).status(), goal);
    }
  }

  private void roll(String name, String status) {
    cli()
        .run(
            "register", name, "--label", "env=prod", "--meta", "version=2.4.0", "--status", status);
  }

  @Test
  void rolloutThatIsNotOverSaysWhatIsMissing() {
    for (int i = 1; i <= 7; i++) {
      cli().run("register", "p" + i, "--meta", "version=2.3." + i % 2);
    }
    cli().run("register", "p8");
    cli().run("register", "p9", "--meta", "version=nightly");
    cli().run("deregister", "p1");
    assertEquals(
        "noetl-runtime: waited 1s for version nightly, 1 of 4 on nightly, 1 ready on 2.3.0, 1"
            + " offline, 1 gone (p2, p1, p10); wait longer with --timeout, or see what is"
            + " registered: noetl-runtime list\n",
        cli()
            .time(new ScriptedTime())
            .run("wait", "p2", "p1", "p9", "p10", "--for", "version=nightly", "--timeout", "1s")
            .err());
    assertEquals(
        "noetl-runtime: waited 1s for version >=3, 0 of 8 on >=3, 3 ready on 2.3.0, 3 ready on"
            + " 2.3.1, 1 ready without a version, 1 ready on nightly (p2, p3, p4, p5 and 4 more);"
            + " wait longer with --timeout, or see what is registered: noetl-runtime list\n",
        cli()
            .time(new ScriptedTime())
            .run("wait", "--all", "--for", "version=>=3", "--timeout", "1s")
            .err());
    assertEquals(
        new Ended(0, "p9\n", ""),
        cli().run("wait", "--all", "--any", "--for", "version=nightly", "-o", "name"));
    assertEquals(
        "noetl-runtime: waited 1s for version 1, but no broker matches; wait longer with --timeout,"
            + " or see what is registered: noetl-runtime list --kind broker\n",
        cli()
            .time(new ScriptedTime())
            .run("wait", "--all", "-k", "broker", "--for", "version=1", "--timeout", "1s")
            .err());
  }

  @Test
  void wrongVersionIsAUsageError() {
    assertEquals(
        new Ended(2, "", "noetl-runtime: --for: the version is empty; for example 2.3.1\n"),
        cli().run("wait", "demo", "--for", "version="));
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --for: at character 3, \"2..4\": a number is missing; for example"
                + " '>=2.3 <3', '^2.3' or '=nightly'\n"),
        cli().run("wait", "demo", "--for", "version=>=2..4"));
  }
}
