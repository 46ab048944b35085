package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.NoetlServer.Software;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Python server that lists no pool because the labels of one row are an array. */
class UnlistableRowsTest {

  private static final String HINT =
      "name the row with: noetl-runtime doctor --direct, and list with --direct until it is fixed";

  @TempDir private Path home;
  private NoetlServer server;

  private void start(Software software) throws IOException {
    server = new NoetlServer(software);
    assertEquals(0, cli().run("register", "demo", "--runtime", "python").status());
    server.put(
        "gpu",
        JsonObject.EMPTY
            .with("kind", "worker_pool")
            .with("name", "gpu")
            .with("status", "ready")
            .with("labels", List.of("gpu")));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private CommandRun cli() {
    return new CommandRun(home).with("NOETL_SERVER_URL", server.address());
  }

  private String sentence(Software software) {
    return "GET "
        + server.address()
        + "/api/worker/pools: the server cannot list because of one row of its table"
        + (software == Software.PYTHON_2026
            ? ": labels: Input should be a valid dictionary"
            : ", which it considers invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "PYTHON_2025, list",
    "PYTHON_2026, list",
    "PYTHON_2025, get demo",
    "PYTHON_2026, check demo",
    "PYTHON_2025, check demo --detailed-exitcode",
    "PYTHON_2026, wait demo --timeout 20s",
    "PYTHON_2025, register demo --runtime python --exclusive",
    "PYTHON_2026, register demo --runtime python --if-absent",
    "PYTHON_2026, set demo --capacity 3 --force",
    "PYTHON_2025, compare",
  })
  void everyCommandThatListsSaysWhatIsInTheWayAndNotToTryAgain(Software software, String command)
      throws IOException {
    start(software);
    assertEquals(
        new Ended(1, "", "noetl-runtime: " + sentence(software) + "; " + HINT + "\n"),
        cli().run(command.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({"PYTHON_2025", "PYTHON_2026"})
  void doctorSaysItAndLeadsToTheDatabase(Software software) throws IOException {
    start(software);
    Ended ended = cli().with("POSTGRES_HOST", "db").run("doctor", "demo");
    assertEquals(1, ended.status());
    assertTrue(
        ended
            .out()
            .endsWith(
                "\n\n"
                    + sentence(software)
                    + "; "
                    + HINT
                    + "\nnext: noetl-runtime doctor --direct -- demo\n"),
        ended.out());
  }

  @Test
  void heartbeatsContinue() throws IOException {
    start(Software.PYTHON_2025);
    assertEquals(0, cli().run("heartbeat", "demo").status());
    assertEquals(5, cli().run("heartbeat", "other").status());
    assertEquals(0, cli().run("heartbeat", "other", "--recreate", "--runtime", "python").status());
  }

  @Test
  @IntegrationTest
  void doctorNamesTheRowOfATableInPostgres() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    database.execute(
        """
        INSERT INTO noetl.runtime (runtime_id, name, kind, status, labels, runtime)
        VALUES (1, 'gpu', 'worker_pool', 'ready', '["gpu"]', '{}'),
          (2, 'old', 'worker_pool', 'ready', NULL, '"python"'),
          (3, 'lease', 'server_api', 'ready', '["lease"]', '{}'),
          (4, 'fine', 'worker_pool', 'ready', 'null', NULL),
          (5, 'good', 'worker_pool', 'ready', '{"a": 1}', '{}')
        """);
    Ended ended = new CommandRun(home).run("doctor", "--database", database.url(), "-o", "csv");
    assertEquals(0, ended.status());
    assertEquals(
        List.of(
            "table,warning,\"every column, and its unique index; Python servers list no worker pool"
                + " because of gpu (its labels are of type array), old (its runtime is of type"
                + " string): register it again, with labels as K=V\""),
        ended
            .out()
            .lines()
            .filter(line -> line.startsWith("table,"))
            .map(line -> line.replaceFirst(",[0-9]+,", ","))
            .toList());
  }

  @Test
  @IntegrationTest
  void doctorNamesTenRowsAndCountsTheOthers() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    database.execute(
        """
        INSERT INTO noetl.runtime (runtime_id, name, kind, status, labels)
        SELECT n, 'p-' || lpad(n::text, 2, '0'), 'worker_pool', 'ready', '[]'
        FROM generate_series(1, 12) AS n
        """);
    String rows =
        IntStream.rangeClosed(1, 10)
            .mapToObj("p-%02d (its labels are of type array)"::formatted)
            .collect(Collectors.joining(", "));
    assertEquals(
        List.of(
            "table          warning  0 ms  every column, and its unique index; Python servers list"
                + " no worker pool because of "
                + rows
                + " and 2 more: register it again, with labels as K=V"),
        new CommandRun(home)
            .run("doctor", "--database", database.url())
            .out()
            .lines()
            .filter(line -> line.startsWith("table "))
            .toList());
  }

  @Test
  void doctorNamesTheRowOfAFile() throws Exception {
    Path file = home.resolve("r.db");
    String url = "sqlite:" + file;
    CommandRun cli = new CommandRun(home);
    assertEquals(0, cli.run("register", "gpu", "--database", url).status());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE runtime SET labels = '[\"gpu\"]'");
    }
    String out = cli.run("doctor", "--database", url).out();
    assertTrue(
        out.contains(
            "every column; Python servers list no worker pool because of gpu (its labels are of"
                + " type array)"),
        out);
  }
}
