package io.noetl.runtime.cli.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedScreen;
import io.noetl.runtime.cli.process.ScriptedTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say of a component that lacks a dependency. */
class BlockedComponentsTest {

  @TempDir private Path home;
  private final Map<String, Runnable> signals = new HashMap<>();

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void fill() {
    Ended registered =
        cli()
            .input(
                """
                - {name: nats-1, kind: broker, uri: "nats://1"}
                - {name: fine, kind: worker_pool, depends_on: [broker/nats-1]}
                - {name: lacking, kind: worker_pool, depends_on: [broker/nats-1, broker/nats-9]}
                - {name: free, kind: worker_pool}
                """)
            .run("register", "-f", "-");
    assertEquals(0, registered.status(), registered.err());
  }

  private void broker(boolean isThere) {
    String[] command =
        isThere
            ? new String[] {"register", "nats-9", "-k", "broker", "--uri", "nats://9"}
            : new String[] {"deregister", "nats-9", "-k", "broker"};
    assertEquals(0, cli().run(command).status());
  }

  @Test
  void listShowsThemWhereItIsAsked() {
    assertEquals(
        "fine\nlacking\nfree\n".lines().sorted().toList(),
        cli().run("list", "-o", "name").out().lines().sorted().toList());
    assertEquals("lacking\n", cli().run("list", "--blocked", "-o", "name").out());
    assertEquals("lacking\n", cli().run("list", "-A", "--blocked", "-o", "name").out());
    assertEquals(
        """
        NAME     BLOCKED  BLOCKED_BY
        lacking  yes      broker/nats-9 (not registered)
        fine     no       -
        free     -        -
        """,
        cli().run("list", "--columns", "name,blocked,blocked_by", "--sort-by", "blocked").out());
    assertEquals(
        "yes 1, no 1, - 1",
        cli()
            .run("list", "--group-by", "blocked", "--count", "--no-headers")
            .out()
            .lines()
            .map(line -> line.replaceAll(" +", " "))
            .reduce((one, other) -> one + ", " + other)
            .orElse(""));
  }

  @Test
  void statusSortsThemAsTrouble() {
    assertEquals(
        "lacking\nfine\nfree\n",
        cli()
            .run("list", "--columns", "name,blocked", "--sort-by", "status", "--no-headers")
            .out()
            .replaceAll(" .*", ""));
  }

  @Test
  void documentsHoldThemWhereDependenciesAreDeclared() {
    String lines = cli().run("list", "-o", "json").out();
    var items = TestJson.object(lines).get("items");
    assertEquals("{}", computed(items.get(1).get("computed").toString()));
    assertEquals(
        "{\"blocked\":true,\"blocked_by\":[\"broker/nats-9 (not registered)\"]}",
        computed(items.get(2).get("computed").toString()));
    assertEquals(
        "{\"blocked\":false,\"blocked_by\":[]}", computed(items.get(0).get("computed").toString()));
    assertEquals(
        "{\"name\":\"lacking\",\"blocked\":true}\n",
        cli().run("list", "--name", "lacking", "--json=name,blocked", "-o", "jsonl").out());
    assertFalse(cli().run("list", "-o", "jsonl").out().contains("\"blocked\""));
  }

  private static String computed(String json) {
    var computed = TestJson.object(json);
    return TestJson.object("{}")
        .withPresent("blocked", computed.get("blocked"))
        .withPresent("blocked_by", computed.get("blocked_by"))
        .toString();
  }

  @Test
  void emptyListSaysHowManyAreNotBlocked() {
    broker(true);
    assertEquals(
        "No components match.\n3 are not blocked: leave out --blocked\n",
        cli().run("list", "--blocked").err());
  }

  @Test
  void getShowsBothDirections() {
    String lacking = cli().run("get", "lacking").out();
    assertTrue(lacking.contains("\nstatus:       ready, blocked\n"), lacking);
    assertTrue(
        lacking.contains(
            """
            depends on:   broker/nats-1
                          broker/nats-9 (not registered)
            expires: \
            """),
        lacking);
    String broker = cli().run("get", "nats-1", "-k", "broker").out();
    assertTrue(
        broker.contains("needed by:    worker_pool/fine, worker_pool/lacking\nexpires: "), broker);
    assertEquals(
        "[\"worker_pool/fine\",\"worker_pool/lacking\"]",
        TestJson.object(cli().run("get", "nats-1", "-k", "broker", "-o", "json").out())
            .object("computed")
            .get("needed_by")
            .toString());
    assertFalse(cli().run("get", "free").out().contains("depends on"));
  }

  @Test
  void getShowsWhatIsNoReferenceAsItIsWritten() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + home.resolve(".local/share/noetl/runtime.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE runtime SET runtime = '{\"depends_on\":[\"nope nope\",\"broker/nats-1\",7]}'"
              + " WHERE name = 'fine'");
      statement.executeUpdate(
          "UPDATE runtime SET runtime = '{\"depends_on\":\"everything\"}' WHERE name = 'free'");
    }
    String fine = cli().run("get", "fine").out();
    assertTrue(
        fine.contains(
            """
            depends on:   broker/nats-1
                          nope nope (not a reference)
                          7 (not a reference)
            expires: \
            """),
        fine);
    assertTrue(fine.contains("\nstatus:       ready\n"), fine);
    String free = cli().run("get", "free").out();
    assertTrue(free.contains("\ndepends on:   everything (not a reference)\nexpires: "), free);
  }

  @Test
  void componentIsNoDuplicateOfItself() {
    cli().run("register", "own", "--pid=71", "--hostname=h", "--depends-on", "broker/nats-1");
    String own = cli().run("get", "own").out();
    assertTrue(own.contains("\nduplicates:   -\n"), own);
    cli().run("register", "other", "--pid=71", "--hostname=h");
    own = cli().run("get", "own").out();
    assertTrue(own.contains("\nduplicates:   other (ready)\n"), own);
  }

  @Test
  void listOfThemSaysWhy() {
    assertEquals(
        """
        NAME     STATUS  BLOCKED_BY                      EXPIRES  LAST_HEARTBEAT  RUNTIME  CAPACITY
        lacking  ready   broker/nats-9 (not registered)  1m00s    0s              -        -
        """,
        cli()
            .run("list", "--blocked")
            .out()
            .replaceAll("(?m) (59s  |1m00s)    \\ds  ", " 1m00s    0s  "));
    assertEquals(
        "name,status\nlacking,ready\n",
        cli().run("list", "--blocked", "--columns", "name,status", "-o", "csv").out());
  }

  @Test
  void screenMarksThem() {
    String out =
        cli()
            .time(new ScriptedTime(() -> signals.get("INT").run()))
            .signals(signals::put)
            .screen(new ScriptedScreen(100, 8))
            .onTerminal()
            .with("TERM", "xterm")
            .with("NO_COLOR", "1")
            .run("watch", "--columns", "name,status")
            .out();
    assertTrue(out.contains("3 components, 3 ready, 1 blocked at "), out);
    assertTrue(out.contains("lacking  ready, blocked  -"), out);
    assertTrue(out.contains("fine     ready           -"), out);
  }

  @Test
  void blockedIsNoStatus() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --status: blocked components have a status beside that; use"
                + " --blocked\n"),
        cli().run("list", "--status", "dead,blocked"));
  }

  @Test
  void checkFailsWhereDependenciesCount() {
    assertEquals(0, cli().run("check", "lacking", "-q").status());
    Ended failed = cli().run("check", "lacking", "--with-dependencies");
    assertEquals(1, failed.status());
    assertEquals(
        "noetl-runtime: lacking is blocked by broker/nats-9 (not registered)\n", failed.err());
    assertEquals(0, cli().run("check", "fine", "--with-dependencies").status());
    assertEquals(12, cli().run("check", "fine", "lacking", "--with-dependencies").status());
    broker(true);
    assertEquals(0, cli().run("check", "--all", "--with-dependencies").status());
  }

  @Test
  void waitEndsWhenDependenciesAreMet() {
    Ended waited =
        cli()
            .time(new ScriptedTime(() -> {}, () -> broker(true)))
            .run("wait", "lacking", "--with-dependencies");
    assertEquals(0, waited.status(), waited.err());
    broker(false);
    assertEquals(0, cli().run("wait", "lacking", "--timeout", "1ms").status());
    Ended late = cli().run("wait", "lacking", "--with-dependencies", "--timeout", "1ms");
    assertEquals(9, late.status());
    assertTrue(
        late.err().contains("but lacking is ready, blocked by broker/nats-9 (offline)"),
        late.err());
  }

  @Test
  void doctorNamesWhatFailedFirst() {
    Ended seen = cli().run("doctor", "lacking", "--observe", "0s");
    assertEquals(1, seen.status());
    assertTrue(
        seen.out()
            .replaceAll("[0-9]+ ms", "0 ms")
            .contains(
                "dependencies   FAILED   0 ms  1 of 2 not met: broker/nats-9 (not registered)\n"),
        seen.out());
    assertTrue(
        seen.out()
            .endsWith(
                """

                lacking is blocked; the dependency that failed first is broker/nats-9 (not registered)
                next: noetl-runtime dependencies -- lacking
                """),
        seen.out());
    broker(true);
    broker(false);
    assertTrue(
        cli()
            .run("doctor", "lacking", "--observe", "0s")
            .masked()
            .out()
            .endsWith(
                """
                 is broker/nats-9 (offline), last heartbeat TIME
                next: noetl-runtime doctor --kind broker -- nats-9
                """));
    broker(true);
    assertEquals(0, cli().run("doctor", "lacking", "--observe", "0s").status());
    assertFalse(cli().run("doctor", "free", "--observe", "0s").out().contains("dependencies"));
  }

  @Test
  void watchReportsBlockedAndUnblockedComponents() {
    Ended ended =
        cli()
            .time(
                new ScriptedTime(
                    () -> broker(true), () -> broker(false), () -> signals.get("INT").run()))
            .signals(signals::put)
            .screen(new ScriptedScreen(100, 8))
            .run("watch", "--interval", "1s");
    assertEquals(
        """
        TIME added worker_pool fine ready
        TIME added worker_pool free ready
        TIME added worker_pool lacking ready
        TIME unblocked worker_pool lacking ready
        TIME blocked worker_pool lacking ready by broker/nats-9 (offline)
        """,
        ended.masked().out());
    assertEquals("", ended.err());
  }
}
