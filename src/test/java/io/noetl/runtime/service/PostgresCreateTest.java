package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.RuntimeApiException.NotAllowed;
import io.noetl.runtime.schema.RuntimeApiException.UnintelligibleAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code init} creates NoETL's table. */
@IntegrationTest
class PostgresCreateTest {

  private static final String COLUMNS =
      """
      SELECT attname, format_type(atttypid, atttypmod), attnotnull,
        pg_get_expr(adbin, adrelid)
      FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE attrelid = '%s'::regclass AND attnum > 0 ORDER BY attnum
      """;

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void tableHasTheColumnsOfNoetls(int version) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();

    assertEquals(
        List.of(
            "runtime_id|bigint|t|null",
            "name|text|t|null",
            "kind|text|t|null",
            "uri|text|f|null",
            "status|text|t|null",
            "labels|jsonb|f|null",
            "capabilities|jsonb|f|null",
            "capacity|integer|f|null",
            "runtime|jsonb|f|null",
            "heartbeat|timestamp with time zone|t|now()",
            "created_at|timestamp with time zone|t|now()",
            "updated_at|timestamp with time zone|t|now()"),
        database.rows(COLUMNS.formatted("noetl.runtime")));
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void tableHasTheConstraintsAndIndexesOfNoetls(int version) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();

    assertEquals(
        List.of(
            "runtime_kind_check|CHECK ((kind = ANY (ARRAY['worker_pool'::text, 'server_api'::text,"
                + " 'broker'::text, 'scheduler'::text, 'monitor'::text])))",
            "runtime_pkey|PRIMARY KEY (runtime_id)"),
        database.rows(
            """
            SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE conrelid = 'noetl.runtime'::regclass AND contype <> 'n' ORDER BY conname
            """));
    assertEquals(
        List.of(
            "CREATE INDEX idx_runtime_kind ON noetl.runtime USING btree (kind)",
            "CREATE UNIQUE INDEX idx_runtime_kind_name ON noetl.runtime USING btree (kind, name)",
            "CREATE INDEX idx_runtime_status ON noetl.runtime USING btree (status)",
            "CREATE UNIQUE INDEX runtime_pkey ON noetl.runtime USING btree (runtime_id)"),
        database.rows(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'noetl' ORDER BY indexname"));
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void secondCallCreatesNothing(int version) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase();
    List<String> statements = new ArrayList<>();
    try (RuntimeService service =
        database.service(database.url(), Duration.ofSeconds(10), statements::add)) {
      assertTrue(service.create());
      assertEquals(service.creationScript(), statements);
      service.register(Requests.pool("p"));
      statements.clear();

      assertFalse(service.create());

      assertEquals(List.of(), statements);
      assertEquals("p", service.list(Requests.EVERYTHING).items().getFirst().name());
    }
    try (RuntimeService service = database.service()) {
      assertFalse(service.create());
    }
    assertEquals(List.of("p"), database.rows("SELECT name FROM noetl.runtime"));
  }

  @Test
  void tableOfAnotherShapeIsUnchanged() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase();
    database.execute(
        "CREATE SCHEMA noetl",
        "CREATE TABLE noetl.runtime (name TEXT)",
        "INSERT INTO noetl.runtime VALUES ('theirs')");

    try (RuntimeService service = database.service()) {
      assertFalse(service.create());
    }

    assertEquals(List.of("name|text|f|null"), database.rows(COLUMNS.formatted("noetl.runtime")));
    assertEquals(List.of("theirs"), database.rows("SELECT name FROM noetl.runtime"));
    assertEquals(
        List.of(), database.rows("SELECT indexname FROM pg_indexes WHERE schemaname = 'noetl'"));
  }

  @Test
  void tableIsCreatedInAnExistingSchema() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase();
    database.execute("CREATE SCHEMA noetl", "CREATE TABLE noetl.other (a INT)");

    try (RuntimeService service = database.service()) {
      assertTrue(service.create());
    }

    assertEquals(
        List.of("other", "runtime"),
        database.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'noetl' ORDER BY 1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other",
        "NoETL",
        "with space",
        "quote\"d",
        "it's",
        "a.b",
        "\u6c34-\ud83d\ude00",
        "back\\slash",
        "{json} {now}",
        "select",
        "noetl.runtime"
      })
  void schemaMayHaveAnyName(String schema) throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase();
    String url = database.url() + "?schema=" + URLEncoder.encode(schema, StandardCharsets.UTF_8);

    try (RuntimeService service = database.service(url.replace("+", "%20"))) {
      assertTrue(service.create());
      assertFalse(service.create());
      service.register(Requests.pool("p"));
      service.heartbeat(Requests.beat("p"));
      assertEquals(1, service.list(Requests.EVERYTHING).items().size());
    }

    assertEquals(
        List.of(schema + "|runtime"),
        database.rows(
            """
            SELECT schemaname, tablename FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
            """));
  }

  @Test
  void oneOfManyConcurrentCallsCreatesTheTable() throws Exception {
    for (int round = 0; round < 5; round++) {
      PostgresDatabase database = PostgresServer.shared(18).createDatabase();
      int count = 8;
      CountDownLatch together = new CountDownLatch(count);
      Callable<Boolean> work =
          () -> {
            try (RuntimeService service = database.service()) {
              together.countDown();
              together.await();
              return service.create();
            }
          };
      List<Boolean> made = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
        for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(count, work))) {
          made.add(done.get());
        }
      }
      assertEquals(1, made.stream().filter(one -> one).count(), made.toString());
    }
  }

  @Test
  void roleWithoutTheRightCreatesNothing() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase();
    String role = database.createRole("secret");

    try (RuntimeService service = database.service(database.url(role + ":secret"))) {
      for (int i = 0; i < 2; i++) {
        NotAllowed refused = assertThrows(NotAllowed.class, service::create);
        assertEquals(
            database.url(role)
                + " does not allow it: permission denied for database "
                + database.name(),
            refused.getMessage());
      }
    }

    assertEquals(List.of(), database.rows("SELECT 1 FROM pg_namespace WHERE nspname = 'noetl'"));
  }

  @Test
  void takenIndexNameLeavesNothing() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase();
    database.execute("CREATE SCHEMA noetl", "CREATE TABLE noetl.idx_runtime_kind_name (a INT)");

    try (RuntimeService service = database.service()) {
      assertEquals(
          database.url()
              + " failed: relation \"idx_runtime_kind_name\" already exists, skipping"
              + " (SQLSTATE 42P07)",
          assertThrows(UnintelligibleAnswer.class, service::create).getMessage());
    }
    assertEquals(
        List.of("idx_runtime_kind_name"),
        database.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'noetl'"));
  }

  @Test
  void failureInTheMiddleLeavesNothing() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase();
    String role = database.createRole("secret");
    database.execute(
        "GRANT CREATE ON DATABASE " + database.name() + " TO " + role,
        "CREATE SCHEMA noetl",
        "GRANT USAGE ON SCHEMA noetl TO " + role);

    try (RuntimeService service = database.service(database.url(role + ":secret"))) {
      assertEquals(
          database.url(role) + " does not allow it: permission denied for schema noetl",
          assertThrows(NotAllowed.class, service::create).getMessage());
      database.execute("GRANT CREATE ON SCHEMA noetl TO " + role);
      assertTrue(service.create());
      service.register(Requests.pool("p"));
    }
    assertEquals(List.of("p"), database.rows("SELECT name FROM noetl.runtime"));
  }
}
