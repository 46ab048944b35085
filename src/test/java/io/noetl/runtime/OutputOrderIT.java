package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Standard output and standard error where both go to the same place: in the order of writing. */
@IntegrationTest
class OutputOrderIT {

  /** Some times as many rows as a buffer of standard output holds. */
  private static final int ROWS = 700;

  @TempDir private static Path home;
  private static TestServer emptyServer;

  @BeforeAll
  static void fill() throws Exception {
    emptyServer =
        TestServer.start(
            exchange -> TestServer.answer(exchange, 200, "{\"items\":[],\"count\":0}"));
    declare("there.json", "offline", 1);
    declare("wanted.json", "ready", 2);
    assertEquals(0, run(true, "register -f there.json -o name").status);
  }

  @AfterAll
  static void stop() {
    emptyServer.close();
  }

  private static void declare(String file, String status, int capacity) throws IOException {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      items.add(
          "{\"name\":\"pool-%03d\",\"status\":\"%s\",\"capacity\":%d,\"runtime\":\"python\"}"
              .formatted(i, status, capacity));
    }
    Files.writeString(home.resolve(file), "[" + String.join(",\n", items) + "]");
  }

  /** What is written together is what is written apart, the messages before or after. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          after  | 0 | apply -f wanted.json --dry-run -o csv
          after  | 0 | prune --older-than 1ms --dry-run -o csv --kind worker_pool
          after  | 1 | compare --server SERVER --database DATABASE -o csv
          before | 0 | list --columns name,status -o csv -v
          before | 0 | list --json=name,status -o jsonl -v
          """)
  void messagesStandBeforeOrAfterTheResult(String place, int status, String command)
      throws Exception {
    Ended apart = run(false, command);
    Ended together = run(true, command);

    assertEquals(status, apart.status, apart.err);
    assertEquals(status, together.status, together.out);
    assertTrue(!apart.err.isEmpty(), "there is a message");
    assertEquals(
        masked(place.equals("after") ? apart.out + apart.err : apart.err + apart.out),
        masked(together.out));
  }

  @ParameterizedTest
  @CsvSource({
    "apply -f wanted.json --dry-run --revive, no changes made",
    "prune --older-than 1ms --dry-run --kind worker_pool, would be deleted",
    "compare --server SERVER --database DATABASE, different"
  })
  void summaryEndsWhatATerminalShows(String command, String summary) throws Exception {
    try (Tmux terminal = new Tmux(Files.createTempDirectory(home, "tmux"), 120, 30)) {
      terminal.type("cd " + home + "; clear; " + Launcher.PROGRAM + " " + filled(command));

      List<String> shown =
          terminal.until(text -> text.contains(summary) && text.endsWith("$")).lines().toList();

      assertTrue(shown.get(shown.size() - 2).contains(summary), String.join("\n", shown));
      assertTrue(shown.get(shown.size() - 3).startsWith("pool-699 "), String.join("\n", shown));
      for (String row : shown.subList(0, shown.size() - 2)) {
        assertTrue(row.matches("pool-\\d{3} .*"), String.join("\n", shown));
      }
    }
  }

  private static String filled(String command) {
    String database = "sqlite:" + home.resolve("x.db");
    String named = command.replace("SERVER", emptyServer.address()).replace("DATABASE", database);
    return command.contains("DATABASE") ? named : named + " --database " + database;
  }

  /** Ages are seconds that pass. */
  private static String masked(String text) {
    return text.replaceAll(",\\d+,python,", ",AGE,python,");
  }

  private static Ended run(boolean together, String command) throws Exception {
    Path err = Files.createTempFile(home, "err", "");
    ProcessBuilder builder = Launcher.program(home, filled(command).split(" "));
    builder.redirectErrorStream(together);
    if (!together) {
      builder.redirectError(err.toFile());
    }
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }

  private record Ended(int status, String out, String err) {}
}
