package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.RuntimeApiException.Conflict;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.maintenance.DependentRows;
import io.noetl.runtime.schema.maintenance.DependentRows.Effect;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of other tables that refer to pruned rows. */
@IntegrationTest
class PostgresDependentsTest {

  /** As the DDL of 2025 has it: by parts, each of which has the foreign key as well. */
  private static final String[] METRIC = {
    """
    CREATE TABLE noetl.metric (
      metric_id BIGINT,
      runtime_id BIGINT NOT NULL REFERENCES noetl.runtime (runtime_id) ON DELETE CASCADE,
      metric_name TEXT NOT NULL,
      created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
      PRIMARY KEY (metric_id, created_at)
    ) PARTITION BY RANGE (created_at)
    """,
    "CREATE TABLE noetl.metric_old PARTITION OF noetl.metric"
        + " FOR VALUES FROM ('2020-01-01') TO ('2025-01-01')",
    "CREATE TABLE noetl.metric_rest PARTITION OF noetl.metric DEFAULT"
  };

  private PostgresDatabase database;
  private RuntimeService service;

  @AfterEach
  void close() {
    if (service != null) {
      service.close();
    }
  }

  private void open(int version, String... more) {
    database = PostgresServer.shared(version).createDatabase().withTable();
    database.execute(METRIC);
    database.execute(more);
    service = database.service();
    for (String name : List.of("a", "b", "alive")) {
      service.register(Requests.registration("{'name':'" + name + "'}"));
    }
    database.execute(
        "UPDATE noetl.runtime SET status = 'offline', heartbeat = now() - interval '8 days'"
            + " WHERE name <> 'alive'",
        "INSERT INTO noetl.metric (metric_id, runtime_id, metric_name, created_at)"
            + " SELECT row_number() OVER (), runtime_id, 'm', '2024-06-01'::timestamptz + number * interval '1 month'"
            + " FROM noetl.runtime, generate_series(1, 12) AS number"
            + " WHERE number % 2 = 0 OR name <> 'a'");
  }

  private RuntimeListResponse forgotten() {
    return service.longOffline(RuntimeListQuery.of(null), Duration.ofDays(7));
  }

  private List<DependentRows> dependents() {
    return service.dependents(forgotten().items());
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void rowsDeletedByCascadeAreCountedOncePerKey(int version) throws Exception {
    open(version);

    assertEquals(List.of(new DependentRows("noetl.metric", Effect.DELETED, 18L)), dependents());

    assertEquals(2, service.prune(forgotten().items(), Duration.ofDays(7)).items().size());
    assertEquals(List.of("12"), database.rows("SELECT count(*) FROM noetl.metric"));
    assertEquals(List.of(), dependents(), "nothing is left to prune");
  }

  @Test
  void keysAreFollowedThroughTablesAndCycles() {
    open(
        18,
        """
        CREATE TABLE noetl."job {x}" (
          id BIGINT PRIMARY KEY, part TEXT DEFAULT 'p',
          runtime_id BIGINT REFERENCES noetl.runtime ON DELETE CASCADE,
          parent BIGINT REFERENCES noetl."job {x}" ON DELETE CASCADE,
          UNIQUE (id, part))
        """,
        """
        CREATE TABLE noetl.step (id BIGINT, job BIGINT, part TEXT,
          FOREIGN KEY (job, part) REFERENCES noetl."job {x}" (id, part) ON DELETE CASCADE)
        """,
        "CREATE TABLE noetl.note (runtime_id BIGINT REFERENCES noetl.runtime ON DELETE SET NULL)",
        "CREATE TABLE noetl.empty (runtime_id BIGINT REFERENCES noetl.runtime ON DELETE CASCADE)",
        "CREATE TABLE noetl.plain (runtime_id BIGINT)");
    database.execute(
        "DELETE FROM noetl.metric",
        "INSERT INTO noetl.\"job {x}\" (id, runtime_id)"
            + " SELECT row_number() OVER (), runtime_id FROM noetl.runtime",
        "INSERT INTO noetl.\"job {x}\" (id, parent) SELECT id + 10, id FROM noetl.\"job {x}\"",
        "INSERT INTO noetl.step SELECT id, id, 'p' FROM noetl.\"job {x}\" WHERE id < 10",
        "INSERT INTO noetl.note SELECT runtime_id FROM noetl.runtime",
        "INSERT INTO noetl.plain SELECT runtime_id FROM noetl.runtime");

    assertEquals(
        List.of(
            new DependentRows("noetl.job {x}", Effect.DELETED, 2L),
            new DependentRows("noetl.job {x}", Effect.DELETED, 2L),
            new DependentRows("noetl.step", Effect.DELETED, 2L),
            new DependentRows("noetl.note", Effect.DETACHED, 2L)),
        dependents());
  }

  @Test
  void restrictingRowsAreNamedAndThePruneIsRefused() {
    open(18, "CREATE TABLE noetl.lock (id BIGINT REFERENCES noetl.runtime)");
    database.execute("INSERT INTO noetl.lock SELECT runtime_id FROM noetl.runtime");

    assertEquals(new DependentRows("noetl.lock", Effect.REFUSED, 2L), dependents().getFirst());

    List<?> before = forgotten().items();
    Conflict refused =
        assertThrows(Conflict.class, () -> service.prune(forgotten().items(), Duration.ofDays(7)));
    assertEquals(
        database.url()
            + " keeps them: update or delete on table \"runtime\" violates foreign key constraint"
            + " \"lock_id_fkey\" on table \"lock\"",
        refused.getMessage());
    assertEquals(before, forgotten().items());
  }

  @Test
  void unreadableTableIsNamedWithoutANumber() {
    open(18);
    String role = database.createRole("secret");
    database.execute(
        "GRANT USAGE ON SCHEMA noetl TO " + role,
        "GRANT SELECT, DELETE ON noetl.runtime TO " + role);
    try (RuntimeService poor = database.service(database.url(role + ":secret"))) {
      assertEquals(
          List.of(new DependentRows("noetl.metric", Effect.DELETED, null)),
          poor.dependents(forgotten().items()));
    }
  }
}
