package io.noetl.runtime.cli.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command init. */
class InitCommandTest {

  @TempDir private Path home;

  @Test
  void dryRunPrintsTheStatementsAlsoWhereTheDatabaseIsAway() {
    assertEquals(
        new Ended(
            0,
            """
            CREATE SCHEMA IF NOT EXISTS "ops";
            CREATE TABLE IF NOT EXISTS "ops".runtime (
              runtime_id BIGINT PRIMARY KEY,
              name TEXT NOT NULL,
              kind TEXT NOT NULL
                CHECK (kind IN ('worker_pool', 'server_api', 'broker', 'scheduler', 'monitor')),
              uri TEXT,
              status TEXT NOT NULL,
              labels JSONB,
              capabilities JSONB,
              capacity INTEGER,
              runtime JSONB,
              heartbeat TIMESTAMPTZ NOT NULL DEFAULT now(),
              created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
              updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
            ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
            CREATE UNIQUE INDEX IF NOT EXISTS idx_runtime_kind_name ON "ops".runtime (kind, name);
            CREATE INDEX IF NOT EXISTS idx_runtime_kind ON "ops".runtime (kind);
            CREATE INDEX IF NOT EXISTS idx_runtime_status ON "ops".runtime (status);
            """,
            "noetl-runtime: cannot tell whether the table exists: cannot reach"
                + " postgresql://u@127.0.0.1:1/d: Connection to 127.0.0.1:1 refused\n"),
        new CommandRun(home)
            .run("init", "--database", "postgresql://u@127.0.0.1:1/d?schema=ops", "--dry-run"));
  }

  @Test
  @IntegrationTest
  void dryRunSaysThatTheTableIsThereAlready() {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase();
    String[] dryRun = {"init", "--database", database.url(), "--dry-run"};
    Ended missing = new CommandRun(home).run(dryRun);
    assertEquals(new Ended(0, missing.out(), ""), missing);
    assertEquals(false, exists(database.url()));
    assertEquals(List.of(), tables(database), "nothing was made");

    database.withTable();
    assertEquals(
        new Ended(
            0,
            missing.out(),
            "noetl-runtime: the table is there already; init would change nothing\n"),
        new CommandRun(home).run(dryRun));
    assertEquals(true, exists(database.url()));
  }

  private Object exists(String url) {
    Ended ended = new CommandRun(home).run("init", "--database", url, "--dry-run", "-o", "json");
    assertEquals("", ended.err());
    return TestJson.plain(TestJson.object(ended.out()).get("exists"));
  }

  private static List<String> tables(PostgresDatabase database) {
    try {
      return database.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'noetl'");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void embeddedFileIsMadeOnceAndNeverByADryRun() {
    CommandRun cli = CommandRun.direct(home);
    Path file = home.resolve(".local/share/noetl/runtime.db");
    assertEquals("", cli.run("init", "--dry-run").err());
    assertEquals(false, exists("sqlite:" + file));
    assertFalse(Files.exists(file));
    assertEquals(new Ended(0, "the table was made\n", ""), cli.run("init"));
    assertEquals(new Ended(0, "the table is there already\n", ""), cli.run("init"));
    assertEquals(true, exists("sqlite:" + file));
  }

  @Test
  void serverHasItsOwnTable() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: this command works on a database, not through a server; add --direct or"
                + " --database URL\n"),
        new CommandRun(home).run("init"));
  }

  @Test
  void passwordOnTheCommandLineIsWarnedOfAndNeverShown() {
    Ended ended =
        new CommandRun(home).run("list", "--database", "postgresql://u:s3cret@127.0.0.1:1/d", "-v");
    assertEquals(7, ended.status());
    assertEquals(-1, ended.err().indexOf("s3cret"));
    assertEquals(
        "noetl-runtime: warning: every user of this machine can see the password in --database; use"
            + " PGPASSWORD or the password file",
        ended.err().lines().findFirst().orElse(""));
  }
}
