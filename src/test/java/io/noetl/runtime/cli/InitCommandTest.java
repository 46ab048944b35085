package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

  @TempDir private Path home;

  @Test
  void dryRunPrintsTheStatementsAndConnectsToNothing() {
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
            );
            CREATE UNIQUE INDEX IF NOT EXISTS idx_runtime_kind_name ON "ops".runtime (kind, name);
            CREATE INDEX IF NOT EXISTS idx_runtime_kind ON "ops".runtime (kind);
            CREATE INDEX IF NOT EXISTS idx_runtime_status ON "ops".runtime (status);
            """,
            ""),
        new CommandRun(home)
            .run("init", "--database", "postgresql://u@127.0.0.1:1/d?schema=ops", "--dry-run"));
  }

  @Test
  void embeddedFileNeedsNoInit() {
    assertEquals(
        new Ended(0, "the table is there already\n", ""), CommandRun.direct(home).run("init"));
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
        "noetl-runtime: warning: everybody on this machine can see the password in --database; use"
            + " PGPASSWORD or the password file",
        ended.err().lines().findFirst().orElse(""));
  }
}
