package io.noetl.runtime.cli.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands sweep and prune. */
class SweepAndPruneTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  /** Registers pools that are alive, silent for 10 minutes, and offline for 8 and 9 days. */
  @BeforeEach
  void registerPools() throws SQLException {
    for (String name : new String[] {"alive", "silent", "old", "older"}) {
      cli().run("register", name, "--label", "n=" + name);
    }
    cli().run("register", "b", "--kind", "broker", "--uri", "u");
    cli().run("deregister", "old");
    cli().run("deregister", "older");
    age("silent", "-10 minutes");
    age("b", "-10 minutes");
    age("old", "-8 days");
    age("older", "-9 days");
  }

  private void age(String name, String modifier) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + home.resolve(".local/share/noetl/runtime.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE runtime SET heartbeat = strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now', '"
              + modifier
              + "') WHERE name = '"
              + name
              + "'");
    }
  }

  private String offline() {
    return cli().run("list", "--all-kinds", "--status", "offline", "-o", "name").out();
  }

  @Test
  void sweepMarksSilentComponentsOfEveryKindAndSaysHowMany() {
    Ended swept = cli().run("sweep", "-o", "csv").masked();
    assertEquals(
        """
        name,kind,status,expires,age,runtime,capacity,heartbeat,host,pid,uri,labels,runtime_id,capabilities
        b,broker,offline,,60N,,,TIME,test-host,,u,,ID,
        silent,worker_pool,offline,,60N,,,TIME,test-host,,,n=silent,ID,
        """,
        swept.out().replaceAll(",60\\d,", ",60N,"));
    assertEquals("noetl-runtime: 2 components marked offline\n", swept.err());
    assertEquals("b\nold\nolder\nsilent\n", offline());
    assertEquals(
        new Ended(0, "", "noetl-runtime: 0 components marked offline\n"),
        cli().run("sweep", "-o", "name"));
    assertEquals(new Ended(0, "", ""), cli().run("sweep", "-q"));
    assertEquals(
        new Ended(0, "{\n  \"items\": [],\n  \"count\": 0\n}\n", ""),
        cli().run("sweep", "-o", "json"));
  }

  @Test
  void sweepTakesAgeKindAndDryRun() {
    assertEquals(
        new Ended(0, "silent\n", "noetl-runtime: 1 component would be marked offline\n"),
        cli().run("sweep", "--kind", "worker-pool", "--dry-run", "-o", "name"));
    assertEquals(
        new Ended(0, "", "noetl-runtime: 0 components would be marked offline\n"),
        cli().run("sweep", "--older-than", "11m", "--dry-run", "-o", "name"));
    assertEquals(
        new Ended(0, "", "noetl-runtime: 0 components would be marked offline\n"),
        cli().with("NOETL_RUNTIME_OFFLINE_SECONDS", "700").run("sweep", "--dry-run", "-o", "name"));
    assertEquals("old\nolder\n", offline());
  }

  @Test
  void pruneDeletesWhatIsOfflineAndOlder() {
    assertEquals(
        new Ended(0, "older\n", "noetl-runtime: 1 component would be deleted\n"),
        cli().run("prune", "--older-than", "8.5d", "--dry-run", "-o", "name"));
    assertEquals(
        new Ended(0, "old\n", "noetl-runtime: 1 component deleted\n"),
        cli().run("prune", "--older-than", "7d", "-l", "n in (old)", "--yes", "-o", "name"));
    assertEquals("older\n", offline());
    assertEquals(
        new Ended(0, "", "noetl-runtime: 0 components deleted\n"),
        cli().run("prune", "--older-than", "10d", "--yes", "-o", "name"));
  }

  @Test
  void pruneAsksOnATerminalAndTakesNoForAnAnswer() {
    String question =
        """
        worker_pool old, last heartbeat 8d00h ago
        worker_pool older, last heartbeat 9d00h ago
        Delete 2? [y/N] \
        """;
    for (String no : new String[] {"", "\n", "n\n", "yess\n"}) {
      assertEquals(
          new Ended(
              1,
              "",
              // The input ended without Enter.
              question + (no.isEmpty() ? "\n" : "") + "noetl-runtime: nothing was deleted\n"),
          cli().answering(no).run("prune", "--older-than", "7d"));
    }
    assertEquals(
        new Ended(0, "old\nolder\n", question + "noetl-runtime: 2 components deleted\n"),
        cli().answering("Yes\n").run("prune", "--older-than", "7d", "-o", "name"));
    assertEquals("", offline());
  }

  @Test
  void pruneWithoutATerminalDeletesNothing() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: stdin is not a terminal, so the deletion cannot be confirmed; add"
                + " --yes, or preview with --dry-run\n"),
        cli().input("y\n").run("prune", "--older-than", "7d"));
    assertEquals("old\nolder\n", offline());
  }

  @Test
  @IntegrationTest
  void pruneSaysWhichRowsTheDatabaseDeletesWithThem() {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    CommandRun world = new CommandRun(home).with("NOETL_RUNTIME_DATABASE", database.url());
    world.run("register", "old");
    world.run("register", "older");
    database.execute(
        "CREATE TABLE noetl.metric (runtime_id BIGINT REFERENCES noetl.runtime ON DELETE CASCADE)",
        "INSERT INTO noetl.metric SELECT runtime_id FROM noetl.runtime, generate_series(1, 3)",
        "UPDATE noetl.runtime SET status = 'offline', heartbeat = now() - interval '8 days'",
        "CREATE TABLE noetl.note (runtime_id BIGINT REFERENCES noetl.runtime ON DELETE SET NULL)",
        "INSERT INTO noetl.note SELECT runtime_id FROM noetl.runtime WHERE name = 'old'");
    String with =
        ", along with 6 rows of noetl.metric; 1 row of noetl.note no longer refers to them";

    assertEquals(
        new Ended(0, "old\nolder\n", "noetl-runtime: 2 components would be deleted" + with + "\n"),
        world.run("prune", "--older-than", "7d", "--dry-run", "-o", "name"));
    assertEquals(
        List.of(
            Map.of("table", "noetl.metric", "effect", "deleted", "rows", 6),
            Map.of("table", "noetl.note", "effect", "detached", "rows", 1)),
        TestJson.plain(
            TestJson.object(
                    world.run("prune", "--older-than", "7d", "--dry-run", "-o", "json").out())
                .get("dependents")));
    assertEquals(
        "Delete 2" + with + "? [y/N] noetl-runtime: nothing was deleted",
        world.answering("n\n").run("prune", "--older-than", "7d").err().lines().toList().getLast());
    assertEquals(
        new Ended(0, "old\nolder\n", "noetl-runtime: 2 components deleted" + with + "\n"),
        world.run("prune", "--older-than", "7d", "--yes", "-o", "name"));
  }

  @Test
  void ageHasToBeOne() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --older-than: \"week\" is not a duration: use 500ms, 5s, 2m, 1h or"
                + " 7d\n"),
        cli().run("prune", "--older-than", "week", "--yes"));
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: missing required option: '--older-than=DURATION'; see noetl-runtime"
                + " prune --help\n"),
        cli().run("prune", "--yes"));
  }

  @Test
  void serverIsNoPlaceToSweep() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: this command works on a database, not through a server; add --direct or"
                + " --database URL\n"),
        new CommandRun(home).run("sweep"));
  }
}
