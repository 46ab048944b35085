package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {

  private static final String LIVING = Long.toString(CommandRun.LIVING_PID);

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
            "noetl-runtime: worker_pool \"demo\" is held by host test-host pid 4711, which beat 0s"
                + " ago; stop that process or wait until it is stale, or replace it without"
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
  void componentThatIsThereIsLeftAsItIs() {
    Ended written = cli().run("register", "demo", "--if-absent", "--pid", "1", "--error-unchanged");
    assertEquals(
        new Ended(0, "worker_pool demo: registered (runtime_id ID)\n", ""), written.masked());

    Ended left = new Ended(0, "worker_pool demo: left as it is (runtime_id ID)\n", "");
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
            demo,left as it is,ID
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
            "noetl-runtime: --exclusive and --if-absent exclude each other; leave one out\n"),
        cli().run("register", "demo", "--exclusive", "--if-absent"));
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --error-unchanged needs --if-absent; leave it out or add that\n"),
        cli().run("register", "demo", "--error-unchanged"));
  }
}
