package io.noetl.runtime.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedTime;
import java.nio.file.Path;
import java.time.Duration;
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
            "noetl-runtime: cannot reach http://127.0.0.1:1: connection refused; asking again\n"
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
}
