package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's serve while one client asks for 520 different lists of 10,000 rows. */
@Timeout(300)
@IntegrationTest
class ListFloodIT {

  private static final int LISTS = 520;

  @TempDir private Path home;
  private final HttpClient client = HttpClient.newHttpClient();
  private ServeProcess process;

  private void serve(String database) throws IOException {
    process = ServeProcess.start(home, Map.of(), "--database", database);
    Thread.startVirtualThread(() -> process.log().lines().forEach(rest -> {}));
  }

  @AfterEach
  void end() {
    process.close();
    client.shutdownNow();
  }

  private CompletableFuture<Integer> list(int number) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(process.address() + "/api/runtimes?limit=" + (20_000 + number)))
            .build();
    return client
        .sendAsync(request, BodyHandlers.discarding())
        .thenApply(answer -> answer.statusCode());
  }

  private int beat(int number) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(process.address() + "/api/worker/pool/heartbeat"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString("{\"name\":\"pool-" + number % 10_000 + "\"}"))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private void withstandsAFlood() throws Exception {
    List<CompletableFuture<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < LISTS; i++) {
      lists.add(list(i));
    }
    CompletableFuture<Void> all = CompletableFuture.allOf(lists.toArray(CompletableFuture[]::new));
    int beats = 0;
    while (beats < 100 || !all.isDone()) {
      assertEquals(200, beat(beats * 97));
      beats++;
    }
    all.get(120, TimeUnit.SECONDS);
    long listed = lists.stream().filter(status -> status.join() == 200).count();
    long refused = lists.stream().filter(status -> status.join() == 429).count();
    assertEquals(LISTS, listed + refused);
    // As many as one client may have, and more where some were sent before others came.
    assertTrue(listed >= 16, listed + " lists");
    assertTrue(refused > 0, "none was refused");
    assertEquals(200, list(LISTS).get(60, TimeUnit.SECONDS), "a list once they are over");
  }

  @Test
  void heartbeatsAreAnsweredOnPostgres() throws Exception {
    PostgresDatabase database = PostgresServer.shared(14).createDatabase().withTable();
    database.execute(
        """
        INSERT INTO noetl.runtime (runtime_id, name, kind, status, labels, runtime)
        SELECT i, 'pool-' || i, 'worker_pool', 'ready', '{"zone": "a"}',
          '{"type": "python", "pid": 4711, "hostname": "worker-host-of-a-usual-length"}'
        FROM generate_series(0, 9999) AS i\
        """);
    serve(database.url());
    withstandsAFlood();
  }

  @Test
  void heartbeatsAreAnsweredOnSqlite() throws Exception {
    Path file = home.resolve("runtime.db");
    try (RuntimeService service = TestRegistry.sqlite(file)) {
      service.list(RuntimeListQuery.of(null));
    }
    fill(file);
    serve("sqlite:" + file);
    withstandsAFlood();
  }

  private static void fill(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO runtime (runtime_id, name, kind, status, labels, runtime)
          WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
          SELECT i, 'pool-' || i, 'worker_pool', 'ready', '{"zone": "a"}',
            '{"type": "python", "pid": 4711, "hostname": "worker-host-of-a-usual-length"}' FROM n\
          """);
    }
  }
}
