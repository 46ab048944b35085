package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.service.postgres.PostgresDialect;
import io.noetl.runtime.service.postgres.StatementTimeouts;
import io.noetl.runtime.service.store.HeartbeatSql;
import io.noetl.runtime.service.store.MetricUpdateSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plans of statements on a table of ten thousand rows. */
@IntegrationTest
class PostgresPlanTest {

  private static final String HOT = "SELECT n_tup_hot_upd ";
  private static final String OF_THE_TABLE = " FROM pg_stat_user_tables WHERE relname = 'runtime'";

  private static final String ROWS =
      """
      INSERT INTO noetl.runtime (runtime_id, name, kind, status)
      SELECT n, 'p' || n, CASE n % 2 WHEN 0 THEN 'worker_pool' ELSE 'broker' END, 'ready'
      FROM generate_series(1, 10000) AS n
      """;

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void heartbeatIsAnIndexScan(int version) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    database.execute(ROWS, "VACUUM ANALYZE noetl.runtime");
    List<String> statements = new ArrayList<>();
    try (RuntimeService service =
        database.service(database.url(), Duration.ofSeconds(10), statements::add)) {
      service.heartbeat(Requests.beat("p5000"));
    }

    String beat =
        statements.getFirst().replaceFirst("\\?", "'worker_pool'").replaceFirst("\\?", "'p5000'");
    assertEquals(
        List.of(
            "Update on runtime",
            "  ->  Index Scan using idx_runtime_kind_name on runtime",
            "        Index Cond: ((kind = 'worker_pool'::text) AND (name = 'p5000'::text))"),
        database.rows("EXPLAIN (COSTS OFF) " + beat));
  }

  /** As a prepared statement is planned in the end: for arrays of any length. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void manyHeartbeatsAreIndexScans(int version) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    database.execute(ROWS, "VACUUM ANALYZE noetl.runtime");
    PostgresDialect dialect = new PostgresDialect(database.url(), "noetl", new StatementTimeouts());
    String beats = new HeartbeatSql(dialect).many();
    String numbered = beats.replaceFirst("\\?", "\\$1").replaceFirst("\\?", "\\$2");

    List<String> plan = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET plan_cache_mode = force_generic_plan");
      statement.execute("PREPARE beats (text, text[]) AS " + numbered);
      ResultSet rows = statement.executeQuery("EXPLAIN (COSTS OFF) EXECUTE beats ('broker', '{}')");
      while (rows.next()) {
        plan.add(rows.getString(1));
      }
    }
    assertEquals(
        List.of(
            "Update on runtime",
            "  ->  Index Scan using idx_runtime_kind_name on runtime",
            "        Index Cond: ((kind = $1) AND (name = ANY ($2)))",
            "        Filter: (xmax = 0)"),
        plan);
  }

  /** As serve writes them. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void repeatedRegistrationsAreIndexScans(int version) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    database.execute(ROWS, "VACUUM ANALYZE noetl.runtime");
    List<String> statements = new ArrayList<>();
    try (RuntimeService service =
        RuntimeService.open(
            new DirectOptions(
                    database.url(),
                    Duration.ofSeconds(10),
                    true,
                    PostgresDatabase.chance(),
                    statements::add)
                .withConnections(2))) {
      service.register(Requests.pool("p5000"));
    }

    String registers = statements.getFirst();
    for (int parameter = 1; parameter <= 3; parameter++) {
      registers = registers.replaceFirst("\\?", "\\$" + parameter);
    }
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET plan_cache_mode = force_generic_plan");
      statement.execute("PREPARE registers (text, jsonb, text[]) AS " + registers);
      List<String> plan = new ArrayList<>();
      ResultSet rows =
          statement.executeQuery("EXPLAIN (COSTS OFF) EXECUTE registers ('broker', '{}', '{}')");
      while (rows.next()) {
        plan.add(rows.getString(1).strip());
      }
      assertEquals(
          List.of("->  Index Scan using idx_runtime_kind_name on runtime held"),
          plan.stream().filter(line -> line.contains(" on runtime held")).skip(1).toList(),
          plan.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void manyHeartbeatsWithMetricsAreIndexScans(int version) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    database.execute(ROWS, "VACUUM ANALYZE noetl.runtime");
    PostgresDialect dialect = new PostgresDialect(database.url(), "noetl", new StatementTimeouts());
    String beats = new MetricUpdateSql(dialect).many();
    String numbered =
        beats.replaceFirst("\\?", "\\$1").replaceFirst("\\?", "\\$2").replaceFirst("\\?", "\\$3");

    List<String> plan = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET plan_cache_mode = force_generic_plan");
      statement.execute("PREPARE beats (text[], text[], text) AS " + numbered);
      ResultSet rows =
          statement.executeQuery("EXPLAIN (COSTS OFF) EXECUTE beats ('{}', '{}', 'broker')");
      while (rows.next()) {
        plan.add(rows.getString(1));
      }
    }
    assertEquals(
        List.of(
            "Update on runtime",
            "  ->  Nested Loop",
            "        ->  Function Scan on reports",
            "        ->  Index Scan using idx_runtime_kind_name on runtime",
            "              Index Cond: ((kind = $3) AND (name = reports.beat_name))",
            "              Filter: (xmax = 0)"),
        plan);
  }

  /** Rows are put into their form only once they are known to be on the page. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void pageIsLimitedBeforeItsColumnsAreFormatted(int version) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    database.execute(ROWS, "VACUUM ANALYZE noetl.runtime");
    List<String> statements = new ArrayList<>();
    try (RuntimeService service =
        database.service(database.url(), Duration.ofSeconds(10), statements::add)) {
      List<String> names = new ArrayList<>();
      service.stream(
          RuntimeListQuery.of(RuntimeKind.WORKER_POOL),
          new ListPage(2, "worker_pool/p9995"),
          (component, asOf) -> names.add(component.name()));
      assertEquals(List.of("p9996", "p9998"), names);
    }

    String page =
        statements
            .getFirst()
            .replaceFirst("kind = \\?", "kind = 'worker_pool'")
            .replaceFirst("\\?, \\?", "'worker_pool', 'p9995'")
            .replaceFirst("LIMIT \\?", "LIMIT 2");
    assertEquals(
        List.of("Subquery Scan on page", "Limit", "Sort"),
        database.rows("EXPLAIN (COSTS OFF) " + page).stream()
            .map(line -> line.replaceAll("^ *(-> *)?", ""))
            // The database's time is read once.
            .filter(line -> !line.startsWith("InitPlan") && !line.startsWith("Result"))
            .limit(3)
            .toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void heartbeatThatKeepsTheStatusUpdatesNoIndex(int version) throws Exception {
    PostgresDatabase database = PostgresServer.shared(version).createDatabase().withTable();
    database.execute(ROWS, "VACUUM ANALYZE noetl.runtime");
    try (RuntimeService service = database.service()) {
      for (int i = 0; i < 100; i++) {
        service.heartbeat(Requests.beat("p10000"));
      }
    }
    // The first may have to leave a full page.
    untilUpdatesAre(database, 100);
    assertEquals(List.of("t"), database.rows(HOT + ">= 98" + OF_THE_TABLE));

    try (RuntimeService service = database.service()) {
      for (int i = 0; i < 10; i++) {
        service.deregister(new RuntimeDeregistrationRequest("p10000", RuntimeKind.WORKER_POOL));
        service.heartbeat(Requests.beat("p10000"));
      }
    }
    // Each of these changed the status, which is indexed.
    untilUpdatesAre(database, 120);
    assertEquals(List.of("t"), database.rows(HOT + "<= 100" + OF_THE_TABLE));
  }

  /** Sessions report what they did when they have time for it. */
  private static void untilUpdatesAre(PostgresDatabase database, int count) {
    Eventually.holds(
        Duration.ofSeconds(10),
        () -> database.rows("SELECT n_tup_upd = " + count + OF_THE_TABLE).equals(List.of("t")));
  }
}
