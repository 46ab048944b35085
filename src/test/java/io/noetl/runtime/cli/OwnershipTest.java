package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedProcesses;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exclusive registrations: which processes hold a name. */
class OwnershipTest {

  private static final String LIVING = Long.toString(CommandRun.LIVING_PID);
  private static final String HIDDEN = Long.toString(ScriptedProcesses.HIDDEN);

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private String holder() {
    return cli()
        .run("get", "demo", "-o", "yaml")
        .out()
        .lines()
        .filter(line -> line.matches(" +(pid|hostname): .*"))
        .map(String::strip)
        .reduce("", (all, line) -> all + line + "; ");
  }

  @Test
  void livingProcessOfThisHostHoldsItsName() {
    cli().run("register", "demo", "--pid", LIVING);

    Ended refused = cli().run("register", "demo", "--exclusive", "--pid", "1");

    assertEquals(
        new Ended(
            6,
            "",
            "noetl-runtime: worker_pool \"demo\" is held by host test-host pid 4711, last heartbeat"
                + " 0s ago; stop that process or wait until it is stale, or replace it without"
                + " --exclusive\n"),
        refused.masked());
    assertEquals("pid: 4711; hostname: test-host; ", holder());
  }

  @Test
  void processOfThisHostThatHasEndedHoldsNothing() {
    cli().run("register", "demo", "--pid", "99");

    assertEquals(0, cli().run("register", "demo", "--exclusive", "--pid", "1").status());
    assertEquals("pid: 1; hostname: test-host; ", holder());
  }

  @Test
  void invisibleProcessOfThisHostHoldsItsName() {
    cli().run("register", "demo", "--pid", HIDDEN);

    assertEquals(
        new Ended(
            6,
            "",
            "noetl-runtime: worker_pool \"demo\" is held by host test-host pid 4712 (not visible"
                + " from here), last heartbeat 0s ago; stop that process or wait until it is stale,"
                + " or replace it without --exclusive\n"),
        cli().run("register", "demo", "--exclusive", "--pid", "1").masked());
  }

  @Test
  void doctorDoesNotAssumeThatAnInvisibleProcessHasEnded() {
    cli().run("register", "demo", "--pid", HIDDEN);

    assertTrue(
        cli()
            .run("doctor", "demo")
            .out()
            .contains(
                "registered by host test-host pid 4712, this host, where it cannot be seen from"
                    + " here"));
  }

  @Test
  void processIsRegisteredWithMoreThanItsPid() {
    JsonObject details = JsonObject.EMPTY.with("pid_ns", "boot/1").with("pid_started", 7);
    CommandRun here = cli().processes(details);
    here.run("register", "demo", "--pid", "1", "--meta", "zone=eu");
    assertEquals(
        "{\"type\":null,\"pid\":1,\"hostname\":\"test-host\",\"pid_ns\":\"boot/1\","
            + "\"pid_started\":7,\"zone\":\"eu\"}",
        runtime());
    cli().run("set", "demo", "--meta", "zone=us");
    assertEquals("boot/1", stored("pid_ns"));
    cli().run("set", "demo", "--pid", "2");
    assertEquals(null, stored("pid_ns"));
    assertEquals(null, stored("pid_started"));
    here.run("register", "demo", "--pid", "1", "--hostname", "far");
    assertEquals(null, stored("pid_ns"));
    here.run("register", "demo");
    assertEquals(null, stored("pid_ns"));
  }

  @Test
  void declarationDoesNotContainTheIdentityOfAProcess() {
    JsonObject details = JsonObject.EMPTY.with("pid_ns", "boot/1").with("pid_started", 7);
    cli().processes(details).run("register", "demo", "--pid", "1", "--meta", "zone=eu");
    String same = "name: demo\nmeta: {zone: eu}\n";
    assertEquals(3, cli().input(same).run("apply", "-f", "-", "--error-unchanged").status());
    cli().input("name: demo\nmeta: {zone: us}\n").run("apply", "-f", "-");
    assertEquals("boot/1", stored("pid_ns"));
    assertEquals("us", stored("zone"));
    cli().input("name: demo\npid: 2\n").run("apply", "-f", "-");
    assertEquals(null, stored("pid_ns"));
    assertEquals("us", stored("zone"));
  }

  private String runtime() {
    String line = cli().run("list", "-o", "jsonl").out();
    return Json.write(TestJson.object(line).object("runtime"));
  }

  private @Nullable String stored(String field) {
    return TestJson.object(runtime()).text(field);
  }

  @Test
  void nobodyHereKnowsWhichProcessesRunElsewhere() {
    cli().run("register", "demo", "--hostname", "far", "--pid", "99");

    assertEquals(
        6,
        cli().run("register", "demo", "--exclusive", "--hostname", "far", "--pid", "1").status());
    assertEquals("pid: 99; hostname: far; ", holder());
  }

  @Test
  void silenceEndsTheHold() throws InterruptedException {
    cli().run("register", "demo", "--hostname", "far", "--pid", "99");
    while (cli().run("list", "--stale", "--stale-after", "5ms", "--fail-empty", "-q").status()
        != 0) {
      Thread.onSpinWait();
    }

    assertEquals(0, cli().run("register", "demo", "--exclusive", "--stale-after", "5ms").status());
  }

  @Test
  void existingComponentIsUnchanged() {
    Ended written = cli().run("register", "demo", "--if-absent", "--pid", "1", "--error-unchanged");
    assertEquals(
        new Ended(0, "worker_pool demo: registered (runtime_id ID)\n", ""), written.masked());

    Ended left = new Ended(0, "worker_pool demo: unchanged (runtime_id ID)\n", "");
    assertEquals(left, cli().run("register", "demo", "--if-absent", "--pid", "2").masked());
    assertEquals(
        new Ended(3, left.out(), ""),
        cli().run("register", "demo", "--if-absent", "--error-unchanged").masked());
    assertEquals("pid: 1; hostname: test-host; ", holder());
  }

  @Test
  void conditionHoldsForEachItemOfAFile() {
    cli().run("register", "demo", "--pid", "1");

    assertEquals(
        new Ended(
            0,
            """
            name,result,runtime_id
            demo,unchanged,ID
            new,registered,ID
            """,
            ""),
        cli()
            .input("[{\"name\":\"demo\",\"pid\":2},{\"name\":\"new\"}]")
            .run("register", "-f", "-", "--if-absent", "-o", "csv")
            .masked());
    assertEquals("pid: 1; hostname: test-host; ", holder());

    String both = "[{\"name\":\"demo\"},{\"name\":\"new\"}]";
    String[] again = {"register", "-f", "-", "--if-absent", "--error-unchanged", "-q"};
    assertEquals(3, cli().input(both).run(again).status());
    assertEquals(0, cli().input(both.replace("new", "newer")).run(again).status());
  }

  @Test
  void conditionsThatContradictAreRefused() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --exclusive and --if-absent cannot be used together; use only one of"
                + " them\n"),
        cli().run("register", "demo", "--exclusive", "--if-absent"));
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --error-unchanged requires --if-absent; remove it or add that"
                + " option\n"),
        cli().run("register", "demo", "--error-unchanged"));
  }
}
