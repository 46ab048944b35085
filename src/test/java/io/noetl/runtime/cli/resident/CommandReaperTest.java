package io.noetl.runtime.cli.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A table on which a Python server of 2026 works: a lease, a worker and a command that it runs. The
 * server's reaper gives the command to another worker if it treats the first one as dead.
 */
@IntegrationTest
class CommandReaperTest {

  @TempDir private Path home;
  private String url = "";
  private PostgresDatabase postgres;

  private void start(String engine) throws Exception {
    postgres = null;
    if (engine.equals("postgres")) {
      postgres = PostgresServer.shared(18).createDatabase().withTable();
      url = postgres.url();
    } else {
      url = "sqlite:" + home.resolve("runtime.db");
    }
    run("register worker-1 --runtime python --pid 7 --hostname w-7");
    run("register leader -k server_api --uri noetl://a --runtime server_control");
    execute("CREATE TABLE noetl.command (command_id BIGINT, worker_id TEXT)");
    execute("INSERT INTO noetl.command VALUES (1, 'worker-1')");
  }

  private Ended run(String line) {
    return new CommandRun(home).with("NOETL_RUNTIME_DATABASE", url).run(line.split(" ")).masked();
  }

  private Connection connect() throws Exception {
    return postgres == null ? DriverManager.getConnection("jdbc:" + url) : postgres.connect();
  }

  /** In a file of SQLite the schema is called main. */
  private String spelt(String sql) {
    return postgres == null
        ? sql.replace("noetl.", "main.")
            .replace(
                "now() - interval '60 second'",
                "strftime('%Y-%m-%dT%H:%M:%f', 'now', '-60 seconds')")
            .replace(
                "now() - interval '301 second'",
                "strftime('%Y-%m-%dT%H:%M:%f', 'now', '-301 seconds')")
        : sql;
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(spelt(sql));
    }
  }

  /** How many commands of workers that live the reaper gives to others. */
  private int givenToOthers() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                spelt(
                    """
                    SELECT count(*) FROM noetl.command AS claimed
                    LEFT JOIN noetl.runtime AS worker
                      ON worker.kind = 'worker_pool' AND worker.name = claimed.worker_id
                    WHERE worker.name IS NULL OR worker.status <> 'ready'
                      OR worker.heartbeat < now() - interval '60 second'
                    """))) {
      row.next();
      return row.getInt(1);
    }
  }

  private static String sentence(String status) {
    return "a Python server of NoETL uses this registry and treats a worker whose status is not"
        + " ready as dead: with status "
        + status
        + " the running jobs of worker-1 are given to other workers and run twice";
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void nothingButForceMakesJobsRunTwice(String engine) throws Exception {
    start(engine);
    assertEquals(0, givenToOthers());
    for (String line :
        List.of(
            "set worker-1 --status busy",
            "register worker-1 --status draining",
            "heartbeat worker-1 --recreate --runtime python --status paused")) {
      Ended ended = run(line);
      assertEquals(6, ended.status(), line);
      assertEquals(0, givenToOthers(), line);
    }
    assertEquals(
        new Ended(
            6,
            "",
            "noetl-runtime: "
                + sentence("draining")
                + "; stop the worker itself, mark it for noetl-runtime alone with --mark, or add"
                + " --force\n"),
        run("drain worker-1"));
    assertEquals(0, givenToOthers());

    assertEquals(
        new Ended(
            0,
            "worker_pool worker-1: draining (runtime_id ID)\n",
            "noetl-runtime: warning: "
                + sentence("draining")
                + "\n"
                + "noetl-runtime: a worker that registers at every heartbeat (as workers of 2026"
                + " do) undoes this within 15s\n"),
        run("drain worker-1 --force"));
    assertEquals(1, givenToOthers(), "this is what the refusal is for");
    assertEquals(0, run("resume worker-1").status());
    assertEquals(0, givenToOthers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void markAloneIsADrainForThisProgramAndNotForTheServer(String engine) throws Exception {
    start(engine);

    assertEquals(
        "worker_pool worker-1: marked as draining (runtime_id ID)\n",
        run("drain worker-1 --mark").out());

    assertEquals(0, givenToOthers());
    run("heartbeat worker-1");
    assertEquals("worker-1\n", run("list --status draining -o name").out());
    assertEquals("", run("list --status ready -o name").out());
    run("resume worker-1");
    assertEquals("worker-1\n", run("list --status ready -o name").out());
  }

  @Test
  void serveOnTheSameTableIsNoShield() throws Exception {
    start("sqlite");
    try (RuntimeService registry = TestRegistry.sqlite(home.resolve("runtime.db"));
        TestEndpoint endpoint = TestEndpoint.start(registry)) {
      CommandRun cli = new CommandRun(home).with("NOETL_SERVER_URL", endpoint.address());
      assertEquals(6, cli.run("drain", "worker-1").status());
      assertEquals(6, cli.run("set", "worker-1", "--status", "busy").status());
      assertEquals(0, givenToOthers());
      assertEquals(0, cli.run("drain", "worker-1", "--mark").status());
      assertEquals("worker-1\n", cli.run("list", "--status", "draining", "-o", "name").out());
      assertEquals(0, givenToOthers());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void applyAsksForForceToo(String engine) throws Exception {
    start(engine);
    CommandRun cli =
        new CommandRun(home)
            .with("NOETL_RUNTIME_DATABASE", url)
            .input("- {name: worker-1, status: busy}");

    assertEquals(
        new Ended(
            6,
            "NAME      KIND         RESULT  CHANGES\nworker-1  worker_pool  failed  status\n",
            "noetl-runtime: item 1 (worker-1): "
                + sentence("busy")
                + "; stop the worker itself, or add --force\nnoetl-runtime: 1 failed\n"),
        cli.run("apply", "-f", "-"));
    assertEquals(0, givenToOthers());
    Ended foreseen = cli.run("apply", "-f", "-", "--dry-run");
    assertEquals(6, foreseen.status());
    assertEquals(
        "noetl-runtime: item 1 (worker-1): "
            + sentence("busy")
            + "; stop the worker itself, or add --force\n"
            + "noetl-runtime: dry run, no changes made: 1 failed\n",
        foreseen.err());
    Ended forced = cli.run("apply", "-f", "-", "--dry-run", "--force");
    assertEquals(0, forced.status());
    assertEquals(
        "noetl-runtime: warning: "
            + sentence("busy")
            + "\nnoetl-runtime: dry run, no changes made: 1 changed\n",
        forced.err());
    assertEquals(0, givenToOthers());
    assertEquals(0, cli.run("apply", "-f", "-", "--force").status());
    assertEquals(1, givenToOthers());
  }

  @Test
  void itemOfAListIsRefusedWithWhatToDo() throws Exception {
    start("sqlite");
    CommandRun cli =
        new CommandRun(home)
            .with("NOETL_RUNTIME_DATABASE", url)
            .input("- {name: worker-1, status: busy}");
    Ended ended = cli.run("register", "-f", "-");
    assertEquals(6, ended.status());
    assertEquals(
        "noetl-runtime: item 1 (worker-1): "
            + sentence("busy")
            + "; stop the worker itself, or add --force\n",
        ended.err());
    assertEquals(0, givenToOthers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void runReportsItBeforeTheProgramStarts(String engine) throws Exception {
    start(engine);
    for (String option : List.of("--drain-status", "--status")) {
      Ended ended = run("run worker-2 " + option + " busy -- false");
      assertEquals(125, ended.status(), option);
      assertEquals("worker-1\n", run("list -o name").out(), "nothing was registered");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void otherKindsAndAServerThatIsGoneNeedNoForce(String engine) throws Exception {
    start(engine);
    run("register b -k broker --uri nats://b");
    assertEquals(0, run("drain b -k broker").status());
    execute(
        "UPDATE noetl.runtime SET heartbeat = now() - interval '301 second' WHERE name = 'leader'");
    assertEquals(
        new Ended(0, "worker_pool worker-1: draining (runtime_id ID)\n", ""),
        run("drain worker-1"));
  }
}
