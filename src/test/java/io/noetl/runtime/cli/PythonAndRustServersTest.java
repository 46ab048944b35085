package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.NoetlServer.Software;
import io.noetl.runtime.cli.process.ScriptedTime;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.StringNode;

/** Commands that read and write a row, on each kind of NoETL server. */
class PythonAndRustServersTest {

  private static final String POOLS =
      """
      - name: one
        runtime: python
        capacity: 4
        labels: {team: data, env: prod}
        pid: 7
        hostname: w-7
        meta: {zone: eu}
      - name: two
        labels: {team: data}
      """;

  /** The recorded cases that the commands rest on. */
  private static final Set<Integer> REPLAYED =
      Set.of(0, 1, 2, 86, 90, 92, 93, 95, 135, 155, 172, 178, 193, 207, 224);

  @TempDir private Path home;
  private NoetlServer server;

  private void start(Software software) throws IOException {
    stop();
    server = new NoetlServer(software);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private CommandRun cli() {
    return new CommandRun(home).with("NOETL_SERVER_URL", server.address());
  }

  private Ended apply(String text, String... more) {
    String[] arguments = new String[more.length + 3];
    System.arraycopy(new String[] {"apply", "-f", "-"}, 0, arguments, 0, 3);
    System.arraycopy(more, 0, arguments, 3, more.length);
    return cli().input(text).run(arguments);
  }

  private static Ended told(int status, String out, String sentence) {
    return new Ended(status, out, "noetl-runtime: " + sentence + "\n");
  }

  // The server itself

  @Test
  void serverAnswersAsTheRealOneDid() throws Exception {
    JsonNode cases;
    try (InputStream file = PythonAndRustServersTest.class.getResourceAsStream("/recorded.json")) {
      cases = TestJson.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
    String section = "";
    int replayed = 0;
    for (JsonNode item : cases) {
      JsonObject recorded = JsonObject.from(item);
      if (server == null || !section.equals(recorded.text("section"))) {
        section = recorded.text("section");
        start(Software.PYTHON_2025);
      }
      if (recorded.get("before") instanceof ArrayNode before) {
        for (JsonNode request : before) {
          answer(JsonObject.from(request));
        }
      }
      if (REPLAYED.contains(TestJson.plain(recorded.get("id")))) {
        replayed++;
        assertEquals(
            masked(recorded.text("status") + " " + recorded.text("answer")),
            masked(answer(recorded)),
            recorded.text("label"));
      }
    }
    assertEquals(REPLAYED.size(), replayed);
  }

  private String answer(JsonObject request) throws Exception {
    String body = request.text("body");
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create(server.address() + request.text("path")))
                  .method(
                      request.text("method"),
                      body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    }
  }

  private static String masked(String text) {
    return text.replaceAll("\\d{17,19}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+(\\+00:00|Z)", "TIME");
  }

  // apply and export

  @ParameterizedTest
  @EnumSource(Software.class)
  void everyServerKeepsDependenciesAndVersion(Software software) throws IOException {
    start(software);
    cli()
        .run(
            "register",
            "one",
            "--depends-on",
            "broker/b@^2",
            "--depends-on",
            "broker?a",
            "--component-version",
            "2.3.1");
    assertEquals(
        0,
        cli().run("set", "one", "--depends-on", "broker?a-", "--label", "x=y", "--force").status());
    String exported = cli().run("export").out();
    assertEquals(
        """
          depends_on:
          - broker/b@^2
          version: "2.3.1"
        """,
        exported.substring(exported.indexOf("  depends_on"), exported.indexOf("count")),
        exported);
    assertEquals(3, apply(exported, "--error-unchanged").status());
  }

  @ParameterizedTest
  @EnumSource(Software.class)
  void doctorCountsBlockedWorkerPoolsOnEveryServer(Software software) throws IOException {
    start(software);
    cli().run("register", "one", "--depends-on", "worker_pool/none");
    cli().run("register", "two", "--depends-on", "worker_pool/one");
    String doctor = cli().run("doctor").out();
    assertTrue(
        doctor.endsWith(
            """
            all checks passed; worker_pool: 2 ready; 1 blocked
            next: noetl-runtime list --blocked
            """),
        doctor);
    assertEquals("one\n", cli().run("list", "--blocked", "-o", "name").out());
  }

  /** What a server does not list is unknown, and blocks nothing. */
  @ParameterizedTest
  @EnumSource(Software.class)
  void everyServerTellsWhatIsLackingAsFarAsItLists(Software software) throws IOException {
    start(software);
    cli().run("register", "one", "--depends-on", "broker/b", "--depends-on", "worker_pool/two");
    cli().run("register", "two");
    boolean listsBrokers = software == Software.RUST;
    String shown = cli().run("get", "one").out();
    assertTrue(
        shown.contains(
            listsBrokers ? "broker/b (not registered)" : "broker/b (not listed by the registry)"),
        shown);
    assertEquals(
        listsBrokers ? 1 : 0, cli().run("check", "one", "--with-dependencies", "-q").status());
    String doctor = cli().run("doctor", "one", "--observe", "0s").out();
    assertTrue(
        doctor.contains(
            listsBrokers
                ? "1 of 2 not met: broker/b (not registered)"
                : "broker/b (not listed by the registry), worker_pool/two"),
        doctor);
    Ended run =
        cli()
            .time(new ScriptedTime())
            .run(
                "run",
                "three",
                "--depends-on",
                "broker/b",
                "--depends-on",
                "worker_pool/four",
                "--wait-for-dependencies=5s",
                "--",
                "true");
    assertEquals(125, run.status());
    assertEquals(
        listsBrokers ? 0 : 1,
        run.err().split("so dependencies on other kinds are not checked", -1).length - 1,
        run.err());
    assertTrue(
        run.err()
            .contains(
                "were not met within 5s: "
                    + (listsBrokers ? "broker/b (not registered), " : "")
                    + "worker_pool/four (not registered)"),
        run.err());
    Ended wait =
        cli()
            .time(new ScriptedTime())
            .run("wait", "one", "--with-dependencies", "--for", "busy", "--timeout", "5s");
    assertEquals(9, wait.status());
    assertEquals(
        listsBrokers ? 0 : 1,
        wait.err().split("so other kinds are left out", -1).length - 1,
        wait.err());
  }

  @ParameterizedTest
  @EnumSource(Software.class)
  void everyServerDistinguishesVersions(Software software) throws IOException {
    start(software);
    cli().run("register", "a", "--component-version", "2.10.0", "--label", "env=prod");
    cli().run("register", "b", "--component-version", "2.9.0", "--label", "env=prod");
    // What a worker sent itself.
    cli().run("register", "c", "--meta", "version=2.9.0");
    cli().run("register", "d");
    assertEquals(
        """
        worker_pool@2.9.0
        worker_pool@2.10.0
        worker_pool
        """,
        cli().run("versions", "-o", "name").out());
    assertEquals("a\n", cli().run("list", "--version-range", ">=2.10", "-o", "name").out());
    assertEquals("b\nc\na\nd\n", cli().run("list", "--sort-by", "version", "-o", "name").out());
    assertEquals(
        9,
        cli()
            .time(new ScriptedTime())
            .run("wait", "--for", "version=2.10", "-l", "env=prod", "--timeout", "1s")
            .status());
    Path rules =
        Files.writeString(
            home.resolve("rules.yaml"),
            "- {component: worker_pool?env=prod, requires: worker_pool, within: {minor: 0}}\n");
    assertEquals(
        """
        worker_pool/a,2.10.0,worker_pool/b and 1 more,2.9.0
        worker_pool/a,2.10.0,worker_pool/d,
        worker_pool/b,2.9.0,worker_pool/a,2.10.0
        worker_pool/b,2.9.0,worker_pool/d,
        """,
        cli()
            .run("versions", "--check", "--compatibility", rules.toString(), "-o", "csv")
            .out()
            .lines()
            .skip(1)
            .map(line -> line.replaceFirst("((?:[^,]*,){3}[^,]*).*", "$1\n"))
            .sorted()
            .collect(Collectors.joining()));
    assertEquals(
        6,
        cli()
            .with("NOETL_RUNTIME_COMPATIBILITY", rules.toString())
            .run(
                "register",
                "e",
                "--component-version",
                "2.9.1",
                "--label",
                "env=prod",
                "--require-compatible")
            .status());
    assertNull(server.row("e"));
  }

  @ParameterizedTest
  @EnumSource(Software.class)
  void repeatedApplyChangesNothing(Software software) throws IOException {
    start(software);
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
    JsonObject first = server.row("one");
    assertEquals(
        told(
            3,
            """
            NAME  KIND         RESULT     CHANGES
            one   worker_pool  unchanged  -
            two   worker_pool  unchanged  -
            """,
            "2 unchanged"),
        apply(POOLS, "--error-unchanged"));
    assertEquals(first, server.row("one"), "not even a heartbeat");
    assertEquals(
        "{\"zone\":\"eu\",\"pid\":7,\"hostname\":\"w-7\",\"type\":\"python\"}", kept("one"));
  }

  /** The runtime object in one order, without what is unset. */
  private String kept(String name) {
    JsonNode stored = server.row(name).get("runtime");
    JsonObject runtime =
        stored instanceof StringNode type
            ? JsonObject.EMPTY.with("type", type)
            : server.row(name).object("runtime");
    JsonObject kept = JsonObject.EMPTY;
    for (String field :
        List.of("zone", "pid", "hostname", "type", "kind", "worker_public_key", "drain_note")) {
      kept = runtime.get(field) == null ? kept : kept.with(field, runtime.get(field));
    }
    return Json.write(kept);
  }

  @ParameterizedTest
  @EnumSource(Software.class)
  void applyChangesWhatDiffersAndPrunesWhatIsGone(Software software) throws IOException {
    start(software);
    apply(POOLS);
    assertEquals(
        new Ended(
            0,
            """
            NAME  KIND         RESULT        CHANGES
            one   worker_pool  changed       capacity
            two   worker_pool  deregistered  -
            """,
            jobsRunAgain(software, "two") + "noetl-runtime: 1 changed, 1 deregistered\n"),
        // A Python server lists no other kind.
        apply(
                "- {name: one, uri: null, capacity: 5, labels: {team: data, env: prod}}",
                "--prune",
                "-l",
                "team=data",
                "--prune-kind",
                "worker_pool")
            .masked());
    assertEquals(
        "{\"zone\":\"eu\",\"pid\":7,\"hostname\":\"w-7\",\"type\":\"python\"}", kept("one"));
    assertEquals("5", server.row("one").text("capacity"));
    assertEquals(
        software == Software.RUST ? "gone" : "offline",
        server.row("two") == null ? "gone" : server.row("two").text("status"));
  }

  @ParameterizedTest
  @EnumSource(Software.class)
  void exportIsWhatApplyHasNothingToDoFor(Software software) throws IOException {
    start(software);
    apply(POOLS);
    Ended exported = cli().run("export", "--kind", "worker_pool");
    assertEquals(
        new Ended(
            0,
            """
            items:
            - name: one
              kind: worker_pool
              runtime: python
              capacity: 4
              labels:
                team: data
                env: prod
              pid: 7
              hostname: w-7
              meta:
                zone: eu
            - name: two
              kind: worker_pool
              labels:
                team: data
            count: 2
            """,
            software == Software.RUST
                ? ""
                : "noetl-runtime: this server does not show a uri, so the file contains none\n"),
        exported);
    assertEquals(3, apply(exported.out(), "--error-unchanged", "-q").status());
  }

  private String othersLeftOut() {
    return server.address() + " lists worker pools only, so other kinds are left out";
  }

  @ParameterizedTest
  @EnumSource(names = {"PYTHON_2025", "PYTHON_2026"})
  void everyKindIsEveryPoolWhereAServerListsNoOthers(Software software) throws IOException {
    start(software);
    apply(POOLS);
    assertEquals(
        told(0, "one\ntwo\n", othersLeftOut()), cli().run("list", "--all-kinds", "-o", "name"));
    Ended exported = cli().run("export", "-o", "jsonl");
    assertEquals(
        "{\"time\":\"TIME\",\"warning\":\""
            + othersLeftOut()
            + "\"}\n"
            + "{\"time\":\"TIME\",\"warning\":\"this server does not show a uri, so the file"
            + " contains none\"}\n",
        exported.masked().err());
    assertEquals(3, apply(exported.out(), "--error-unchanged", "-q").status());
    assertEquals(
        "noetl-runtime: "
            + othersLeftOut()
            + "\n"
            + jobsRunAgain(software, "two")
            + "noetl-runtime: 1 deregistered, 1 unchanged\n",
        apply("- {name: one, labels: {team: data, env: prod}}", "--prune", "-l", "team=data")
            .masked()
            .err());
    assertEquals("offline", server.row("two").text("status"));
  }

  @Test
  void exportOfAnotherRegistryIsAppliedToAPythonServer() throws IOException {
    start(Software.PYTHON_2025);
    CommandRun other = CommandRun.direct(home);
    other.input(POOLS + "- {name: b, kind: broker, uri: 'nats://b'}\n").run("register", "-f", "-");
    Ended applied = apply(other.run("export").out());
    assertEquals(
        new Ended(
            12,
            """
            NAME  KIND         RESULT      CHANGES
            b     broker       failed      -
            one   worker_pool  registered  -
            two   worker_pool  registered  -
            """,
            "noetl-runtime: item 1 (b): "
                + server.address()
                + " lists worker pools only\nnoetl-runtime: 2 registered, 1 failed\n"),
        applied);
    assertEquals("4", server.row("one").text("capacity"));
  }

  @Test
  void poolsAreComparedWhereAServerListsNoOthers() throws IOException {
    start(Software.PYTHON_2025);
    String database = "sqlite:" + home.resolve("table.db");
    CommandRun.direct(home)
        .with("NOETL_RUNTIME_DATABASE", database)
        .input("- {name: b, kind: broker, uri: 'nats://b'}\n- {name: two}\n")
        .run("register", "-f", "-");
    Ended compared =
        cli()
            .run(
                "compare",
                "--all-kinds",
                "-s",
                server.address(),
                "--database",
                database,
                "-o",
                "csv");
    assertEquals(
        new Ended(
            1,
            "name,kind,field,api,table\ntwo,worker_pool,registered,false,true\n",
            "noetl-runtime: "
                + othersLeftOut()
                + "\nnoetl-runtime: 1 component compared, 1 different\n"),
        compared);
  }

  @Test
  void kindThatAServerDoesNotListIsStillAnErrorWhereItIsNamed() throws IOException {
    start(Software.PYTHON_2025);
    String sentence =
        server.address()
            + " lists worker pools only; use a server that supports it, or the database with"
            + " --direct";
    assertEquals(told(1, "", sentence), cli().run("export", "--kind", "broker"));
    assertEquals(told(1, "", sentence), cli().run("list", "--kind", "broker"));
    assertEquals(1, apply("- {name: b, kind: broker, uri: 'nats://b'}", "--dry-run").status());
  }

  // Rows of a Rust worker, whose runtime is an object of its own

  private void rustWorker() throws IOException {
    start(Software.RUST);
    server.put(
        "w-1",
        TestJson.object(
            """
            {"runtime_id":"7","name":"w-1","kind":"worker_pool","uri":"http://w-1","status":"active",
            "labels":{"env":"prod"},"capacity":4,"runtime":{"kind":"rust","worker_public_key":"k="},
            "heartbeat":"%1$s","created_at":"%1$s","updated_at":"%1$s"}
            """
                .formatted(Instant.now())));
  }

  @Test
  void keyOfARustWorkerOutlivesEveryChange() throws IOException {
    String key = "{\"kind\":\"rust\",\"worker_public_key\":\"k=\"}";
    for (String line :
        List.of(
            "set w-1 --capacity 5",
            "drain w-1",
            "resume w-1",
            "apply -f -",
            "set w-1 --label env=dev")) {
      rustWorker();
      if (line.equals("resume w-1")) {
        cli().run("drain", "w-1");
      }
      assertEquals(
          0, cli().input("- {name: w-1, capacity: 9}").run(line.split(" ")).status(), line);
      assertEquals(key, kept("w-1"), line);
      assertEquals("http://w-1", server.row("w-1").text("uri"), line);
    }
  }

  @Test
  void exportOfARustWorkerIsAppliedWithoutAChange() throws IOException {
    rustWorker();
    Ended exported = cli().run("export", "-o", "jsonl");
    assertEquals(
        """
        {"name":"w-1","kind":"worker_pool","runtime":"rust","uri":"http://w-1","status":"active",\
        "capacity":4,"labels":{"env":"prod"},"meta":{"kind":"rust","worker_public_key":"k="}}
        """,
        exported.out());
    assertEquals(3, apply(exported.out(), "--error-unchanged", "-q").status());
  }

  // get and check

  @ParameterizedTest
  @ValueSource(strings = {"get", "check"})
  void unknownNamesAreLookedForInOneList(String command) throws IOException {
    start(Software.PYTHON_2025);
    cli().run("register", "demo");
    long before = server.count("GET /api/worker/pools");
    Ended ended = cli().run(command, "demi", "dema", "x", "y", "-o", "json");
    assertEquals(1, server.count("GET /api/worker/pools") - before);
    assertTrue(ended.out().contains("did you mean demo?"), ended.out());
  }

  // deregister

  private void startWithWorkers(Software software) throws IOException {
    start(software);
    for (String name : List.of("w-1", "w-2", "silent", "python")) {
      cli().run("register", name, "--label", "team=data");
      JsonObject row = server.row(name);
      row = name.equals("silent") ? row.with("heartbeat", "2024-01-01T00:00:00+00:00") : row;
      JsonObject runtime =
          JsonObject.EMPTY
              .with("kind", name.equals("python") ? "python" : "rust")
              .with("worker_public_key", "k");
      server.put(name, row.with("runtime", runtime));
    }
  }

  private static final String CUT_OFF =
      "this server deletes the row of a component that is deregistered, and a running Rust worker"
          + " does not register again; restart it to bring it back: ";

  @Test
  void deregisteringALivingRustWorkerOnARustServerWarns() throws IOException {
    startWithWorkers(Software.RUST);
    for (String name : List.of("silent", "python")) {
      assertEquals(
          new Ended(0, "worker_pool " + name + ": deregistered\n", ""),
          cli().run("deregister", name));
    }
    assertEquals("", cli().run("deregister", "w-2", "-q").err());
    assertEquals(
        told(0, "worker_pool w-1: deregistered\n", CUT_OFF + "w-1 (last heartbeat 0s ago)"),
        cli().run("deregister", "w-1").masked());
    assertNull(server.row("w-1"));
  }

  @ParameterizedTest
  @EnumSource(Software.class)
  void deregistrationNamesWhatDependedOnTheComponent(Software software) throws IOException {
    start(software);
    cli().run("register", "a");
    cli().run("register", "b", "--depends-on", "worker_pool/a");
    assertEquals(
        "noetl-runtime: 1 component loses a dependency: worker_pool/b (worker_pool/a)\n",
        cli().run("deregister", "a").err());
    if (software != Software.RUST) {
      // These accept names that were never registered.
      cli().run("register", "c", "--depends-on", "worker_pool/never");
      assertEquals("", cli().run("deregister", "never").err());
    }
  }

  @Test
  void pruningLivingRustWorkersOnARustServerWarns() throws IOException {
    startWithWorkers(Software.RUST);
    String[] prune = {"apply", "-f", "-", "--prune", "--selector", "team=data", "-q"};
    String[] loud = java.util.Arrays.copyOf(prune, prune.length - 1);
    String none = "- {name: python, labels: {team: data}}";
    assertEquals(-1, cli().input(none).run(withDryRun(loud)).err().indexOf(CUT_OFF));
    assertEquals(
        "noetl-runtime: " + CUT_OFF + "w-1 (last heartbeat 0s ago), w-2 (last heartbeat 0s ago)",
        cli().input(none).run(loud).masked().err().lines().findFirst().orElse(""));
    assertNull(server.row("w-1"));
  }

  @ParameterizedTest
  @EnumSource(names = {"PYTHON_2025", "PYTHON_2026"})
  void pruningLivingWorkersSaysWhereTheirJobsRunAgain(Software software) throws IOException {
    startWithWorkers(software);
    Ended pruned = apply("- {name: python, labels: {team: data}}", "--prune", "-l", "team=data");
    assertEquals(
        "noetl-runtime: "
            + othersLeftOut()
            + "\n"
            + jobsRunAgain(software, "w-1 (last heartbeat 0s ago), w-2")
            + "noetl-runtime: 3 deregistered, 1 unchanged\n",
        pruned.masked().err());
    assertEquals("offline", server.row("w-1").text("status"));
  }

  private static String jobsRunAgain(Software software, String names) {
    return software == Software.PYTHON_2026
        ? "noetl-runtime: a NoETL server of 2026 uses this registry: it treats an offline worker as"
            + " dead and runs its jobs again on another worker; stop these first: "
            + names
            + " (last heartbeat 0s ago)\n"
        : "";
  }

  private static String[] withDryRun(String... line) {
    String[] whole = java.util.Arrays.copyOf(line, line.length + 1);
    whole[line.length] = "--dry-run";
    return whole;
  }

  @ParameterizedTest
  @EnumSource(names = {"PYTHON_2025", "PYTHON_2026"})
  void pythonServersKeepTheRowAndTheWorkerComesBack(Software software) throws IOException {
    startWithWorkers(software);
    assertEquals("", cli().run("deregister", "w-1").err());
    assertEquals("offline", server.row("w-1").text("status"));
    assertEquals(0, cli().run("heartbeat", "w-1").status());
    assertEquals("ready", server.row("w-1").text("status"));
  }

  // drain and resume

  @ParameterizedTest
  @EnumSource(names = {"PYTHON_2025", "RUST"})
  void drainIsKeptWithItsNoteUntilItIsResumed(Software software) throws IOException {
    start(software);
    cli().run("register", "a", "--runtime", "python", "--capacity", "3", "--label", "env=prod");
    Ended drained =
        cli().run("drain", "a", "--note", "new kernel", "-o", "name", "--uri", "http://a");
    assertEquals(0, drained.status());
    assertEquals("draining", server.row("a").text("status"));
    assertEquals(
        "{\"type\":\"python\",\"drain_note\":\"new kernel\"}",
        kept("a").replaceAll("\"hostname\":\"[^\"]*\",", ""));
    assertEquals(
        "a,draining,new kernel,3,env=prod\n",
        cli()
            .run(
                "list",
                "--status",
                "draining",
                "--columns",
                "name,status,meta:drain_note,capacity,labels",
                "-o",
                "csv")
            .out()
            .replaceFirst(".*\n", ""));
    assertEquals(0, cli().run("heartbeat", "a").status());
    assertEquals(software == Software.RUST ? "draining" : "ready", server.row("a").text("status"));
    assertEquals(
        software == Software.PYTHON_2025,
        drained.err().contains("sets ready at the next heartbeat"),
        drained.err());
    assertEquals("a\n", cli().run("list", "--status", "draining", "-o", "name").out());
    cli().run("drain", "a", "--note", "again", "--uri", "http://a");
    assertEquals(0, cli().run("resume", "a", "--uri", "http://a").status());
    assertEquals("http://a", server.row("a").text("uri"));
    assertEquals("ready", server.row("a").text("status"));
    assertEquals("{\"type\":\"python\"}", kept("a").replaceAll("\"hostname\":\"[^\"]*\",", ""));
  }

  @ParameterizedTest
  @EnumSource(names = {"PYTHON_2025", "RUST"})
  void anotherStatusEndsADrainWithItsNote(Software software) throws IOException {
    start(software);
    for (String line : List.of("set a --status busy --force", "apply -f - --force")) {
      cli().run("register", "a", "--runtime", "python");
      cli().run("set", "a", "--meta", "zone=eu", "--force");
      cli().run("drain", "a", "--note", "new kernel", "--force");
      assertEquals(0, cli().input("- {name: a, status: busy}").run(line.split(" ")).status(), line);
      assertEquals("busy", server.row("a").text("status"));
      assertEquals(
          "{\"zone\":\"eu\",\"type\":\"python\"}",
          kept("a").replaceAll("\"hostname\":\"[^\"]*\",", ""));
    }
  }

  @Test
  void pythonServerOf2026WouldRunTheJobsOfADrainedWorkerTwice() throws IOException {
    start(Software.PYTHON_2026);
    cli().run("register", "a", "--runtime", "python", "--meta", "started_at=now");
    String sentence =
        "a Python server of NoETL uses this registry and treats a worker whose status is not ready"
            + " as dead: with status %s the running jobs of a are given to other workers and run"
            + " twice; stop the worker itself, ";
    String busy = sentence.formatted("busy") + "or add --force\n";
    Map<String, String> refusals =
        Map.of(
            "drain a",
            sentence.formatted("draining")
                + "mark it for noetl-runtime alone with --mark, or add --force\n",
            "set a --status busy",
            busy,
            "register a --status busy",
            busy,
            "apply -f -",
            "item 1 (a): " + busy + "noetl-runtime: 1 failed\n");
    for (String line : refusals.keySet()) {
      Ended refused = cli().input("- {name: a, status: busy}").run(line.split(" "));
      assertEquals(6, refused.status(), line);
      assertEquals("noetl-runtime: " + refusals.get(line), refused.err(), line);
      assertEquals("ready", server.row("a").text("status"), line);
    }
    Ended started = cli().run("run", "b", "--drain-status", "draining", "--", "false");
    assertEquals(125, started.status(), started.err());
    assertNull(server.row("b"), "nothing was started");

    assertEquals(0, cli().run("drain", "a", "--mark", "--note", "new kernel").status());
    assertEquals("ready", server.row("a").text("status"));
    assertEquals("a\n", cli().run("list", "--status", "draining", "-o", "name").out());
    assertEquals(0, cli().run("resume", "a").status());
    assertEquals("{\"type\":\"python\"}", kept("a").replaceAll("\"hostname\":\"[^\"]*\",", ""));

    assertEquals(0, cli().run("drain", "a", "--force").status());
    assertEquals("draining", server.row("a").text("status"));
  }

  // Kinds that the table of NoETL's servers does not know

  @ParameterizedTest
  @ValueSource(strings = {"scheduler", "monitor"})
  void kindThatTheTableForbidsExitsSixWithoutAnotherTry(String kind) throws IOException {
    start(Software.PYTHON_2025);
    assertEquals(
        told(
            6,
            "",
            "POST "
                + server.address()
                + "/api/runtime/register: the server refuses components of kind "
                + kind
                + " (500): Database error: generator didn't stop after athrow(); the table of"
                + " NoETL's servers takes worker_pool, server_api and broker; use one of these, or"
                + " a server that noetl-runtime serve runs"),
        cli().run("register", "s", "--kind", kind));
    assertEquals(1, server.count("POST /api/runtime/register"));
  }
}
