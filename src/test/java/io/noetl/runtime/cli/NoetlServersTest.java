package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of Python servers of 2026 for themselves: instances and leases. */
@IntegrationTest
class NoetlServersTest {

  private static final String SWEEPER = "server:runtime_sweeper";

  @TempDir private Path home;
  private String url = "";
  private PostgresDatabase postgres;
  private int lastId = 100;

  /** Three instances of one server, of which one lives, another server, and two leases. */
  private void start(String engine) throws Exception {
    open(engine);
    server("server@host-a:12", 5, "ready");
    server("server@host-a:7", 7200, "offline");
    server("server@host-b:9", 1200, "ready");
    server("edge@host-c:3", 1200, "ready");
    lease(SWEEPER, "server@host-a:12", 10, "ready");
    lease("server:auto_resume", "server@host-a:12", 9000, "offline");
  }

  private void open(String engine) {
    postgres = null;
    if (engine.equals("postgres")) {
      postgres = PostgresServer.shared(18).createDatabase().withTable();
      url = postgres.url();
    } else {
      url = "sqlite:" + home.resolve("runtime.db");
      run("init");
    }
  }

  private void server(String name, int silentSeconds, String status) throws Exception {
    String logical = name.replaceFirst("@.*", "");
    insert(
        name,
        status,
        "[\"zone:eu\", \"logical:" + logical + "\"]",
        "{\"type\": \"server\", \"logical_name\": \""
            + logical
            + "\", \"instance_name\": \""
            + name
            + "\", \"pid\": "
            + name.replaceFirst(".*:", "")
            + ", \"hostname\": \""
            + name.replaceFirst(".*@(.*):.*", "$1")
            + "\"}",
        silentSeconds);
  }

  private void lease(String name, String owner, int silentSeconds, String status) throws Exception {
    String task = name.replaceFirst(".*:", "");
    insert(
        name,
        status,
        "[\"task:" + task + "\", \"logical:server\"]",
        "{\"type\": \"server_control\", \"task\": \""
            + task
            + "\", \"owner_instance\": \""
            + owner
            + "\", \"logical_name\": \"server\", \"hostname\": \"host-a\", \"lease_seconds\":"
            + " 30.0}",
        silentSeconds);
  }

  private void insert(String name, String status, String labels, String runtime, int silentSeconds)
      throws Exception {
    execute(
        "INSERT INTO noetl.runtime (runtime_id, name, kind, uri, status, labels, runtime,"
            + " heartbeat,"
            + " created_at, updated_at) VALUES (%d, '%s', 'server_api', 'noetl://%s', '%s', '%s', '%s', {ago}, {ago}, {ago})"
                .formatted(lastId++, name, name, status, labels, runtime)
                .replace(
                    "{ago}",
                    postgres == null
                        ? "strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now', '-"
                            + silentSeconds
                            + " seconds')"
                        : "now() - interval '" + silentSeconds + " seconds'"));
  }

  private void execute(String sql) throws Exception {
    try (Connection connection =
            postgres == null ? DriverManager.getConnection("jdbc:" + url) : postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(postgres == null ? sql.replace("noetl.runtime", "main.runtime") : sql);
    }
  }

  private CommandRun cli() {
    return new CommandRun(home).with("NOETL_RUNTIME_DATABASE", url);
  }

  private Ended run(String line) {
    return masked(cli().run(line.split(" ")));
  }

  private static Ended masked(Ended ended) {
    Ended masked = ended.maskedIds();
    return new Ended(masked.status(), mask(masked.out()), mask(masked.err()));
  }

  private static String mask(String text) {
    return text.replaceAll("\\b(1h|2h|\\d\\dm)?\\d\\d?[sm]\\b", "AGE").replaceAll("  +", " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void instancesOfOneServerAreAGroup(String engine) throws Exception {
    start(engine);
    assertEquals(
        """
        LOGICAL COUNT STATUSES CAPACITY
        edge 1 stale 1 0
        server 3 offline 1, ready 1, stale 1 0
        """,
        run("list -k server_api --group-by logical").out());
    assertEquals(
        """
        name,logical,host
        edge@host-c:3,edge,host-c
        server@host-a:12,server,host-a
        server@host-a:7,server,host-a
        server@host-b:9,server,host-b
        """,
        run("list -k server_api --columns name,logical,host -o csv").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void instancesThatAnotherHasReplacedStandApartOnATerminal(String engine) throws Exception {
    start(engine);
    assertEquals(
        """
        NAME KIND STATUS
        server@host-a:12 server_api ready

        2 earlier instances of server; count them: noetl-runtime list --kind server_api --group-by logical
        server@host-a:7 server_api offline
        server@host-b:9 server_api stale

        1 stale; look closer: noetl-runtime doctor --kind server_api -- edge@host-c:3
        edge@host-c:3 server_api stale
        """,
        masked(
                cli()
                    .onTerminal()
                    .columns(200)
                    .with("NO_COLOR", "1")
                    .run("list", "-k", "server_api", "--columns", "name,kind,status"))
            .out());
    List<String> elsewhere =
        run("list -k server_api --columns name,kind,status").out().lines().toList();
    assertEquals(5, elsewhere.size(), elsewhere.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void leaseExpiresWhenItsOwnTermIsOver(String engine) throws Exception {
    start(engine);
    String list = "list -k server_api --all --name *:* --columns name,status,expires,host";
    assertEquals(
        """
        NAME STATUS EXPIRES HOST
        server:auto_resume offline - host-a
        server:runtime_sweeper ready AGE host-a
        """,
        filtered(run(list).out()));
    assertEquals(0, run("check " + SWEEPER + " -k server_api -q").status());
    assertEquals(
        "lease: runtime_sweeper, owner server@host-a:12",
        run("get " + SWEEPER + " -k server_api").out().lines().toList().get(3));

    // Younger than any limit for components.
    age(SWEEPER, 40);
    assertEquals(
        """
        NAME STATUS EXPIRES HOST
        server:auto_resume offline - host-a
        server:runtime_sweeper stale -AGE host-a
        """,
        filtered(run(list).out()));
    JsonObject lease =
        TestJson.object(cli().run("get", SWEEPER, "-k", "server_api", "-o", "json").out());
    assertEquals("true", lease.object("computed").text("stale"));
    assertEquals(
        new Ended(
            1,
            "",
            "noetl-runtime: server:runtime_sweeper has sent no heartbeat for AGE, which is more than 30s\n"
                .replace("30s", "AGE")),
        silent(run("check " + SWEEPER + " -k server_api")));
  }

  private static Ended silent(Ended ended) {
    return new Ended(ended.status(), "", ended.err());
  }

  private static String filtered(String table) {
    return table
        .lines()
        .filter(line -> !line.contains("@"))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  private void age(String name, int seconds) throws Exception {
    execute("DELETE FROM noetl.runtime WHERE name = '" + name + "'");
    lease(name, "server@host-a:12", seconds, "ready");
  }

  // doctor

  private String sweeper(String... registry) {
    String[] line = new String[registry.length + 1];
    line[0] = "doctor";
    System.arraycopy(registry, 0, line, 1, registry.length);
    Ended ended = masked(cli().run(line));
    assertEquals(0, ended.status(), ended.out());
    return ended
        .out()
        .lines()
        .filter(step -> step.startsWith("sweeper "))
        .map(step -> step.replaceFirst("sweeper (\\S+) \\d+ ms ", "$1: "))
        .findFirst()
        .orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void doctorNamesTheHolderOfTheSweepersLease(String engine) throws Exception {
    open(engine);
    assertEquals("ok: no server holds a sweeper's lease", sweeper());

    lease(SWEEPER, "server@host-a:12", 10, "ready");
    assertEquals(
        "ok: server@host-a:12 holds the lease server:runtime_sweeper, which expires in AGE",
        sweeper());

    age(SWEEPER, 40);
    String nobody =
        "warning: no server holds the lease server:runtime_sweeper (last held by server@host-a:12,"
            + " AGE ago)";
    assertEquals(nobody, sweeper());
    execute("UPDATE noetl.runtime SET status = 'offline'");
    assertEquals(nobody, sweeper(), "released");

    run("register host-d:8083 -k server_api --uri noetl://d --runtime noetl-runtime");
    assertEquals("ok: noetl-runtime serve (host-d:8083) sweeps", sweeper());
  }

  @Test
  void doctorAsksServeForTheLease() throws Exception {
    start("sqlite");
    try (RuntimeService registry = TestRegistry.sqlite(home.resolve("runtime.db"));
        TestEndpoint server = TestEndpoint.start(registry)) {
      assertEquals(
          "ok: server@host-a:12 holds the lease server:runtime_sweeper, which expires in AGE",
          sweeperOf(server.address()));
      execute("DELETE FROM noetl.runtime");
      assertEquals(
          "ok: noetl-runtime serve sweeps, after 1m00s without a heartbeat",
          sweeperOf(server.address()));
    }
  }

  private String sweeperOf(String address) {
    url = "";
    try {
      return sweeper("--server", address);
    } finally {
      url = "sqlite:" + home.resolve("runtime.db");
    }
  }

  @Test
  void pythonServersDoNotShowTheLease() throws Exception {
    try (NoetlServer server = new NoetlServer(NoetlServer.Software.PYTHON_2026)) {
      assertEquals(
          "skipped: this server does not list leases; use --direct", sweeperOf(server.address()));
    }
    try (NoetlServer server = new NoetlServer(NoetlServer.Software.PYTHON_2025)) {
      assertEquals("skipped: servers of 2025 sweep without a lease", sweeperOf(server.address()));
    }
    try (NoetlServer server = new NoetlServer(NoetlServer.Software.RUST)) {
      assertEquals("ok: no server holds a sweeper's lease", sweeperOf(server.address()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PYTHON_2025, 'a Python server of NoETL, 2025, 0 worker pools'",
    "PYTHON_2026, 'a Python server of NoETL, 2026, 0 worker pools'",
    "RUST, 'a Rust server of NoETL, 0 worker pools'"
  })
  void doctorSaysWhichServerAnswers(NoetlServer.Software software, String words) throws Exception {
    try (NoetlServer server = new NoetlServer(software)) {
      Ended ended = new CommandRun(home).run("doctor", "--server", server.address());
      assertEquals(
          words,
          ended
              .out()
              .lines()
              .filter(line -> line.startsWith("api "))
              .map(line -> line.replaceFirst(".* ms +", ""))
              .findFirst()
              .orElse(ended.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void doctorDistinguishesALeaseFromAComponent(String engine) throws Exception {
    start(engine);
    assertEquals(
        "server:runtime_sweeper is a lease and is held: runtime_sweeper, owner server@host-a:12",
        verdict(0));
    age(SWEEPER, 40);
    assertEquals(
        "server:runtime_sweeper is a lease and expired AGE ago: runtime_sweeper, owner"
            + " server@host-a:12",
        verdict(1));
    execute("UPDATE noetl.runtime SET status = 'offline'");
    assertEquals(
        "server:runtime_sweeper is a lease and was released: runtime_sweeper, owner"
            + " server@host-a:12",
        verdict(1));
  }

  private String verdict(int status) {
    Ended ended = run("doctor " + SWEEPER + " -k server_api --observe 0s");
    assertEquals(status, ended.status());
    List<String> lines = ended.out().lines().toList();
    assertEquals("next: noetl-runtime list --kind server_api --all", lines.getLast());
    return lines.get(lines.size() - 2);
  }
}
