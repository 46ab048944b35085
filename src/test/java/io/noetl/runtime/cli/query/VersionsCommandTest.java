package io.noetl.runtime.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command versions, and versions in list. */
class VersionsCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void fill() throws SQLException {
    register("a", "2.10.0", "--label", "env=prod");
    register("b", "2.9", "--label", "env=prod");
    register("c", "2.9", "--status", "busy");
    register("d", "nightly");
    register("e", "2.9", "--status", "draining");
    register("f", "2.10.0");
    register("g", "2.10.0-rc.1");
    register("api", "3.1.0", "--kind", "server_api", "--uri", "http://api");
    cli().input("{\"name\":\"old\",\"meta\":{\"version\":7}}").run("register", "-f", "-");
    cli().run("register", "none", "--kind", "broker", "--uri", "nats://b");
    cli().run("deregister", "f");
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + home.resolve(".local/share/noetl/runtime.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE runtime SET created_at = '2026-01-0' || (1 + (name = 'b')) ||"
              + " 'T10:00:00.000000+00:00'");
      statement.executeUpdate(
          "UPDATE runtime SET heartbeat = '2026-01-01T00:00:00.000000+00:00' WHERE name = 'b'");
    }
  }

  private void register(String name, String version, String... more) {
    String[] words = new String[more.length + 4];
    System.arraycopy(
        new String[] {"register", name, "--meta", "version=" + version}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    assertEquals(0, cli().run(words).status());
  }

  @Test
  void eachKindAndVersionIsARow() {
    assertEquals(
        new Ended(
            0,
            """
            KIND         VERSION      COUNT  READY  STALE  BLOCKED  OFFLINE  OLDEST                NEWEST
            broker       -            1      1      0      0        0        2026-01-01T10:00:00Z  2026-01-01T10:00:00Z
            server_api   3.1.0        1      1      0      0        0        2026-01-01T10:00:00Z  2026-01-01T10:00:00Z
            worker_pool  2.9          3      1      1      0        0        2026-01-01T10:00:00Z  2026-01-02T10:00:00Z
            worker_pool  2.10.0-rc.1  1      1      0      0        0        2026-01-01T10:00:00Z  2026-01-01T10:00:00Z
            worker_pool  2.10.0       2      1      0      0        1        2026-01-01T10:00:00Z  2026-01-01T10:00:00Z
            worker_pool  nightly      1      1      0      0        0        2026-01-01T10:00:00Z  2026-01-01T10:00:00Z
            worker_pool  -            1      1      0      0        0        2026-01-01T10:00:00Z  2026-01-01T10:00:00Z
            """,
            ""),
        cli().run("versions"));
  }

  @Test
  void documentsHaveNullWhereThereIsNoVersion() {
    assertEquals(
        """
        {"kind":"broker","version":null,"count":1,"ready":1,"stale":0,"blocked":0,"offline":0,\
        "oldest":"2026-01-01T10:00:00Z","newest":"2026-01-01T10:00:00Z"}
        """,
        cli().run("versions", "--kind", "broker", "-o", "jsonl").out());
    assertEquals("broker\n", cli().run("versions", "--kind", "broker", "-o", "name").out());
    assertEquals(
        "worker_pool@2.9\nworker_pool@2.10.0\n",
        cli().run("versions", "-l", "env=prod", "-o", "name").out());
    assertEquals(
        """
        kind,version,count,ready,stale,blocked,offline,oldest,newest
        server_api,3.1.0,1,1,0,0,0,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z
        """,
        cli().run("versions", "-k", "server-api", "-o", "csv").out());
  }

  @Test
  void nothingIsAnEmptyTable() {
    assertEquals(
        new Ended(
            0,
            "KIND  VERSION  COUNT  READY  STALE  BLOCKED  OFFLINE  OLDEST  NEWEST\n",
            "No components match.\n"),
        cli().run("versions", "-l", "env=none"));
    assertEquals(
        "{\n  \"items\": [],\n  \"count\": 0\n}\n",
        cli().run("versions", "-l", "env=none", "-o", "json").out());
  }

  @Test
  void listSortsVersionsByTheirMeaning() {
    assertEquals(
        """
        NAME  VERSION
        b     2.9
        c     2.9
        e     2.9
        g     2.10.0-rc.1
        a     2.10.0
        f     2.10.0
        d     nightly
        old   7
        """,
        cli().run("list", "--columns", "name,version", "--sort-by", "version").out());
    assertEquals(
        """
        VERSION      COUNT
        2.9          3
        2.10.0-rc.1  1
        2.10.0       2
        nightly      1
        7            1
        """,
        cli().run("list", "--group-by", "version", "--count").out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ">=2.9          ; a b c e f",
        ">=2.9 <2.10    ; b c e",
        "2.10.0-rc.1    ; g",
        "=nightly       ; d",
        "^2 || =nightly ; a b c d e f",
        "*              ; a b c d e f g"
      })
  void listFiltersByRange(String range, String names) {
    assertEquals(
        names.replace(' ', '\n') + "\n",
        cli().run("list", "--version-range", range, "-o", "name").out());
  }

  @Test
  void emptyRangeOfVersionsIsExplained() {
    assertEquals(
        """
        No components match.
        8 have a version outside the range, or none: see noetl-runtime versions
        """,
        cli().run("list", "--version-range", "^9").err());
  }

  @Test
  void badRangeIsAUsageErrorThatNamesThePart() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --version-range: at character 3, \"2..1\": a number is missing;"
                + " for example '>=2.3 <3', '^2.3' or '=nightly'\n"),
        cli().run("list", "--version-range", ">=2..1"));
  }

  @Test
  void getShowsTheVersion() {
    assertEquals(
        "version:      2.9",
        cli()
            .run("get", "b")
            .out()
            .lines()
            .filter(it -> it.startsWith("version"))
            .findFirst()
            .orElse(""));
  }

  @Test
  void componentsThatLackADependencyAreBlocked() {
    register("h", "3.0.0", "--depends-on", "broker/none@^2");
    register("i", "3.0.0", "--depends-on", "broker/none");
    assertEquals(
        "worker_pool 3.0.0 2 2 0 1 0",
        cli()
            .run("versions")
            .out()
            .lines()
            .filter(line -> line.contains("3.0.0"))
            .map(line -> line.replaceAll(" +", " ").replaceAll(" 20.*", ""))
            .findFirst()
            .orElse(""));
  }
}
