package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.NoetlServer.Software;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No command makes a worker without heartbeats look alive. */
class SilentWorkersTest {

  private static final String DECLARED = "- {name: a, capacity: 9, uri: 'http://a'}";
  private static final String LEFT =
      "noetl-runtime: 1 not changed because offline or stale: start the worker, or register it with"
          + " --revive\n";

  @TempDir private Path home;

  // Servers on which a change is a registration

  private static JsonObject silent(String status) {
    return TestJson.object(
        """
        {"runtime_id":"7","name":"a","kind":"worker_pool","uri":"http://a","status":"%s",
        "labels":{"env":"prod"},"capacity":4,
        "runtime":{"type":"python","pid":7,"hostname":"w-1","drain_note":"x","drain_until":"resume"},
        "heartbeat":"%2$s","created_at":"%2$s","updated_at":"%2$s"}
        """
            .formatted(status, Instant.now().minus(Duration.ofMinutes(10))));
  }

  @ParameterizedTest
  @CsvSource({
    "PYTHON_2025,ready",
    "PYTHON_2025,offline",
    "PYTHON_2026,ready",
    "PYTHON_2026,offline",
    "RUST,draining"
  })
  void changeOverHttpIsRefusedWithoutForce(Software software, String status) throws IOException {
    try (NoetlServer server = new NoetlServer(software)) {
      CommandRun cli =
          new CommandRun(home).with("NOETL_SERVER_URL", server.address()).input(DECLARED);
      JsonObject row = silent(status);
      server.put("a", row);
      for (String line :
          List.of("drain a --mark", "resume a", "set a --capacity 9", "set a --status ready")) {
        Ended refused = cli.run(line.split(" "));
        assertEquals(6, refused.status(), line);
        assertEquals(
            "noetl-runtime: worker_pool a is "
                + (status.equals("offline") ? "offline" : "stale")
                + ", its last heartbeat was AGE ago, and a change would make it look alive; start"
                + " the worker first, or add --force\n",
            refused.err().replaceAll("(9m5|10m0)\\ds", "AGE"));
        assertEquals(row, server.row("a"), line);
      }
      Ended applied = cli.run("apply", "-f", "-");
      assertEquals(
          new Ended(
              0,
              "NAME  KIND         RESULT       CHANGES\n" + "a     worker_pool  not revived  -\n",
              "noetl-runtime: 1 not revived\n" + LEFT),
          applied);
      assertEquals(row, server.row("a"));

      assertEquals(0, cli.run("set", "a", "--capacity", "8", "--uri", "u", "--force").status());
      assertNotEquals(row.text("heartbeat"), server.row("a").text("heartbeat"));
      server.put("a", row);
      assertEquals(0, cli.run("apply", "-f", "-", "--revive").status());
      assertEquals("9", server.row("a").text("capacity"));
      assertNotEquals(row.text("heartbeat"), server.row("a").text("heartbeat"));
    }
  }

  // Direct mode and serve, where a change is no heartbeat

  private void silence(Path file, String status) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE runtime SET status = '"
              + status
              + "', heartbeat = '2026-07-07T12:00:00.000000+00:00'");
    }
  }

  private static String row(CommandRun cli) {
    return cli.run("list", "--columns", "name,status,capacity,heartbeat", "-o", "csv")
        .out()
        .replaceFirst(".*\n", "");
  }

  private static void assertChangesAreNoHeartbeats(CommandRun cli) {
    assertEquals(0, cli.run("set", "a", "--capacity", "8").status());
    assertEquals("a,stale,8,2026-07-07T12:00:00Z\n", row(cli));
    assertEquals(
        new Ended(
            0,
            "NAME  KIND         RESULT   CHANGES\n" + "a     worker_pool  changed  capacity,uri\n",
            "noetl-runtime: 1 changed\n"),
        cli.run("apply", "-f", "-"));
    assertEquals("a,stale,9,2026-07-07T12:00:00Z\n", row(cli));
    assertEquals(6, cli.run("drain", "a").status());
  }

  @Test
  void changeInDirectModeIsNoHeartbeat() throws SQLException {
    CommandRun cli = CommandRun.direct(home).input(DECLARED);
    cli.run("register", "a");
    silence(home.resolve(".local/share/noetl/runtime.db"), "ready");
    assertChangesAreNoHeartbeats(cli);
  }

  @Test
  void changeOnServeIsNoHeartbeat() throws SQLException {
    Path file = home.resolve("served.db");
    try (RuntimeService registry = TestRegistry.sqlite(file);
        TestEndpoint endpoint = TestEndpoint.start(registry)) {
      CommandRun cli =
          new CommandRun(home).with("NOETL_SERVER_URL", endpoint.address()).input(DECLARED);
      cli.run("register", "a");
      silence(file, "ready");
      assertChangesAreNoHeartbeats(cli);
    }
  }

  @Test
  void offlineOneKeepsItsStatusWhateverElseChanges() throws SQLException {
    CommandRun cli = CommandRun.direct(home).input(DECLARED);
    cli.run("register", "a", "--capacity", "4");
    silence(home.resolve(".local/share/noetl/runtime.db"), "offline");

    assertEquals(
        new Ended(
            0,
            "  worker_pool a: not revived\n-     status: \"offline\"\n+     status: \"ready\"\n"
                + "-     capacity: 4\n+     capacity: 9\n+     uri: \"http://a\"\n",
            "noetl-runtime: 1 not revived\n" + LEFT),
        cli.run("apply", "-f", "-", "--diff"));
    assertEquals(3, cli.run("apply", "-f", "-", "--error-unchanged", "-q").status());
    assertEquals(6, cli.run("set", "a", "--status", "ready").status());
    assertEquals(0, cli.run("set", "a", "--capacity", "5").status());
    assertEquals(0, cli.run("set", "a", "--status", "offline").status());
    assertEquals("a,offline,5,2026-07-07T12:00:00Z\n", row(cli));

    assertEquals(0, cli.run("apply", "-f", "-", "--revive").status());
    assertTrue(row(cli).startsWith("a,ready,9,"), row(cli));
  }
}
