package io.noetl.runtime.service.sqlite;

import java.util.List;

/** The table of an embedded database, and the time of its rows. */
final class SqliteTable {

  /** SQLite's clock has milliseconds; the zeros give all times one length, so that they sort. */
  static final String NOW = "strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')";

  static final List<String> CREATION_SCRIPT =
      List.of(
          """
          CREATE TABLE noetl.runtime (
            runtime_id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            uri TEXT,
            status TEXT NOT NULL,
            labels TEXT,
            capabilities TEXT,
            capacity INTEGER,
            runtime TEXT,
            heartbeat TEXT NOT NULL DEFAULT ({now}),
            created_at TEXT NOT NULL DEFAULT ({now}),
            updated_at TEXT NOT NULL DEFAULT ({now})
          ) STRICT\
          """
              .replace("{now}", NOW),
          "CREATE UNIQUE INDEX noetl.idx_runtime_kind_name ON runtime (kind, name)",
          "CREATE INDEX noetl.idx_runtime_kind ON runtime (kind)",
          "CREATE INDEX noetl.idx_runtime_status ON runtime (status)");

  private SqliteTable() {}
}
