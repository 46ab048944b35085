package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in files are stored exactly or refused. */
class NumbersInFilesTest {

  private static final String NUMBERS =
      """
      name: a
      runtime: python
      labels:
        whole: 123456789012345678901234567890
        decimal: 1.10
        long: 0.1234567890123456789012345678901234567890123456789012345678901234
        large: 1e400
        small: -1.5E-400
        point: 5.
        octal: 0o17
      meta: {nested: [1.000, {n: 2.50}], version: 1e3}
      """;

  @TempDir private Path home;

  private Ended run(String database, String... line) {
    String[] all = java.util.Arrays.copyOf(line, line.length + 2);
    all[line.length] = "--database";
    all[line.length + 1] = database;
    return new CommandRun(home).run(all);
  }

  private void assertRoundTrip(String database) throws IOException {
    Path file = Files.writeString(home.resolve("numbers.yaml"), NUMBERS);
    String[] apply = {"apply", "-f", file.toString(), "-o", "name"};
    assertEquals("noetl-runtime: 1 registered\n", run(database, apply).err());
    assertEquals("noetl-runtime: 1 unchanged\n", run(database, apply).err());
    for (String format : List.of("yaml", "json", "jsonl")) {
      Ended exported = run(database, "export", "-o", format);
      assertTrue(exported.out().contains("1.10"), exported.out());
      assertTrue(
          exported
              .out()
              .contains("0.1234567890123456789012345678901234567890123456789012345678901234"));
      Files.writeString(home.resolve("exported." + format), exported.out());
      String[] again = {"apply", "-f", home.resolve("exported." + format).toString(), "-o", "name"};
      assertEquals("noetl-runtime: 1 unchanged\n", run(database, again).err());
    }
  }

  @Test
  void sqliteKeepsThemToTheDigit() throws IOException {
    assertRoundTrip("sqlite:" + home.resolve("a.db"));
  }

  @Test
  @IntegrationTest
  void postgresKeepsThemToTheDigit() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    assertRoundTrip(database.url());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.yaml | {name: a, labels: {n: 1e401}} | %s:1: a: labels.n: must have at most 64"
            + " significant digits and an exponent from -400 to 400 (got 1E+401)",
        "a.json | {\"name\": \"a\", \"meta\": {\"n\": [1e1000000000]}} | %s:1: a: meta.n: must have"
            + " at most 64 significant digits and an exponent from -400 to 400 (got 1E+1000000000)",
        "a.yaml | {name: a, labels: {n: .inf}} | %s:1:23: not valid YAML: .inf is not a number that"
            + " can be stored; it should hold {\"name\": …} or a list of such objects",
        "a | {name: a, capacity: .nan} | %s:1:2: not valid JSON",
      })
  void otherNumberExitsTwoOnEveryWayIn(String name, String text, String sentence)
      throws IOException {
    Path file = Files.writeString(home.resolve(name), text);
    String wanted = "noetl-runtime: " + sentence.replace("%s", file.toString());
    for (String[] line :
        new String[][] {
          {"register", "-f"}, {"apply", "-f"}, {"heartbeat", "--registration"},
        }) {
      Ended ended = run("sqlite:" + home.resolve("a.db"), line[0], line[1], file.toString());
      assertEquals(2, ended.status(), ended.toString());
      if (!line[0].equals("apply")) {
        assertTrue(ended.err().startsWith(wanted), ended.err());
      }
    }
    assertEquals("", run("sqlite:" + home.resolve("a.db"), "list", "-o", "name").out());
  }
}
