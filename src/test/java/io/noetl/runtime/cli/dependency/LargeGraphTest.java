package io.noetl.runtime.cli.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command dependencies on many components, and on long ways from one to another. */
class LargeGraphTest {

  private static final int COUNT = 10_000;

  @TempDir private Path home;

  @BeforeEach
  void init() {
    cli("init");
  }

  private String cli(String... arguments) {
    Ended ended =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1), () -> CommandRun.direct(home).run(arguments));
    assertEquals("0 ", ended.status() + " " + ended.err().replaceAll("(?s).*created.*", ""));
    return ended.out();
  }

  /** Registers monitors with numbers and the references of each. */
  private void fill(int count, IntFunction<List<String>> references) throws SQLException {
    Path file = home.resolve(".local/share/noetl/runtime.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO runtime (runtime_id, name, kind, status, labels, runtime)
                VALUES (?, ?, 'monitor', 'ready', ?, ?)
                """)) {
      connection.setAutoCommit(false);
      for (int i = 0; i < count; i++) {
        insert.setInt(1, i + 1);
        insert.setString(2, "m" + i);
        insert.setString(3, "{\"shard\": \"" + i % 100 + "\"}");
        insert.setString(
            4, "{\"depends_on\": [\"" + String.join("\", \"", references.apply(i)) + "\"]}");
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  private void random() throws SQLException {
    SplittableRandom random = new SplittableRandom(23);
    fill(
        COUNT,
        _ ->
            List.of(
                "monitor/m" + random.nextInt(COUNT),
                "monitor/m" + random.nextInt(COUNT),
                "monitor/m" + random.nextInt(COUNT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--reverse", "--reverse --depth=30", "--depth=5"})
  void treeHasALineForEachComponentAndReference(String options) throws SQLException {
    random();
    String tree = cli(("dependencies " + options).trim().split(" "));
    List<String> lines = tree.lines().toList();
    assertTrue(lines.size() > COUNT, lines.size() + " lines");
    assertTrue(lines.size() <= 4 * COUNT, lines.size() + " lines");
    assertTrue(tree.length() < 8_000_000, tree.length() + " characters");
    assertTrue(tree.contains(" (*)\n"), "no repetitions");
    if (options.isEmpty()) {
      assertTrue(tree.contains(" (cycle)\n"), "no cycles");
      assertTrue(lines.size() >= 3 * COUNT, lines.size() + " lines");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "jsonl", "yaml", "csv", "name", "dot", "mermaid"})
  void otherFormatsGrowWithTheFleet(String format) throws SQLException {
    random();
    int length = cli("dependencies", "-o", format).length();
    assertTrue(length > 10 * COUNT, length + " characters");
    assertTrue(length < 1_500 * COUNT, length + " characters");
  }

  /** Each of many components selects the same ones. */
  @ParameterizedTest
  @ValueSource(strings = {"", "--reverse"})
  void selectorsAreFollowedOnce(String options) throws SQLException {
    fill(COUNT, _ -> List.of("monitor?shard=7", "monitor?shard=8"));
    long lines = cli(("dependencies " + options).trim().split(" ")).lines().count();
    assertTrue(lines <= 4 * COUNT, lines + " lines");
  }

  @Test
  void longChainIsCutAndCounted() throws SQLException {
    fill(COUNT, i -> List.of("monitor/m" + (i + 1)));
    List<String> lines = cli("dependencies").lines().toList();
    assertEquals(52, lines.size());
    assertEquals("    ".repeat(49) + "└── monitor/m50 (ready)", lines.get(50));
    assertEquals("    ".repeat(50) + "└── … 9950 more levels; use --depth", lines.get(51));
  }

  @Test
  void depthShowsAllOfAChain() throws SQLException {
    fill(300, i -> List.of("monitor/m" + (i + 1)));
    List<String> lines = cli("dependencies", "--depth", "300").lines().toList();
    assertEquals(301, lines.size());
    assertEquals("    ".repeat(299) + "└── monitor/m300 (not registered) not met", lines.getLast());
    assertEquals(
        "    ".repeat(50) + "└── … 250 more levels; use --depth",
        cli("dependencies").lines().toList().getLast());
    assertEquals(301, cli("dependencies", "-o", "csv").lines().count());
    assertEquals(
        "    ".repeat(50) + "`-- ... 249 more levels; use --depth",
        CommandRun.direct(home)
            .with("LANG", "C")
            .run("dependencies", "m299", "--reverse")
            .out()
            .lines()
            .toList()
            .getLast());
  }

  @Test
  void whatIsBelowIsShownNearestToTheRoot() throws SQLException {
    // m0 -> m1 -> m2 -> m3, and m0 -> m2; m3 leads back to m1
    fill(
        4,
        i ->
            switch (i) {
              case 0 -> List.of("monitor/m1", "monitor/m2");
              case 1 -> List.of("monitor/m2");
              case 2 -> List.of("monitor/m3", "monitor?shard=1");
              default -> List.of("monitor/m1", "monitor/m0x!optional");
            });
    assertEquals(
        """
        monitor/m0 (ready)
        ├── monitor/m1 (ready)
        │   └── monitor/m2 (ready) (cycle)
        └── monitor/m2 (ready)
            ├── monitor/m3 (ready)
            │   ├── monitor/m1 (ready) (cycle)
            │   └── monitor/m0x (not registered) optional not met
            └── monitor?shard=1 (1 matches, 1 ready)
                └── monitor/m1 (ready) (cycle)
        """,
        cli("dependencies"));
  }
}
