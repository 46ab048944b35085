package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table in the guide to NoETL's servers matches the commands. */
@IntegrationTest
class ServersGuideTest {

  private static final Path GUIDE = Path.of("docs/noetl-servers.md");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z]+ ?[^`]*)` \\| (.*) \\|");
  private static final Pattern NO = Pattern.compile("no \\((\\d+)\\).*");
  private static final int LEAST_ROWS = 25;

  @TempDir private Path home;

  /** One command with what the guide says of it, column by column. */
  private record Row(String command, List<String> cells) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    boolean within = false;
    for (String line : Files.readAllLines(GUIDE)) {
      within = line.startsWith("## ") ? line.equals("## Commands") : within;
      Matcher row = ROW.matcher(line);
      if (within && row.matches()) {
        rows.add(new Row(row.group(1), List.of(row.group(2).split(" \\| "))));
      }
    }
    assertTrue(rows.size() >= LEAST_ROWS, rows.toString());
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "0, PYTHON_2025",
    "1, PYTHON_2026",
    "2, RUST",
    "3, serve",
    "4, sqlite",
    "4, postgres"
  })
  void guideSaysWhatCommandsDo(int column, String server) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Row row : rows()) {
      String cell = row.cells.get(column);
      assertEquals(5, row.cells.size(), row.command);
      Matcher no = NO.matcher(cell);
      boolean isYes = cell.startsWith("yes");
      if (isYes || no.matches()) {
        try (Registry registry =
            new Registry(server, home.resolve(wrong.size() + "-" + row.hashCode()))) {
          Ended ended = registry.run(row.command);
          int expected = isYes ? 0 : Integer.parseInt(no.group(1));
          if (ended.status() != expected) {
            wrong.add(row.command + ": " + cell + ", but " + ended);
          }
        }
      } else {
        assertEquals("as its table", cell, row.command);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  /** One of the registries with what the guide says is in it. */
  private static final class Registry implements AutoCloseable {

    private final Path home;
    private final String variable;
    private final String place;
    private final List<AutoCloseable> opened = new ArrayList<>();

    Registry(String server, Path home) throws IOException {
      this.home = Files.createDirectories(home);
      boolean isDirect = server.equals("sqlite") || server.equals("postgres");
      variable = isDirect ? "NOETL_RUNTIME_DATABASE" : "NOETL_SERVER_URL";
      place =
          switch (server) {
            case "sqlite" -> "sqlite:" + home.resolve("runtime.db");
            case "postgres" -> PostgresServer.shared(18).createDatabase().withTable().url();
            case "serve" -> {
              RuntimeService service = keep(TestRegistry.sqlite(home.resolve("served.db")));
              yield keep(TestEndpoint.start(service)).address();
            }
            default -> keep(new NoetlServer(NoetlServer.Software.valueOf(server))).address();
          };
      run("register demo --runtime python --capacity 2 --hostname w-1 --label team=data");
      run("register b1 --kind broker --uri nats://b1 --label team=data");
    }

    private <T extends AutoCloseable> T keep(T closeable) {
      opened.addFirst(closeable);
      return closeable;
    }

    Ended run(String line) {
      return new CommandRun(home)
          .with(variable, place)
          .input("- {name: demo, capacity: 9, uri: \"http://demo\"}\n")
          .run(line.split(" "));
    }

    @Override
    public void close() throws Exception {
      for (AutoCloseable closeable : opened) {
        closeable.close();
      }
    }
  }
}
