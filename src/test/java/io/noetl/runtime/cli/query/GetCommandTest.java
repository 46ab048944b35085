package io.noetl.runtime.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command get. */
class GetCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @Test
  void componentIsShownInFull() {
    cli().run("register", "demo", "--runtime", "python", "--capacity", "3", "--label", "env=prod");
    assertEquals(
        new Ended(
            0,
            """
            name:         demo
            kind:         worker_pool
            status:       ready
            runtime:      python
            capacity:     3
            heartbeat:    TIME (0s ago)
            host:         test-host
            pid:          -
            uri:          -
            labels:       env=prod
            runtime_id:   ID
            created:      TIME
            updated:      TIME
            expires:      stale in 60s
            heartbeats:   0 missed (expected every 15s)
            clock:        same as the registry
            duplicates:   -
            """,
            ""),
        cli().run("get", "demo").masked());
  }

  @Test
  void yamlHoldsTheWholeObject() {
    cli().run("register", "demo", "--meta", "note=no", "--pid", "7");
    assertEquals(
        """
        name: demo
        kind: worker_pool
        runtime_id: "ID"
        status: ready
        runtime:
          type: null
          pid: 7
          hostname: test-host
          note: "no"
        uri: null
        capacity: null
        labels: null
        capabilities: null
        heartbeat: "TIME"
        created_at: "TIME"
        updated_at: "TIME"
        computed:
          heartbeat_age_s: 0
          stale: false
          dead: false
          expires_in_s: 60
          effective_status: ready
          beats_expected: 0
          beats_missed: 0
          clock_offset_s: 0
          duplicates: []
        """,
        cli().run("get", "demo", "-o", "yaml").masked().out());
  }

  @Test
  void nameOfAnotherKindIsShownTheWay() {
    cli().run("register", "--allow-dash", "--kind", "broker", "--uri", "nats://b1", "--", "-b");
    cli().run("register", "--allow-dash", "--kind", "monitor", "--", "-b");
    assertEquals(
        new Ended(
            5,
            "",
            "noetl-runtime: no worker_pool named \"-b\" is registered; a broker and a monitor have"
                + " this name: noetl-runtime get --kind broker --direct -- -b\n"),
        cli().run("get", "--direct", "--", "-b"));
    assertEquals(
        new Ended(
            1,
            "",
            "noetl-runtime: no scheduler named \"-b\" is registered; a broker and a monitor have"
                + " this name: noetl-runtime check --kind broker -- -b\n"),
        cli().run("check", "-k", "scheduler", "--", "-b"));
  }

  @Test
  void deregisteredOneMissesNoHeartbeat() {
    cli().run("register", "demo");
    cli().run("deregister", "demo");
    String[] get = {"get", "demo", "--every", "1ms"};
    assertTrue(
        cli().run(get).out().contains("heartbeats:   none expected (deregistered)\n"),
        cli().run(get).out());
    JsonObject computed =
        TestJson.object(cli().run("get", "demo", "--every", "1ms", "-o", "json").out())
            .object("computed");
    assertEquals("0", computed.text("beats_missed"));
    assertEquals("0", computed.text("beats_expected"));
    Ended swept = cli().with("NOETL_RUNTIME_OFFLINE_SECONDS", "0.001").run(get);
    assertTrue(swept.out().contains(" missed (expected every "), swept.out());
  }

  @Test
  void valuesBeginInOneColumn() {
    cli().run("register", "demo", "--capability", "gpu", "--meta", "version=1.2");
    for (String line : cli().run("get", "demo").out().lines().toList()) {
      assertTrue(line.matches("[a-z_]+: +\\S.*"), line);
      assertEquals(' ', line.charAt(13), line);
      assertNotEquals(' ', line.charAt(14), line);
    }
  }

  @Test
  void otherNamesOfTheSameProcessAreNamed() {
    cli().run("register", "demo", "--pid", "7", "--hostname", "h");
    cli().run("register", "twin", "--pid", "7", "--hostname", "h", "--status", "busy");
    cli().run("register", "host", "--pid", "8", "--hostname", "h");
    cli().run("register", "pid", "--pid", "7", "--hostname", "i");
    cli().run("register", "b", "--pid", "7", "--hostname", "h", "-k", "broker", "--uri", "u");
    assertEquals(
        "duplicates:   twin (busy)", cli().run("get", "demo").out().lines().toList().getLast());
  }

  @Test
  @Timeout(60)
  void heartbeatsAreCountedByTheInterval() {
    cli().run("register", "demo");
    String beats;
    do {
      beats = cli().run("get", "demo", "--every", "1ms").out().lines().toList().get(14);
    } while (beats.contains(" 0 missed "));
    assertTrue(beats.matches("heartbeats: +[1-9]\\d* missed \\(expected every 0s\\)"), beats);
  }

  @Test
  void clockThatNoOtherCommandWarnsOfIsTheRegistrys() {
    cli().run("register", "demo");
    InstantSource ahead = () -> InstantSource.system().instant().plusMillis(2500);
    Ended got = cli().clock(ahead).run("get", "demo");
    assertEquals("clock:        same as the registry", got.out().lines().toList().get(15));
    assertEquals("", got.err());
  }

  @Test
  void clockThatIsFarOffIsAFact() {
    cli().run("register", "demo");
    InstantSource behind = () -> Instant.now().minusSeconds(7_200);
    String clock = cli().clock(behind).run("get", "demo").out().lines().toList().get(15);
    assertTrue(clock.matches("clock: +(2h00m|1h59m) behind the registry's"), clock);
  }

  @Test
  void unknownNameExitsFive() {
    cli().run("init");
    assertEquals(
        new Ended(
            5,
            "",
            "noetl-runtime: no worker_pool named \"ghost\" is registered; see what is"
                + " registered: noetl-runtime list\n"),
        cli().run("get", "ghost"));
    cli().run("register", "b1", "--kind", "broker", "--uri", "u");
    assertEquals(5, cli().run("get", "b1", "-q").status());
    assertEquals(0, cli().run("get", "b1", "-q", "--kind", "broker").status());
  }

  @Test
  void nearNameIsSuggested() {
    cli().run("register", "demo-pool");
    String error =
        "noetl-runtime: no worker_pool named \"%s\" is registered; %ssee what is registered:"
            + " noetl-runtime list\n";
    for (String command :
        List.of("get", "check", "drain", "resume", "deregister", "set --capacity=1")) {
      String[] words = (command + " demo-pol").split(" ");
      assertEquals(error.formatted("demo-pol", "did you mean demo-pool? "), cli().run(words).err());
    }
    assertEquals(
        error.formatted("demo", "did you mean demo-pool? "), cli().run("get", "demo").err());
    assertEquals(error.formatted("other", ""), cli().run("get", "other").err());
  }
}
