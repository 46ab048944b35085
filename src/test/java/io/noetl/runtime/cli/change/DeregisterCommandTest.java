package io.noetl.runtime.cli.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedTime;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command deregister. */
class DeregisterCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @Test
  void componentGoesOfflineAndARepeatIsNoError() {
    cli().run("register", "demo");
    Ended offline = new Ended(0, "worker_pool demo: offline (runtime_id ID)\n", "");
    assertEquals(offline, cli().run("deregister", "demo").masked());
    assertEquals(offline, cli().run("deregister", "demo").masked());
    assertEquals("demo\n", cli().run("list", "--status", "offline", "-o", "name").out());
  }

  @Test
  void unknownNameExitsFiveUnlessIgnored() {
    cli().run("init");
    assertEquals(
        new Ended(
            5,
            "",
            "noetl-runtime: no worker_pool named \"ghost\" is registered; see what is"
                + " registered: noetl-runtime list\n"),
        cli().run("deregister", "ghost"));
    assertEquals(new Ended(0, "", ""), cli().run("deregister", "ghost", "--ignore-not-found"));
  }

  @Test
  void dryRunShowsTheDeleteWithItsBody() {
    assertEquals(
        """
        {"dry_run":{"method":"DELETE","target":"http://localhost:8083/api/broker/deregister",\
        "headers":{"Content-Type":"application/json","Accept":"application/json",\
        "User-Agent":"noetl-runtime/1.2.3"},"body":{"name":"b1","kind":"broker"},\
        "curl":"curl -sS -X DELETE 'http://localhost:8083/api/broker/deregister' -H 'Content-Type: \
        application/json' -H 'Accept: application/json' --data \
        '{\\"name\\":\\"b1\\",\\"kind\\":\\"broker\\"}'"}}
        """,
        new CommandRun(home)
            .run("deregister", "b1", "-k", "broker", "--dry-run", "-o", "jsonl")
            .out());
  }

  @Test
  void watchSeesWhoBringsTheComponentBack() {
    cli().run("register", "demo", "--hostname", "w-7", "--pid", "312");
    ScriptedTime time = new ScriptedTime(() -> {}, () -> cli().run("heartbeat", "demo"));

    assertEquals(
        new Ended(
            1,
            "worker_pool demo: offline (runtime_id ID)\n",
            "noetl-runtime: worker_pool demo is back as ready after 0s, registered by host w-7 pid"
                + " 312; stop the process that sends its heartbeats, then deregister it again\n"),
        cli().time(time).run("deregister", "demo", "--verify", "20s").masked());
  }

  @Test
  void watchEndsWellWhenNothingComesBack() {
    cli().run("register", "demo");

    assertEquals(
        new Ended(
            0,
            "worker_pool demo: offline (runtime_id ID)\n",
            "noetl-runtime: demo did not come back within 20s\n"),
        cli().run("deregister", "demo", "--verify", "20s").maskedIds());
  }
}
