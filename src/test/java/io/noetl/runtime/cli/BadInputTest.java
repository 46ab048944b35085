package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid input: the exact message and the exit code. */
class BadInputTest {

  private static final String LONG_NAME = "n".repeat(513);

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private static void assertRefused(CommandRun.Ended ended, int status, String sentence) {
    assertEquals("", ended.out());
    assertEquals("noetl-runtime: " + sentence + "\n", ended.err());
    assertEquals(status, ended.status());
  }

  private void assertNothingWritten() {
    assertFalse(Files.exists(home.resolve(".local")), "no database was made");
  }

  static Stream<Arguments> badValues() {
    return Stream.of(
        values(
            "a name of spaces",
            "the component's name is empty; give NAME or set" + " NOETL_WORKER_POOL_NAME",
            "register",
            "   "),
        values(
            "an empty name",
            "the component's name is empty; give NAME or set" + " NOETL_WORKER_POOL_NAME",
            "register",
            ""),
        values(
            "no name",
            "no component is named; give NAME or set NOETL_WORKER_POOL_NAME",
            "heartbeat"),
        values(
            "a control character",
            "NAME: must hold no control characters (got \"a\\u0007b\")",
            "register",
            "a\u0007b"),
        values(
            "513 characters",
            "NAME: must have at most 512 characters (got \"" + "n".repeat(59) + "…)",
            "register",
            LONG_NAME),
        values(
            "an unknown kind",
            "--kind: must be 'worker_pool', 'broker', 'server_api', 'scheduler' or 'monitor'"
                + " (got \"gpu\")",
            "register",
            "a",
            "--kind",
            "gpu"),
        values(
            "capacity -1",
            "--capacity: must be 0 to 2147483647 (got \"-1\")",
            "register",
            "a",
            "--capacity",
            "-1"),
        values(
            "capacity 1.5",
            "--capacity: must be 0 to 2147483647 (got 1.5)",
            "register",
            "a",
            "--capacity",
            "1.5"),
        values(
            "capacity abc",
            "--capacity: must be 0 to 2147483647 (got \"abc\")",
            "register",
            "a",
            "--capacity",
            "abc"),
        values(
            "capacity 2147483648",
            "--capacity: must be 0 to 2147483647 (got \"2147483648\")",
            "register",
            "a",
            "--capacity",
            "2147483648"),
        values(
            "a label that is JSON",
            "--label: labels are K=V pairs separated by commas, not JSON; write --label env=prod",
            "register",
            "a",
            "--label",
            "{\"env\":\"prod\"}"),
        values(
            "a label that is JSON in set",
            "--label: labels are K=V pairs separated by commas, not JSON; write --label env=prod",
            "set",
            "a",
            "--label",
            "[\"env\",\"prod\"]"),
        values(
            "a label that is to select",
            "unknown option --label; did you mean --selector? see noetl-runtime prune --help",
            "prune",
            "--older-than",
            "1d",
            "--label",
            "env=prod"),
        values(
            "a label without a key",
            "--label: =prod is not K=V; write --label env=prod",
            "register",
            "a",
            "--label",
            "=prod"),
        values(
            "a broker without an address",
            "--uri is required for broker components",
            "register",
            "a",
            "--kind",
            "broker"),
        values(
            "both a server and a database",
            "--server and --database cannot be used together; name one registry",
            "list",
            "--server",
            "http://h",
            "--database",
            "sqlite:/x"),
        values(
            "both a server and direct mode",
            "--server and --direct cannot be used together; name one registry",
            "list",
            "--server",
            "http://h",
            "--direct"),
        values(
            "an unknown output format",
            "--output: unknown output format 'xml', use one of table, wide, json, jsonl, yaml, csv,"
                + " name",
            "list",
            "-o",
            "xml"),
        values(
            "an unknown colour",
            "--color: 'blue' is not one of auto, always, never",
            "list",
            "--color",
            "blue"),
        values(
            "a server without a host",
            "--server: URL should look like http://host:port (got \"http://\")",
            "list",
            "--server",
            "http://"),
        values(
            "a foreign scheme",
            "--server: URL should start with http:// or https:// (got \"ftp://h\")",
            "list",
            "--server",
            "ftp://h"),
        values(
            "a socket",
            "--server: URL should start with http:// or https://, Unix sockets are not supported"
                + " (got \"unix:/run/noetl\")",
            "list",
            "--server",
            "unix:/run/noetl"),
        values(
            "a database of another kind",
            "--database: must be sqlite:PATH or postgresql://host/database (got"
                + " \"mysql://h/d\")",
            "list",
            "--database",
            "mysql://h/d"),
        values(
            "a time-out without a unit that exists",
            "--timeout: \"5x\" is not a duration: use 500ms, 5s, 2m, 1h or 7d",
            "list",
            "--timeout",
            "5x"),
        values(
            "a header that is none",
            "a header is not 'Name: value'; use --header 'Name: value'",
            "list",
            "--server",
            "h",
            "-H",
            "nonsense"),
        values(
            "an unknown option",
            "unknown option --capcity; did you mean --capacity? see"
                + " noetl-runtime register --help",
            "register",
            "a",
            "--capcity",
            "1"),
        values(
            "an unknown command",
            "unknown command lsit; did you mean list? see noetl-runtime --help",
            "lsit"),
        values(
            "a second name",
            "unexpected argument b; see noetl-runtime register --help",
            "register",
            "a",
            "b"),
        values(
            "an option without its value",
            "missing required parameter for option '--kind' (KIND); see noetl-runtime get --help",
            "get",
            "a",
            "--kind"),
        values(
            "a column that is none",
            "--sort-by: there is no column colour; use label:KEY, meta:KEY, metric:NAME or one of"
                + " name, kind, status, expires, age, runtime, capacity, heartbeat, host, pid, uri,"
                + " labels, runtime_id, capabilities, logical, version, load, blocked, blocked_by,"
                + " registered, created, updated",
            "list",
            "--sort-by",
            "colour"),
        values(
            "an open set in a pattern",
            "--name: must be a valid pattern (got \"a[\")",
            "list",
            "--name",
            "a["),
        values(
            "one kind and all kinds",
            "--kind and --all-kinds cannot be used together; use only one of them",
            "list",
            "--kind",
            "broker",
            "--all-kinds"),
        values(
            "registration options without --recreate",
            "a heartbeat sends no registration without --recreate; add --recreate, or remove the"
                + " component options",
            "heartbeat",
            "a",
            "--capacity",
            "1"),
        values(
            "a file and a name",
            "--file cannot be used with NAME or component options; put them into the" + " file",
            "register",
            "a",
            "-f",
            "x.json"));
  }

  private static Arguments values(String what, String sentence, String... arguments) {
    return Arguments.of(what, sentence, arguments);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badValues")
  void badValueIsRefusedBeforeAnythingIsOpened(String what, String sentence, String[] arguments) {
    CommandRun world = sentence.startsWith("--server: ") ? new CommandRun(home) : cli();
    assertRefused(world.run(arguments), 2, sentence);
    assertNothingWritten();
  }

  @Test
  void anEmptyNameVariableIsNoName() {
    assertRefused(
        cli().with("NOETL_WORKER_POOL_NAME", "").run("register"),
        2,
        "no component is named; give NAME or set NOETL_WORKER_POOL_NAME");
    assertNothingWritten();
  }

  private static final String NOT_QUOTED =
      "Unexpected character ('n' (code 110)): was expecting double-quote to start property name";

  static Stream<Arguments> badFiles() {
    String example = "; it should hold {\"name\": …} or a list of such objects";
    return Stream.of(
        Arguments.of("pools.json", "", "%s is empty" + example),
        Arguments.of("pools.json", "  \n", "%s is empty" + example),
        Arguments.of(
            "pools.json",
            "hello",
            "%s:1:1: not valid JSON: Unrecognized token 'hello': was expecting (JSON String,"
                + " Number, Array, Object or token 'null', 'true' or 'false')"
                + example),
        Arguments.of(
            "pools.json",
            "[{\"name\": \"a\"}, {\"name\"",
            "%s:1:24: not valid JSON: it ends in the middle of a value" + example),
        Arguments.of(
            "pools.json",
            "{\"name\": \"a\"} {\"name\": \"b\"",
            "%s:1:27: not valid JSON: it ends in the middle of a value" + example),
        Arguments.of(
            "pools.json",
            "{\"name\": \"a\"} 3",
            "%s contains an item that is not an object" + example),
        Arguments.of("pools.json", "{name: a}", "%s:1:2: not valid JSON: " + NOT_QUOTED + example),
        Arguments.of(
            "pools",
            "{\"name\": \"a\"",
            "%s:1:13: not valid JSON: it ends in the middle of a value" + example),
        Arguments.of("pools.yml", "# nothing", "%s is empty" + example),
        Arguments.of("pools.json", "[]", "%s contains an empty list" + example),
        Arguments.of(
            "pools.yaml", "just words", "%s contains an item that is not an object" + example),
        Arguments.of(
            "pools.yaml",
            "name: [a",
            "%s:1:9: not valid YAML: expected ',' or ']', but got <stream end>" + example),
        Arguments.of(
            "pools.yaml",
            "name: a\n---\n- name: b\n---\n3",
            "%s contains an item that is not an object" + example),
        Arguments.of(
            "pools.jsonl",
            "{\"name\": \"a\"}\n\n{\"name\": ",
            "%s:3:10: not valid JSON: it ends in the middle of a value" + example),
        Arguments.of("pools.yaml", "items: []", "%s contains an empty list" + example),
        Arguments.of("pools.yaml", "---\n---\n", "%s is empty" + example),
        Arguments.of(
            "labels.json",
            "{\"name\": \"a\", \"labels\": [\"x\", 1]}",
            "%s:1: a: labels: must be an object (got a list)"));
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("badFiles")
  void invalidFileIsRefusedAsAWhole(String name, String content, String sentence)
      throws IOException {
    Path file = Files.writeString(home.resolve(name), content);
    assertRefused(
        cli().run("register", "-f", file.toString()), 2, sentence.replace("%s", file.toString()));
    assertNothingWritten();
  }

  @Test
  void missingFileIsNamed() {
    Path file = home.resolve("none.json");
    assertRefused(
        cli().run("register", "-f", file.toString()),
        2,
        "cannot read " + file + ": there is no such file");
  }

  @Test
  void directoryIsNoFile() {
    assertRefused(
        cli().run("register", "-f", home.toString()),
        2,
        "cannot read " + home + ": is a directory");
  }

  @Test
  void emptyStandardInputIsNoRegistration() {
    assertRefused(
        cli().run("register", "-f", "-"),
        2,
        "standard input is empty; it should hold {\"name\": …} or a list of such objects");
  }

  @Test
  void fileThatIsNotADatabaseIsUnchanged() throws IOException {
    Path file = Files.writeString(home.resolve("notes.txt"), "my notes, ".repeat(100));
    byte[] before = Files.readAllBytes(file);
    assertRefused(
        cli().run("register", "a", "--database", "sqlite:" + file),
        10,
        file
            + " is not a SQLite database; it was not changed; name another file with --database"
            + " sqlite:PATH");
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void databaseOfANewerVersionIsUnchanged() throws IOException, SQLException {
    Path file = home.resolve("new.db");
    assertEquals(0, cli().run("register", "a", "--database", "sqlite:" + file).status());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 7");
    }
    byte[] before = Files.readAllBytes(file);
    assertRefused(
        cli().run("list", "--database", "sqlite:" + file),
        10,
        "the database "
            + file
            + " has schema version 7, and this noetl-runtime knows no version after 1; install the"
            + " noetl-runtime that wrote it, or a newer one");
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void homeThatCannotBeWrittenIsNamed() {
    // Not even root can create a directory there.
    assertRefused(
        CommandRun.direct(Path.of("/proc/self")).run("register", "a"),
        7,
        "cannot open the database /proc/self/.local/share/noetl/runtime.db: its directory does not"
            + " exist; name a file you may write with --database sqlite:PATH, or set"
            + " XDG_DATA_HOME");
  }

  @Test
  void directoryIsNoDatabase() {
    assertRefused(
        cli().run("list", "--database", "sqlite:" + home),
        7,
        "cannot open the database "
            + home
            + ": it is a directory; name a file you may write with --database sqlite:PATH, or set"
            + " XDG_DATA_HOME");
  }

  @Test
  void unknownKeyInTheConfigFileIsAnErrorOfTheConfiguration() throws IOException {
    Path file = home.resolve(".config/noetl/runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "sever: http://h\n");
    CommandRun.Ended ended = new CommandRun(home).run("list");
    assertEquals(
        new CommandRun.Ended(
            11, "", "noetl-runtime: unknown key \"sever\" in " + file + "; did you mean server?\n"),
        ended);
  }

  @Test
  void helpOfAnUnknownCommandSuggestsOne() {
    assertRefused(
        cli().run("help", "lsit"),
        2,
        "unknown command or topic lsit; did you mean list? see noetl-runtime --help");
  }

  @Test
  void wrongValueNamesTheVariableThatHoldsIt() {
    assertRefused(
        cli().with("NOETL_WORKER_CAPACITY", "abc").run("register", "a"),
        2,
        "NOETL_WORKER_CAPACITY: must be 0 to 2147483647 (got \"abc\"); correct or unset"
            + " NOETL_WORKER_CAPACITY");
    assertRefused(
        cli().with("NOETL_WORKER_LABELS", "gpu,=x").run("register", "a"),
        2,
        "NOETL_WORKER_LABELS: =x is not K=V; correct or unset NOETL_WORKER_LABELS");
    assertRefused(
        cli().with("NOETL_WORKER_LABELS", "{\"env\":\"prod\",\"gpu\":\"1\"}").run("register", "a"),
        2,
        "NOETL_WORKER_LABELS: labels are K=V pairs separated by commas, not JSON; correct or unset"
            + " NOETL_WORKER_LABELS");
    assertRefused(
        new CommandRun(home).with("NOETL_SERVER_URL", "ftp://h").run("list"),
        2,
        "NOETL_SERVER_URL: URL should start with http:// or https:// (got \"ftp://h\"); correct or"
            + " unset NOETL_SERVER_URL");
    assertRefused(
        cli().with("NOETL_RUNTIME_DATABASE", "foo").run("list"),
        2,
        "NOETL_RUNTIME_DATABASE: must be sqlite:PATH or postgresql://host/database (got"
            + " \"foo\"); correct or unset NOETL_RUNTIME_DATABASE");
    assertNothingWritten();
  }

  @Test
  void recreationNeedsARuntime() {
    assertRefused(
        cli().run("heartbeat", "a", "--recreate", "--capacity", "5"),
        2,
        "--recreate needs --runtime; a registration without a runtime cannot be recreated");
    assertNothingWritten();
  }

  @Test
  void undecodableBytesAreNotAName() {
    assertRefused(
        cli().run("register", "cr\uFFFDn"), 2, "NAME: must be valid Unicode (got \"cr\uFFFDn\")");
  }

  @Test
  void exitCodesAreListedWhateverIsConfigured() throws IOException {
    Path file = home.resolve(".config/noetl/runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "sever: http://h\n");
    assertEquals(
        0, new CommandRun(home).with("NOETL_RUNTIME_OUTPUT", "xml").run("exit-codes").status());
  }

  @Test
  void errorsAreJsonAlsoForAClusterOfOptions() {
    cli().run("init");
    assertEquals(
        "{\"error\":{\"code\":\"unknown_component\"",
        cli().run("get", "ghost", "-qo", "json").err().substring(0, 36));
  }

  @Test
  void errorsAreJsonWhereResultsWouldBe() {
    cli().run("init");
    assertEquals(
        new CommandRun.Ended(
            5,
            "",
            "{\"error\":{\"code\":\"unknown_component\",\"exit\":5,\"message\":\"no worker_pool"
                + " named \\\"ghost\\\" is registered\",\"hint\":\"register it first: noetl-runtime"
                + " register -- ghost\",\"http_status\":null,\"retry_after_s\":null}}\n"),
        cli().run("heartbeat", "ghost", "-o", "json"));
    assertEquals(
        new CommandRun.Ended(
            2,
            "",
            "{\"error\":{\"code\":\"invalid_request\",\"exit\":2,\"message\":\"unknown option"
                + " --nmae\",\"hint\":\"did you mean --name? see noetl-runtime list"
                + " --help\",\"http_status\":null,\"retry_after_s\":null}}\n"),
        cli().run("list", "--output=json", "--nmae", "x"));
  }

  @Test
  void severalFaultsAreReportedAtOnceOneALine() {
    assertRefused(
        cli().run("register", "a", "--capacity", "x", "--pid", "y"),
        2,
        "--capacity: must be 0 to 2147483647 (got \"x\")\nnoetl-runtime: --pid: must be a whole"
            + " number of at most 64 bits (got \"y\")");
  }
}
