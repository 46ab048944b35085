package io.noetl.runtime.cli.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands drain and resume. */
class DrainCommandTest {

  private static final String COLUMNS = "name,status,meta:drain_note,meta:drain_until";

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private String listed(CommandRun world) {
    return world.run("list", "--columns", COLUMNS, "-o", "csv").masked().out();
  }

  @Test
  void heartbeatsLeaveADrainAndResumeEndsIt() {
    cli().run("register", "demo");
    assertEquals(
        new Ended(0, "worker_pool demo: draining (runtime_id ID)\n", ""),
        cli().run("drain", "demo", "--note", "new kernel").masked());
    cli().run("heartbeat", "demo");
    assertEquals(
        """
        name,status,meta:drain_note,meta:drain_until
        demo,draining,new kernel,resume
        """,
        listed(cli()));
    assertEquals(
        "drain:        until resumed: new kernel",
        cli()
            .run("get", "demo")
            .out()
            .lines()
            .filter(it -> it.startsWith("drain"))
            .toList()
            .getFirst());
    assertEquals(
        new Ended(0, "worker_pool demo: ready (runtime_id ID)\n", ""),
        cli().run("resume", "demo").masked());
    assertEquals(
        new Ended(0, "worker_pool demo: not draining; nothing changed (runtime_id ID)\n", ""),
        cli().run("resume", "demo").masked());
    assertEquals(
        """
        name,status,meta:drain_note,meta:drain_until
        demo,ready,,
        """,
        listed(cli()));
  }

  @Test
  void drainWithAnEndSaysWhen() {
    cli().run("register", "demo");
    assertEquals(
        new Ended(0, "worker_pool demo: draining until TIME (runtime_id ID)\n", ""),
        cli().run("drain", "demo", "--for", "30m").masked());
    cli().run("drain", "demo", "--note", "for good");
    assertEquals(
        """
        name,status,meta:drain_note,meta:drain_until
        demo,draining,for good,resume
        """,
        listed(cli()));
  }

  @Test
  void expiredDrainCountsAsReadyAndBecomesItWithTheNextHeartbeat() {
    cli()
        .run(
            "register",
            "demo",
            "--status",
            "draining",
            "--meta",
            "drain_until=2024-01-01T00:00:00Z",
            "--meta",
            "drain_note=old");
    assertEquals(
        """
        name,status,meta:drain_note,meta:drain_until
        demo,ready,old,TIME
        """,
        listed(cli()));
    assertEquals("", cli().run("list", "--status", "draining", "-o", "name").out());
    assertEquals("demo\n", cli().run("list", "--status", "ready", "-o", "name").out());
    cli().run("heartbeat", "demo");
    assertEquals(
        """
        name,status,meta:drain_note,meta:drain_until
        demo,ready,,
        """,
        listed(cli()));
  }

  @Test
  void serverOfOursKeepsADrain() {
    try (RuntimeService registry = TestRegistry.sqlite(home.resolve("served.db"));
        TestEndpoint server = TestEndpoint.start(registry)) {
      CommandRun world = new CommandRun(home).with("NOETL_SERVER_URL", server.address());
      world.run("register", "demo", "--capacity", "3");
      assertEquals(
          new Ended(0, "worker_pool demo: draining (runtime_id ID)\n", ""),
          world.run("drain", "demo", "--note", "new kernel").masked());
      world.run("heartbeat", "demo");
      assertEquals(
          """
          name,status,meta:drain_note,meta:drain_until
          demo,draining,new kernel,resume
          """,
          listed(world));
      world.run("resume", "demo");
      assertEquals(
          """
          name,status,meta:drain_note,meta:drain_until
          demo,ready,,
          """,
          listed(world));
    }
  }

  @ParameterizedTest
  @CsvSource({"offline,offline", "ready,stale"})
  void deadComponentIsSkippedWithoutForce(String stored, String shown) throws SQLException {
    cli().run("register", "demo");
    cli().run("drain", "demo");
    silence("demo", stored);

    for (String verb : List.of("drain", "resume")) {
      assertEquals(
          new Ended(
              6,
              "",
              "noetl-runtime: worker_pool demo is "
                  + shown
                  + ", its last heartbeat was 9m59s ago, and a change would make it look alive;"
                  + " start the worker first, or add --force\n"),
          cli().run(verb, "demo").masked());
    }
    assertEquals("demo\n", cli().run("list", "--status", shown, "-o", "name").out());

    assertEquals(0, cli().run("resume", "demo", "--force").status());
    assertEquals(
        """
        name,status,meta:drain_note,meta:drain_until
        demo,stale,,
        """,
        listed(cli()));
  }

  /** Gives a row of the database of direct mode another status and an old heartbeat. */
  private void silence(String name, String status) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + home.resolve(".local/share/noetl/runtime.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE runtime SET status = '"
              + status
              + "', heartbeat = strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now', '-599 seconds')"
              + " WHERE name = '"
              + name
              + "'");
    }
  }

  @Test
  void unknownNameExitsFive() {
    cli().run("init");
    for (String verb : List.of("drain", "resume")) {
      assertEquals(
          new Ended(
              5,
              "",
              "noetl-runtime: no broker named \"b\" is registered; see what is registered:"
                  + " noetl-runtime list --kind broker\n"),
          cli().run(verb, "b", "--kind", "broker"));
    }
  }

  @Test
  void badEndIsRefused() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --for: \"soon\" is not a duration: use 500ms, 5s, 2m, 1h or 7d\n"),
        cli().run("drain", "demo", "--for", "soon"));
  }

  @Test
  void dryRunShowsTheChangeAndMakesNone() {
    cli().run("register", "demo");
    assertEquals(
        """
        {"dry_run":{"method":"set","target":"sqlite:HOME/.local/share/noetl/runtime.db",\
        "headers":{},"body":{"name":"demo","kind":"worker_pool","status":"draining",\
        "runtime":{"drain_note":"x","drain_until":"resume"}},"curl":null}}
        """,
        cli()
            .run("drain", "demo", "--note", "x", "--dry-run", "-o", "jsonl")
            .out()
            .replace(home.toString(), "HOME"));
    assertEquals(
        """
        name,status,meta:drain_note,meta:drain_until
        demo,ready,,
        """,
        listed(cli()));
    assertEquals(
        cli().run("resume", "demo"),
        cli().run("resume", "demo", "--dry-run"),
        "what is not draining would stay unchanged");
  }

  @Test
  void resumeOfAnOfflineComponentSaysWhatMakesItReady() {
    cli().run("register", "demo");
    cli().run("deregister", "demo");
    assertEquals(
        new Ended(
            0,
            "worker_pool demo: offline, not draining; nothing changed: its next heartbeat makes it"
                + " ready (runtime_id ID)\n",
            ""),
        cli().run("resume", "demo").masked());
  }
}
