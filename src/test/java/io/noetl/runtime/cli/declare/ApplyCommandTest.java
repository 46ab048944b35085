package io.noetl.runtime.cli.declare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command apply. */
class ApplyCommandTest {

  private static final String POOLS =
      """
      - name: one
        runtime: python
        capacity: 4
        labels: {team: data, env: prod}
      - name: two
        labels: {team: data}
      """;

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private Ended apply(String text, String... more) {
    String[] arguments = new String[more.length + 3];
    System.arraycopy(new String[] {"apply", "-f", "-"}, 0, arguments, 0, 3);
    System.arraycopy(more, 0, arguments, 3, more.length);
    return cli().input(text).run(arguments).masked();
  }

  private static Ended told(int status, String out, String sentence) {
    return new Ended(status, out, "noetl-runtime: " + sentence + "\n");
  }

  @Test
  void missingComponentsAreRegisteredAndARepeatChangesNothing() {
    assertEquals(
        told(
            0,
            """
            NAME  KIND         RESULT      CHANGES
            one   worker_pool  registered  -
            two   worker_pool  registered  -
            """,
            "2 registered"),
        apply(POOLS));
    String before = cli().run("list", "-o", "json").out();
    assertEquals(
        told(
            0,
            """
            NAME  KIND         RESULT     CHANGES
            one   worker_pool  unchanged  -
            two   worker_pool  unchanged  -
            """,
            "2 unchanged"),
        apply(POOLS));
    assertEquals(new Ended(3, "", ""), apply(POOLS, "--error-unchanged", "-q"));
    assertEquals(
        updated(before), updated(cli().run("list", "-o", "json").out()), "not even a heartbeat");
  }

  @Test
  void emptyPathIsNotTheWorkingDirectory() {
    Ended refused =
        new Ended(2, "", "noetl-runtime: --file is empty; name a file or a directory\n");
    assertEquals(refused, cli().run("apply", "-f", ""));
    assertEquals(refused, cli().input(POOLS).run("apply", "-f", "-", "--file=", "--dry-run"));
  }

  private static String updated(String json) {
    return json.lines()
        .filter(line -> line.contains("_at\"") || line.contains("\"heartbeat\""))
        .reduce("", (all, line) -> all + line);
  }

  @Test
  void whatDiffersIsChangedAndWhatIsNotNamedIsKept() {
    cli()
        .run(
            "register",
            "one",
            "--runtime",
            "python",
            "--capacity",
            "4",
            "--pid",
            "7",
            "--status",
            "busy",
            "--label",
            "team=data",
            "--label",
            "old=1",
            "--meta",
            "zone=eu",
            "--hostname",
            "h");
    String declared =
        """
        {"name": " one ", "kind": "worker_pool", "capacity": "8.0", "labels": {"team": "data", "n": 1}}
        """;
    assertEquals(
        told(
            0,
            """
            ~ worker_pool one: would be changed
            -     capacity: 4
            +     capacity: 8
            -     labels.old: "1"
            +     labels.n: 1
            """,
            "dry run, no changes made: 1 changed"),
        apply(declared, "--dry-run", "--diff"));
    assertEquals(
        told(
            0,
            """
            name,kind,result,changes,runtime_id
            one,worker_pool,changed,"capacity,labels.old,labels.n",ID
            """,
            "1 changed"),
        apply(declared, "-o", "csv"));
    assertEquals(
        """
        {"name":"one","kind":"worker_pool","runtime":"python","status":"busy","capacity":8,\
        "labels":{"team":"data","n":1},"pid":7,"hostname":"h","meta":{"zone":"eu"}}
        """,
        cli().run("export", "-o", "jsonl").out());
    assertEquals(told(0, "one\n", "1 unchanged"), apply(declared, "-o", "name"));
  }

  @Test
  void nullUnsetsAndMetaCountsAsAWhole() {
    cli()
        .run(
            "register",
            "one",
            "--runtime",
            "python",
            "--capacity",
            "4",
            "--uri",
            "u",
            "--hostname",
            "h",
            "--meta",
            "zone=eu",
            "--meta",
            "rack=1");
    assertEquals(
        told(
            0,
            """
            ~ worker_pool one: changed
            -     uri: "u"
            -     capacity: 4
            -     meta.rack: "1"
            """,
            "1 changed"),
        apply("- {name: one, uri: null, capacity: null, meta: {zone: eu}}", "--diff"));
    assertEquals(
        "{\"name\":\"one\",\"kind\":\"worker_pool\",\"runtime\":\"python\",\"hostname\":\"h\","
            + "\"meta\":{\"zone\":\"eu\"}}\n",
        cli().run("export", "-o", "jsonl").out());
  }

  @Test
  void statusThatIsNotNamedMayBeAnyButOffline() {
    cli().run("register", "one", "--status", "busy");
    assertEquals(told(0, "one\n", "1 unchanged"), apply("name: one", "-o", "name"));
    cli().run("deregister", "one");
    assertEquals(
        told(
            0,
            """
            + worker_pool one: registered
            -     status: "offline"
            +     status: "ready"
            """,
            "1 registered"),
        apply("name: one", "--diff", "--revive"));
    cli().run("deregister", "one");
    assertEquals(
        told(0, "one\n", "1 unchanged"), apply("- {name: one, status: offline}", "-o", "name"));
  }

  /** Workers of 2026 register every 15 s with what they know of themselves. */
  @Test
  void whatIsAppliedOutlivesTheRegistrationsOfTheSameProcess() {
    String[] beat = {"register", "one", "--pid", "7", "--hostname", "h", "--capacity", "1"};
    cli().run(beat);
    cli().run("drain", "one", "--note", "new kernel");
    assertEquals(0, apply("- {name: one, capacity: 8, meta: {zone: eu}, labels: {a: b}}").status());

    cli().run(beat);

    assertEquals(
        "one,draining,8,a=b,eu,new kernel\n",
        cli()
            .run(
                "list",
                "--columns",
                "name,status,capacity,labels,meta:zone,meta:drain_note",
                "-o",
                "csv")
            .out()
            .replaceFirst(".*\n", ""));
    assertEquals(
        3,
        apply("- {name: one, capacity: 8, meta: {zone: eu}, labels: {a: b}}", "--error-unchanged")
            .status());
    // What only a registration can do is an operator's word, too.
    assertEquals(0, apply("- {name: one, capacity: null, status: ready}").status());
    cli().run(beat);
    assertEquals(
        "one,ready,1,a=b,eu,\n",
        cli()
            .run(
                "list",
                "--columns",
                "name,status,capacity,labels,meta:zone,meta:drain_note",
                "-o",
                "csv")
            .out()
            .replaceFirst(".*\n", ""));
    assertEquals(
        "{\"name\":\"one\",\"kind\":\"worker_pool\",\"capacity\":1,\"labels\":{\"a\":\"b\"},"
            + "\"pid\":7,\"hostname\":\"h\",\"meta\":{\"zone\":\"eu\"}}\n",
        cli().run("export", "-o", "jsonl").out());
  }

  @Test
  void aliasesAndRuntimeObjectsAreNames() {
    String declared =
        """
        name: b1
        component_type: broker
        base_url: nats://b1
        runtime: {type: nats, pid: 3, zone: eu}
        """;
    assertEquals(0, apply(declared).status());
    assertEquals(told(0, "b1\n", "1 unchanged"), apply(declared, "-o", "name"));
    assertEquals(
        told(
            0,
            """
            ~ broker b1: changed
            -     uri: "nats://b1"
            +     uri: "nats://b2"
            -     pid: 3
            +     pid: 4
            -     meta.zone: "eu"
            """,
            "1 changed"),
        apply(
            declared.replace("b1\nruntime", "b2\nruntime").replace("pid: 3, zone: eu", "pid: 4"),
            "--diff"));
  }

  @Test
  void pruneDeregistersWhatTheSelectorNamesAndNoFileDoes() {
    apply(POOLS);
    cli().run("register", "gone", "--label", "team=data");
    cli().run("register", "b", "--kind", "broker", "--uri", "u", "--label", "team=data");
    cli().run("register", "others", "--label", "team=web");
    cli().run("register", "lease", "--label", "team=data", "--runtime", "server_control");
    cli().run("register", "offline", "--label", "team=data", "--status", "offline");
    assertEquals(
        told(
            0,
            """
            - broker b: would be deregistered
            - worker_pool gone: would be deregistered
            """,
            "dry run, no changes made: 2 deregistered, 2 unchanged"),
        apply(POOLS, "--prune", "--selector", "team=data", "--diff", "--dry-run"));
    assertEquals(
        told(
            0,
            """
            NAME  KIND         RESULT        CHANGES
            one   worker_pool  unchanged     -
            two   worker_pool  unchanged     -
            gone  worker_pool  deregistered  -
            """,
            // The lease is one of a server of 2026, and fresh.
            "a NoETL server of 2026 uses this registry: it treats an offline worker as dead and"
                + " runs its jobs again on another worker; stop these first: gone (last heartbeat"
                + " 0s ago)\n"
                + "noetl-runtime: 1 deregistered, 2 unchanged"),
        apply(POOLS, "--prune", "-l", "team=data", "--prune-kind", "worker-pool").masked());
    assertEquals(
        told(0, "one\ntwo\nb\n", "1 deregistered, 2 unchanged"),
        apply(POOLS, "--prune", "-l", "team=data", "-o", "name"));
    assertEquals(
        "lease\none\nothers\ntwo\n",
        cli().run("list", "--all", "--all-kinds", "--status", "ready", "-o", "name").out());
    assertEquals(
        new Ended(3, "", ""),
        apply(POOLS, "--prune", "-l", "team=data", "--error-unchanged", "-q"));
  }

  @Test
  void selectorLeavesOutWhatTheFilesHoldOfOthers() {
    apply(POOLS);
    assertEquals(
        new Ended(
            0,
            "one\n",
            """
            noetl-runtime: 1 of the files skipped: not matched by the selector
            noetl-runtime: 1 unchanged
            """),
        apply(POOLS, "--prune", "-l", "env=prod", "-o", "name"));
    assertEquals("one\ntwo\n", cli().run("list", "--status", "ready", "-o", "name").out());
  }

  @Test
  void pruneNeedsASelector() {
    assertEquals(
        told(
            2,
            "",
            "--prune requires a selector, so that components of other sets are not deregistered;"
                + " add one, such as --selector team=data"),
        apply(POOLS, "--prune"));
    assertEquals(
        told(2, "", "--prune-kind requires --prune; remove it or add that option"),
        apply(POOLS, "--prune-kind", "broker"));
  }

  @Test
  void partThatFailsIsReportedAndNothingIsPruned() {
    cli().run("register", "gone", "--label", "team=data");
    String declared =
        """
        - {name: one, labels: {team: data}}
        - {name: two, capacity: -1, labels: {team: data}}
        - {runtime: nameless}
        - just text
        """;
    assertEquals(
        new Ended(
            12,
            """
            + worker_pool one: registered
            +     status: "ready"
            +     labels.team: "data"
            ! two: failed
            ! item 3: failed
            ! item 4: failed
            """,
            """
            noetl-runtime: standard input:2: item 2 (two): capacity: must be 0 to 2147483647 (got -1)
            noetl-runtime: standard input:3: item 3: name: is missing
            noetl-runtime: standard input:4: item 4: it is not an object
            noetl-runtime: part of the set failed, so nothing is pruned: 1 would be
            noetl-runtime: 1 registered, 3 failed
            """),
        apply(declared, "--diff", "--prune", "-l", "team=data"));
    assertEquals("gone\none\n", cli().run("list", "--status", "ready", "-o", "name").out());
    assertEquals(2, apply("name: ''").status(), "one that fails alone has its own code");
  }

  @Test
  void registryThatFailsOnTheWayIsAskedNoMoreAndNothingIsPruned() throws SQLException {
    cli().run("register", "gone", "--label", "team=data");
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + home.resolve(".local/share/noetl/runtime.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TRIGGER refusal BEFORE INSERT ON runtime WHEN new.name = 'two'"
              + " BEGIN SELECT RAISE(ABORT, 'disk on fire'); END");
    }
    String failure =
        "cannot use the database "
            + home.resolve(".local/share/noetl/runtime.db")
            + ": disk on fire\n";
    assertEquals(
        new Ended(
            12,
            """
            NAME   KIND         RESULT      CHANGES
            one    worker_pool  registered  -
            two    worker_pool  failed      -
            three  worker_pool  failed      -
            """,
            "noetl-runtime: item 2 (two): "
                + failure
                + "noetl-runtime: item 3 (three): "
                + failure
                + """
                noetl-runtime: part of the set failed, so nothing is pruned: 1 would be
                noetl-runtime: 1 registered, 2 failed
                """),
        cli()
            .input(POOLS + "- {name: three, labels: {team: data}}\n")
            .run("apply", "-f", "-", "--prune", "-l", "team=data"));
    assertEquals("gone\none\n", cli().run("list", "-o", "name").out());
  }

  @Test
  void registryThatIsAwayIsOneErrorAndNoTable() {
    assertEquals(
        new Ended(
            7,
            "",
            "noetl-runtime: cannot reach http://127.0.0.1:1: connection refused; start the server,"
                + " name another with --server, or use --direct\n"),
        apply(POOLS, "--server", "http://127.0.0.1:1", "--retries", "0"));
  }

  @Test
  void jsonHasEveryChange() {
    cli().run("register", "one", "--hostname", "h", "--label", "a=1");
    assertEquals(
        new Ended(
            12,
            """
            {"name":"one","kind":"worker_pool","result":"changed","changes":[{"field":"labels.a",\
            "before":"1","after":null},{"field":"capacity","after":2}],"runtime_id":"ID"}
            {"name":"","kind":"","result":"failed","changes":[],"error":{"code":"invalid_request",\
            "exit":2,"message":"name: Field required","hint":null,"http_status":null,\
            "retry_after_s":null}}
            """,
            "{\"time\":\"TIME\",\"warning\":\"standard input:2: item 2: name: is missing\"}\n"),
        apply("- {name: one, capacity: 2, labels: {a: null}}\n- {}", "-o", "jsonl"));
  }

  @Test
  void foldersAreReadInTheOrderOfTheirFilesAndStandardInputOnce() throws IOException {
    Path folder = Files.createDirectory(home.resolve("set"));
    Files.writeString(folder.resolve("b.yaml"), "name: two\n---\nname: three\n");
    Files.writeString(folder.resolve("a.jsonl"), "{\"name\": \"one\"}\n");
    Files.writeString(folder.resolve("c.yml"), "name: four\ncapacity: x\n");
    Files.writeString(folder.resolve(".hidden.yaml"), "name: [");
    Files.writeString(folder.resolve("README"), "no set\n");
    Files.createDirectory(folder.resolve("more.yaml"));
    assertEquals(
        new Ended(
            12,
            "one\ntwo\nthree\nfour\nfive\n",
            "noetl-runtime: "
                + folder
                + "/c.yml:2: four: capacity: must be 0 to 2147483647 (got \"x\")\n"
                + "noetl-runtime: 4 registered, 1 failed\n"),
        cli().input("name: five").run("apply", "-f", folder.toString(), "-f", "-", "-o", "name"));
    assertEquals(
        told(2, "", "standard input is named twice; name it once"),
        cli().run("apply", "-f", "-", "-f", "-"));
  }

  @Test
  void brokenFileChangesNothingWhateverTheOthersHold() throws IOException {
    Path folder = Files.createDirectory(home.resolve("set"));
    assertEquals(
        told(2, "", folder + " holds no file that ends in .json, .jsonl, .yaml or .yml"),
        cli().run("apply", "-f", folder.toString()));
    Files.writeString(folder.resolve("a.yaml"), "name: one");
    Files.writeString(folder.resolve("b.yaml"), "name: [");
    assertEquals(
        told(
            2,
            "",
            folder
                + "/b.yaml:1:8: not valid YAML: expected the node content, but found '<stream end>'"
                + "; it should hold {\"name\": …} or a list of such objects"),
        cli().run("apply", "-f", folder.toString()));
    assertEquals("", cli().run("list", "-o", "name").out());
  }

  @Test
  void componentThatIsDeclaredTwiceIsRefused() {
    assertEquals(
        told(
            2,
            "",
            "standard input:3: worker_pool one is already declared at standard input:1; use only"
                + " one of them"),
        apply("- {name: one}\n- {name: one, kind: monitor}\n- {name: ' one '}"));
    assertEquals("", cli().run("list", "--all-kinds", "-o", "name").out());
  }

  @Test
  void differenceHasColoursOnATerminalAndSignsEverywhere() {
    apply("- {name: one, capacity: 1}");
    assertEquals(
        "\u001b[33m~ worker_pool one: changed\u001b[m\n"
            + "\u001b[31m-     capacity: 1\u001b[m\n"
            + "\u001b[32m+     capacity: 2\u001b[m\n",
        cli()
            .with("TERM", "xterm")
            .onTerminal()
            .input("- {name: one, capacity: 2}")
            .run("apply", "-f", "-", "--diff")
            .out());
    assertEquals(
        "~ worker_pool one: changed\n-     capacity: 2\n+     capacity: 3\n",
        cli()
            .with("TERM", "xterm")
            .onTerminal()
            .with("NO_COLOR", "1")
            .input("- {name: one, capacity: 3}")
            .run("apply", "-f", "-", "--diff")
            .out());
  }

  @Test
  void fileOfAFolderMayDeclareNothing() throws IOException {
    Path folder = Files.createDirectory(home.resolve("set"));
    Files.writeString(folder.resolve("a.yaml"), "# later: {name: two}\n");
    Files.writeString(folder.resolve("b.yml"), "---\n# or never\n---\n");
    Files.writeString(folder.resolve("c.json"), "[]");
    Files.writeString(folder.resolve("d.yaml"), "");
    String[] line = {"apply", "-f", folder.toString(), "-o", "name"};
    assertEquals(told(0, "", "nothing to do"), cli().run(line));
    Files.writeString(folder.resolve("e.yaml"), "name: one");
    assertEquals(told(0, "one\n", "1 registered"), cli().run(line));
    assertEquals(
        told(2, "", folder + "/a.yaml is empty; " + EXAMPLE),
        cli().run("apply", "-f", folder.resolve("a.yaml").toString()));
  }

  @Test
  void nothingIsPrunedForTheSakeOfFilesThatMayHaveLostTheirContent() throws IOException {
    cli().run("register", "one", "--label", "team=a");
    Path folder = Files.createDirectory(home.resolve("set"));
    Files.writeString(folder.resolve("a.yaml"), "# {name: one}\n");
    String[] line = {"apply", "-f", folder.toString(), "--prune", "-l", "team=a", "-o", "name"};
    assertEquals(
        told(
            2,
            "",
            "the files declare nothing, so --prune would deregister every component that the"
                + " selector matches; leave --prune out, or name the files that declare the set"),
        cli().run(line));
    Files.writeString(folder.resolve("b.yaml"), "\n");
    assertEquals(told(2, "", folder + "/b.yaml is empty; " + EXAMPLE), cli().run(line));
    assertEquals("one\n", cli().run("list", "-o", "name", "--status", "ready").out());
  }

  private static final String EXAMPLE = "it should hold {\"name\": …} or a list of such objects";
}
