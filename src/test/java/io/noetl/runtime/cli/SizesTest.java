package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Size limits of components, and rows that exceed them. */
class SizesTest {

  private static final String BYTES = "must have at most 65536 bytes";
  private static final String KEYS = "must have at most 256 items";

  @TempDir private Path home;

  private Ended direct(String... arguments) {
    return CommandRun.direct(home).run(arguments);
  }

  private static void assertRefused(String sentence, Ended ended) {
    assertEquals(2, ended.status(), ended.err());
    assertEquals("", ended.out());
    assertTrue(ended.err().startsWith("noetl-runtime: "), ended.err());
    assertTrue(ended.err().contains(sentence), ended.err());
    assertTrue(ended.err().length() < 1_000, ended.err());
  }

  private static Map<String, Object> keys(int count) {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      keys.put("k" + i, "1");
    }
    return keys;
  }

  @ParameterizedTest
  @CsvSource({"--status, 64", "--runtime, 255", "--hostname, 255", "--uri, 2048"})
  void textOfAnOptionHasALimit(String option, int most) {
    String begin = option.equals("--uri") ? "http://h/" : "";
    String longest = begin + "x".repeat(most - begin.length());
    assertEquals(0, direct("register", "a", option, longest).status());
    String sentence = option + ": must have at most " + most + " characters";
    assertRefused(sentence, direct("register", "a", option, longest + "x"));
    assertRefused(sentence, direct("register", "a", option, longest + "x", "--dry-run"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"label", "meta"})
  void objectOfOptionsHasALimit(String option) {
    List<String> many = new ArrayList<>(List.of("register", "a"));
    keys(257).forEach((key, value) -> many.addAll(List.of("--" + option, key + "=" + value)));
    assertRefused("--" + option + ": " + KEYS, direct(many.toArray(String[]::new)));
    assertRefused(
        "--" + option + ": " + BYTES,
        direct("register", "a", "--" + option, "k=" + "x".repeat(65_536)));
    assertEquals(0, direct("register", "a", "--" + option, "k=" + "x".repeat(65_500)).status());
  }

  private Path file(String field, Object value) throws IOException {
    return Files.writeString(
        home.resolve("a.json"),
        Json.write(
            JsonObject.EMPTY.with("name", "a").with("runtime", "python").with(field, value)));
  }

  private void assertFileRefused(String field, String sentence, Object value) throws IOException {
    String file = file(field, value).toString();
    assertRefused(field + ": " + sentence, direct("register", "-f", file));
    assertRefused(field + ": " + sentence, direct("heartbeat", "--registration", file));
    Ended applied = direct("apply", "-f", file);
    assertEquals(2, applied.status(), applied.err());
    assertTrue((applied.out() + applied.err()).contains(sentence), applied.err());
  }

  @Test
  void sameHoldsInFiles() throws IOException {
    for (String field : List.of("labels", "meta")) {
      assertFileRefused(field, KEYS, keys(257));
      assertFileRefused(field, BYTES, Map.of("k", "x".repeat(65_536)));
    }
    String at = "must have at most ";
    assertFileRefused("status", at + "64 characters", "x".repeat(65));
    assertFileRefused("runtime", at + "255 characters", "x".repeat(256));
    assertFileRefused("uri", at + "2048 characters", "http://" + "x".repeat(2_042));
  }

  @Test
  void setsThatAddUpAreRefused() {
    assertEquals(0, direct("register", "a").status());
    assertEquals(0, direct("set", "a", "--label", "one=" + "x".repeat(40_000)).status());
    assertRefused(
        "labels: JSON should have at most 65536 bytes",
        direct("set", "a", "--label", "two=" + "x".repeat(40_000)));
    assertEquals(0, direct("set", "a", "--label", "one-").status());
    assertEquals(0, direct("set", "a", "--label", "two=" + "x".repeat(40_000)).status());
  }

  @Test
  void rowBeyondTheLimitsIsUsedAsAnyOtherInSqlite() throws Exception {
    assertEquals(0, direct("init").status());
    Path file = home.resolve(".local/share/noetl/runtime.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      insert(connection, "runtime", "?");
    }
    useIt("--direct");
  }

  @Test
  @IntegrationTest
  void rowBeyondTheLimitsIsUsedAsAnyOtherInPostgres() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (Connection connection = database.connect()) {
      insert(connection, "noetl.runtime", "?::jsonb");
    }
    useIt("--database=" + database.url());
  }

  private static void insert(Connection connection, String table, String json) throws Exception {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO "
                + table
                + " (runtime_id, name, kind, status, uri, labels, runtime, heartbeat) VALUES (1,"
                + " 'big', 'worker_pool', ?, ?, "
                + json
                + ", "
                + json
                + ", CURRENT_TIMESTAMP)")) {
      statement.setString(1, "s".repeat(70));
      statement.setString(2, "http://h/" + "u".repeat(3_000));
      statement.setString(3, Json.write(JsonObject.EMPTY.with("l", "x".repeat(70_000))));
      JsonObject runtime = JsonObject.EMPTY.with("type", "t".repeat(300));
      for (Map.Entry<String, Object> entry : keys(300).entrySet()) {
        runtime = runtime.with(entry.getKey(), entry.getValue());
      }
      statement.setString(4, Json.write(runtime));
      statement.executeUpdate();
    }
  }

  private void useIt(String registry) {
    assertDone(registry, "list");
    assertDone(registry, "list", "-o", "wide");
    assertDone(registry, "list", "-o", "json");
    assertDone(registry, "get", "big");
    assertDone(registry, "heartbeat", "big");
    assertDone(registry, "drain", "big", "--note", "maintenance");
    assertDone(registry, "resume", "big");
    assertDone(registry, "set", "big", "--capacity", "3");
    assertDone(registry, "set", "big", "--label", "l=short");
    assertDone(registry, "deregister", "big");
  }

  private void assertDone(String registry, String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.add(registry);
    Ended ended = new CommandRun(home).run(line.toArray(String[]::new));
    assertEquals(0, ended.status(), line + ": " + ended.err());
  }
}
