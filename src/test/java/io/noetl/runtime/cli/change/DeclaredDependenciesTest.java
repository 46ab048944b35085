package io.noetl.runtime.cli.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options --depends-on and --component-version, and the same fields in files. */
class DeclaredDependenciesTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private String exported() {
    return cli().run("export").out();
  }

  @Test
  void optionsDeclareBoth() {
    cli()
        .run(
            "register",
            "p",
            "--hostname",
            "h",
            "--depends-on",
            "Broker/events@^2.3",
            "--depends-on",
            "server-api?env==prod!optional",
            "--component-version",
            "2.3.1");
    String declared =
        """
        items:
        - name: p
          kind: worker_pool
          hostname: h
          depends_on:
          - broker/events@^2.3
          - server_api?env=prod!optional
          version: "2.3.1"
        count: 1
        """;
    assertEquals(declared, exported());
    assertEquals(
        new Ended(3, "", "noetl-runtime: 1 unchanged\n"),
        withoutTable(cli().input(declared).run("apply", "-f", "-", "--error-unchanged")));
    cli().run("register", "p");
    assertEquals(0, cli().input(declared).run("register", "-f", "-").status());
    assertEquals(declared, exported());
  }

  private static Ended withoutTable(Ended ended) {
    return new Ended(ended.status(), "", ended.err());
  }

  @Test
  void theVersionMayComeFromTheEnvironment() {
    cli().with("NOETL_COMPONENT_VERSION", "1.2").run("register", "p");
    cli().with("NOETL_COMPONENT_VERSION", "1.2").run("register", "q", "--component-version", "1.3");
    assertEquals(
        "p,1.2\nq,1.3\n",
        cli().run("list", "--columns", "name,meta:version", "-o", "csv", "--no-headers").out());
    assertEquals(
        "noetl-runtime: NOETL_COMPONENT_VERSION: a version has no control characters (got"
            + " \"a\\tb\"); correct or unset NOETL_COMPONENT_VERSION\n",
        cli().with("NOETL_COMPONENT_VERSION", "a\tb").run("register", "p").err());
  }

  @Test
  void setAddsReplacesAndRemoves() {
    cli().run("register", "p", "--depends-on", "broker/a@^1", "--depends-on", "broker?env=prod");
    cli()
        .run(
            "set",
            "p",
            "--depends-on",
            "broker/a@^2",
            "--depends-on",
            "scheduler/s-",
            "--depends-on",
            "broker?env==prod-",
            "--depends-on",
            "monitor/m!optional");
    assertEquals("  - broker/a@^2   - monitor/m!optional", dependencies());
    cli().run("set", "p", "--depends-on", "broker/a@^1-", "--depends-on", "monitor/m-");
    assertEquals("  - broker/a@^2", dependencies());
    cli().run("set", "p", "--depends-on", "broker/a-", "--component-version", "2.0");
    assertEquals("", dependencies());
    assertEquals(
        "2.0\n", cli().run("list", "--columns", "meta:version", "-o", "csv", "--no-headers").out());
  }

  /** The references, one a line. */
  private String dependencies() {
    return String.join(" ", exported().lines().filter(line -> line.startsWith("  - ")).toList());
  }

  @Test
  void valuesOfAnotherProgramAreKeptUntilRemoved() throws SQLException {
    cli().run("register", "p", "--hostname", "h");
    Path file = home.resolve(".local/share/noetl/runtime.db");
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = database.createStatement()) {
      statement.executeUpdate(
          "UPDATE runtime SET runtime = '{\"depends_on\":[\"?\",7,\"broker/b\"],\"version\":[1]}'");
    }
    String odd =
        """
          meta:
            depends_on:
            - "?"
            - 7
            - broker/b
            version:
            - 1
        count: 1
        """;
    assertEquals(0, cli().run("set", "p", "--capacity", "3").status());
    assertEquals(0, cli().run("drain", "p").status());
    assertEquals(0, cli().run("resume", "p").status());
    String exported = exported();
    assertEquals(odd, exported.substring(exported.indexOf("  meta:")), exported);
    assertEquals(0, cli().run("list").status());
    assertEquals(0, cli().run("set", "p", "--depends-on", "?-", "--depends-on", "7-").status());
    assertEquals("  - broker/b", dependencies());
  }

  @Test
  void aReferenceInMetaCounts() {
    cli()
        .input("{\"name\":\"p\",\"meta\":{\"depends_on\":[\"broker/a\"]}}")
        .run("register", "-f", "-");
    assertEquals(0, cli().run("set", "p", "--depends-on", "broker/b").status());
    assertEquals("  - broker/a   - broker/b", dependencies());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "register p --depends-on brokr/a | --depends-on: the kind must be 'worker_pool', 'broker',"
            + " 'server_api', 'scheduler' or 'monitor' (got \"brokr/a\")",
        "run p --depends-on broker/ -- true | --depends-on: the name must have at least 1 character"
            + " (got \"broker/\")",
        "heartbeat p --recreate --runtime x --depends-on broker?= | --depends-on: the selector is"
            + " wrong: at character 1 there must be the key of a label (got \"broker?=\")",
        "set p --depends-on broker/a@^ | --depends-on: the version range is wrong: at"
            + " character 2, there must be a version after \"^\" (got \"broker/a@^\")",
        "set p --depends-on broker/a!maybe- | --depends-on: the end must be !optional; a ! in a"
            + " name is written %21 (got \"broker/a!maybe\")",
        "set p --component-version= | --component-version: the version is empty (got \"\")",
        "register p --component-version= | --component-version: the version is empty (got \"\")",
      })
  void anErrorNamesTheFlagAndThePart(String line, String problem) {
    cli().run("register", "p");
    Ended ended = cli().run(line.split(" "));
    assertEquals("noetl-runtime: " + problem, ended.err().lines().findFirst().orElse(""));
    assertEquals(line.startsWith("run") ? 125 : 2, ended.status());
  }

  @Test
  void anErrorInAFileNamesTheLine() {
    String file =
        """
        - name: a
          depends_on: [broker/b]
        - name: p
          version: 2.10
          depends_on:
          - broker/b@>>1
          - nats
        """;
    Ended ended = cli().input(file).run("apply", "-f", "-");
    assertEquals(
        """
        noetl-runtime: standard input:4: item 2 (p): version: must be a valid string; quote a \
        number (got 2.10)
        noetl-runtime: standard input:5: item 2 (p): depends_on: the version range is wrong: at \
        character 1, ">>": the operators are = > >= < <= ^ ~ (got "broker/b@>>1")
        noetl-runtime: standard input:5: item 2 (p): depends_on: must be KIND/NAME or \
        KIND?SELECTOR (got "nats")
        """,
        String.join("\n", ended.err().lines().filter(line -> line.contains("item")).toList())
            + "\n");
  }

  @Test
  void applyComparesThemAsFieldsOfTheirOwn() {
    cli()
        .run(
            "register",
            "p",
            "--depends-on",
            "broker/a",
            "--component-version",
            "1.0",
            "--meta",
            "zone=a");
    assertEquals(
        """
        ~ worker_pool p: changed
        -     depends_on: ["broker/a"]
        +     depends_on: ["broker/b"]
        """,
        cli()
            .input("{\"name\":\"p\",\"depends_on\":[\"broker/b\"]}")
            .run("apply", "-f", "-", "--diff")
            .out());
    assertEquals(
        """
        ~ worker_pool p: changed
        -     version: "1.0"
        """,
        cli()
            .input("{\"name\":\"p\",\"version\":null,\"meta\":{\"zone\":\"a\"}}")
            .run("apply", "-f", "-", "--diff")
            .out());
    assertEquals("  - broker/b", dependencies());
  }
}
