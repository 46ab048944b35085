package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists more rows than the memory of the process could hold. */
@Timeout(180)
@IntegrationTest
class ManyRowsIT {

  private static final int ROWS = 100_000;

  @TempDir private Path home;

  @Test
  void postgresIsListedInConstantMemory() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    database.execute(
        """
        INSERT INTO noetl.runtime (runtime_id, name, kind, status, labels, runtime)
        SELECT i, 'pool-' || lpad(i::text, 6, '0'), 'worker_pool', 'ready',
          '{"env": "prod", "zone": "a"}',
          '{"type": "python", "pid": 1, "hostname": "worker-host-of-a-usual-length"}'
        FROM generate_series(1, 100000) AS i
        """);

    assertAllRowsAreListed(database.url());
  }

  @Test
  void sqliteIsListedInConstantMemory() throws Exception {
    Path file = home.resolve("many.db");
    try (RuntimeApi registry = TestRegistry.sqlite(file)) {
      assertEquals(0, registry.list(RuntimeListQuery.of(null)).items().size());
    }
    fill(file);

    assertAllRowsAreListed("sqlite:" + file);
  }

  @Test
  void sqliteIsSweptInTheServersOwnMemory() throws Exception {
    Path file = home.resolve("many.db");
    try (RuntimeApi registry = TestRegistry.sqlite(file)) {
      assertEquals(0, registry.list(RuntimeListQuery.of(null)).items().size());
    }
    fill(file);

    assertAllRowsAreSwept("sqlite:" + file);
  }

  @Test
  void postgresIsSweptInTheServersOwnMemory() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    database.execute(
        """
        INSERT INTO noetl.runtime (runtime_id, name, kind, status)
        SELECT i, 'pool-' || lpad(i::text, 6, '0'), 'worker_pool', 'ready'
        FROM generate_series(1, 100000) AS i
        """);

    assertAllRowsAreSwept(database.url());
  }

  /** All become stale at once: the server waits a second here, in case it missed heartbeats. */
  private void assertAllRowsAreSwept(String url) throws IOException {
    Map<String, String> intervals =
        Map.of("NOETL_RUNTIME_OFFLINE_SECONDS", "1", "NOETL_WORKER_HEARTBEAT_INTERVAL", "250ms");
    long swept = 0;
    try (ServeProcess serve =
        ServeProcess.start(home, intervals, "--sweep-interval", "1s", "--database", url)) {
      while (swept < ROWS) {
        swept += Long.parseLong(serve.awaitEvent("swept").text("count"));
      }
    }
    assertEquals(ROWS, swept);
  }

  private static void fill(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          WITH RECURSIVE numbers (i) AS
            (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 100000)
          INSERT INTO runtime (runtime_id, name, kind, status, labels, runtime)
          SELECT i, printf('pool-%06d', i), 'worker_pool', 'ready',
            '{"env": "prod", "zone": "a"}',
            '{"type": "python", "pid": 1, "hostname": "worker-host-of-a-usual-length"}'
          FROM numbers
          """);
    }
  }

  private void assertAllRowsAreListed(String url) throws IOException, InterruptedException {
    Path errors = home.resolve("errors");
    ProcessBuilder builder =
        Launcher.program(home, "list", "--database", url, "--timeout", "60s", "-o", "jsonl");
    builder.environment().put("NOETL_RUNTIME_JAVA_OPTS", "-Xmx32m");
    Process process = builder.redirectError(errors.toFile()).start();
    int count = 0;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        count++;
        String name = "pool-" + Integer.toString(1_000_000 + count).substring(1);
        assertEquals("{\"name\":\"" + name, line.substring(0, 9 + name.length()));
      }
    }
    assertEquals("", Files.readString(errors));
    assertEquals(0, process.waitFor());
    assertEquals(ROWS, count);
  }
}
