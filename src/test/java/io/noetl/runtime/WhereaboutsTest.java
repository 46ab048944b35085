package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process says the same wherever it runs: zones, languages and digits are not its business. */
@IntegrationTest
class WhereaboutsTest {

  private static final String FIELDS = "(?s)^(\\d+ ).*\"heartbeat\": \"([^\"]*)\".*";

  @TempDir private Path home;

  /** Some of these PostgreSQL does not know, and some it takes for another zone than Java does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "IST",
        "ECT",
        "Europe/Kiev",
        "PST",
        "America/New_York",
        "GMT+3",
        ":/etc/localtime"
      })
  void zoneOfTheProcessDoesNotReachPostgres(String zone) throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    database.execute(
        """
        INSERT INTO noetl.runtime (runtime_id, name, kind, status, heartbeat)
          VALUES (1, 'p', 'worker_pool', 'ready', '2026-01-02 03:04:05+00')
        """);

    String listed =
        run(
            Map.of("TZ", zone),
            List.of(),
            "list",
            "--json=heartbeat",
            "--database",
            database.url());

    assertEquals(
        "0 ITEMS 2026-01-02T03:04:05.000000+00:00", listed.replaceAll(FIELDS, "$1ITEMS $2"));
  }

  @Test
  void languageOfTheProcessChangesNoWordAndNoDigit() throws Exception {
    List<String> english = List.of("-Duser.language=en", "-Duser.country=US");
    List<List<String>> others =
        List.of(
            List.of("-Duser.language=ru", "-Duser.country=RU"),
            List.of("-Duser.language=tr", "-Duser.country=TR"),
            List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.extensions=u-nu-arab"));
    List<String[]> commands =
        List.of(
            "list --database postgresql://u@127.0.0.1:1/d".split(" "),
            "register I -k WORKER-POOL --capacity 12 --dry-run -o JSON --direct".split(" "),
            "register I -k Ingest --direct".split(" "),
            "heartbeat I --direct --timeout 1,5s".split(" "),
            "exit-codes".split(" "));
    for (String[] command : commands) {
      String usual = run(Map.of(), english, command);
      for (List<String> other : others) {
        assertEquals(usual, run(Map.of(), other, command));
      }
    }
  }

  /** The exit code and everything that was written. */
  private String run(Map<String, String> variables, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    all.addAll(options);
    ProcessBuilder builder = ChildJvm.of(all, Main.class, arguments);
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + text;
  }

  @Test
  void childHasTheZoneOfTheCaller() throws Exception {
    Path seen = home.resolve("seen");
    run(
        Map.of("TZ", "Europe/Kiev", "PATH", "/usr/bin:/bin"),
        List.of(),
        "run",
        "w",
        "--direct",
        "--",
        "sh",
        "-c",
        "echo $TZ >" + seen);

    assertEquals("Europe/Kiev\n", Files.readString(seen));
  }
}
