package io.noetl.runtime.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.TestServer;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.NoetlServer;
import io.noetl.runtime.cli.NoetlServer.Software;
import io.noetl.runtime.cli.process.ScriptedTime;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command doctor: each fault in the table of exit codes. */
class DoctorCommandTest {

  private static final String POOLS = "/api/worker/pools";

  @TempDir private Path home;
  private TestServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private Path database() {
    return home.resolve(".local/share/noetl/runtime.db");
  }

  private Ended doctor(String... arguments) {
    return masked(cli().run(with("doctor", arguments)));
  }

  private static String[] with(String command, String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = command;
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return line;
  }

  private Ended masked(Ended ended) {
    String place = database().toString();
    Ended common =
        new Ended(ended.status(), ended.out().replace(place, "DATABASE"), ended.err()).masked();
    return new Ended(
        common.status(),
        common
            .out()
            .replaceAll("a statement takes \\d+ µs", "a statement takes N µs")
            .replaceAll("SQLite [0-9.]+", "SQLite N")
            .replaceAll("PostgreSQL 18[0-9.]*", "PostgreSQL N")
            .replaceAll(", \\d+ bytes", ", N bytes")
            .replaceAll("\\d+ of \\d+ are in use", "N of M are in use"),
        common.err());
  }

  /** The last two lines. */
  private static List<String> end(Ended ended) {
    List<String> lines = ended.out().lines().toList();
    return lines.subList(Math.max(0, lines.size() - 2), lines.size());
  }

  /** Step and result of each line. */
  private static String steps(Ended ended) {
    StringBuilder steps = new StringBuilder();
    for (String line : ended.out().lines().skip(1).takeWhile(text -> !text.isEmpty()).toList()) {
      String[] cells = line.split("  +");
      steps.append(steps.isEmpty() ? "" : ", ").append(cells[0]).append(' ').append(cells[1]);
    }
    return steps.toString();
  }

  private String serve(int status, String type, String body) throws IOException {
    server =
        TestServer.start(exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          TestServer.answer(exchange, status, body);
        });
    return server.address();
  }

  private Ended overHttp(String url, String... arguments) {
    String[] line = with("doctor", arguments);
    String[] whole = java.util.Arrays.copyOf(line, line.length + 2);
    whole[line.length] = "--server";
    whole[line.length + 1] = url;
    return masked(new CommandRun(home).run(whole));
  }

  // All is well

  @Test
  void poolThatSendsHeartbeatsPassesAllChecks() {
    cli().run("register", "pool-7", "--capacity", "4", "--label", "env=prod", "--pid", "4711");
    assertEquals(
        new Ended(
            0,
            """
            STEP           RESULT  TIME     FOUND
            configuration  ok      0 ms     database sqlite:DATABASE (default); direct 1 (environment NOETL_RUNTIME_DIRECT)
            environment    ok      0 ms     no service links of Kubernetes
            file           ok      0 ms     DATABASE, N bytes
            database       ok      0 ms     SQLite N
            latency        ok      0 ms     a statement takes N µs
            table          ok      0 ms     every column
            clock          ok      0 ms     the clocks agree
            sweeper        ok      0 ms     no server holds a sweeper's lease
            row            ok      0 ms     worker_pool pool-7, registered as ready, runtime_id ID
            heartbeat      ok      0 ms     0s old; stale after 1m00s, swept after 1m00s
            owner          ok      0 ms     registered by host test-host pid 4711, running on this host
            interval       ok      3000 ms  no heartbeat in 0s
            values         ok      0 ms     capacity 4, labels env=prod

            pool-7 is healthy: ready, host test-host pid 4711, last heartbeat 0s ago
            next: noetl-runtime get -- pool-7
            """,
            ""),
        doctor("pool-7"));
  }

  @Test
  void heartbeatsThatComeMeanwhileAreCounted() {
    cli().run("register", "pool-7");
    Runnable beat = () -> cli().run("heartbeat", "pool-7");
    Ended ended =
        cli().time(new ScriptedTime(beat, beat, beat)).run("doctor", "pool-7", "--observe", "10s");
    assertEquals(0, ended.status());
    assertTrue(
        ended
            .out()
            .matches("(?s).*interval +ok +10000 ms +3 heartbeats in 10s, one every \\d+ ms\n.*"),
        ended.out());
  }

  @Test
  void jsonIsForTickets() {
    cli().run("register", "pool-7");
    JsonObject ticket =
        TestJson.object(cli().run("doctor", "pool-7", "--observe", "0s", "-o", "json").out());
    assertEquals(
        "pool-7 is healthy: ready, host test-host, last heartbeat 0s ago", ticket.text("sentence"));
    assertEquals("noetl-runtime get -- pool-7", ticket.text("command"));
    assertEquals("ok", ticket.text("code"));
    assertEquals("0", ticket.text("exit"));
    JsonObject last = TestJson.items(ticket, "items").getLast();
    assertEquals(
        "{step=values, result=ok, took_ms=0, found=capacity unknown, labels none}",
        String.valueOf(TestJson.plain(last.node())));
  }

  @Test
  void secretsAreMaskedAndServiceLinksNamed() {
    Ended ended =
        new CommandRun(home)
            .with("NOETL_API_TOKEN", "s3cret")
            .with("NOETL_PORT", "tcp://10.96.0.7:8083")
            .with("POSTGRES_PORT", "tcp://10.96.0.8:5432")
            .run("doctor", "--database", "sqlite:/none/at/all.db");
    assertEquals(7, ended.status());
    assertTrue(ended.out().contains("NOETL_API_TOKEN **** (environment NOETL_API_TOKEN)"));
    assertTrue(!ended.out().contains("s3cret"));
    assertTrue(
        ended
            .out()
            .contains(
                "environment    warning    0 ms  NOETL_PORT=tcp://10.96.0.7:8083,"
                    + " POSTGRES_PORT=tcp://10.96.0.8:5432: set by Kubernetes for a service and not"
                    + " read; enableServiceLinks: false in the pod leaves them out\n"),
        ended.out());
  }

  @Test
  void withoutANameBlockedPoolsAreCounted() {
    cli().run("register", "alpha", "--depends-on", "broker/b1");
    cli().run("register", "beta");
    cli().run("register", "b1", "--kind", "broker", "--uri", "nats://b1");
    assertEquals(
        List.of("all checks passed; worker_pool: 2 ready", "next: noetl-runtime list"),
        end(doctor()));
    cli().run("deregister", "b1", "--kind", "broker");
    assertEquals(
        List.of(
            "all checks passed; worker_pool: 2 ready; 1 blocked",
            "next: noetl-runtime list --blocked"),
        end(doctor()));
  }

  @Test
  void componentsThatAreNoWorkersAreNotCalledWorkers() {
    cli().run("register", "b1", "--kind", "broker", "--uri", "nats://b1", "--hostname", "br-1");
    cli().run("deregister", "b1", "--kind", "broker");
    String sentence = end(doctor("b1", "--kind", "broker")).getFirst();
    assertTrue(sentence.endsWith("; start it there"), sentence);
  }

  @Test
  void withoutANamePoolsAreCounted() {
    cli().run("register", "alpha");
    cli().run("register", "beta");
    cli().run("register", "gamma", "--status", "busy");
    cli().run("register", "delta");
    cli().run("register", "b1", "--kind", "broker", "--uri", "nats://b1");
    cli().run("deregister", "delta");
    assertEquals(
        List.of(
            "all checks passed; worker_pool: 1 busy, 2 ready, 1 dead",
            "next: noetl-runtime list --dead"),
        end(doctor()));
    assertTrue(
        doctor()
            .out()
            .contains("components     ok      0 ms  worker_pool: 1 busy, 2 ready, 1 dead\n"));
    assertEquals(
        List.of("all checks passed; broker: 1 ready", "next: noetl-runtime list --kind broker"),
        end(doctor("--kind", "broker")));
    assertEquals(
        List.of("all checks passed", "next: noetl-runtime list --kind monitor"),
        end(doctor("--kind", "monitor")));
  }

  @Test
  void pythonServerCountsWorkerPoolsOnly() throws IOException {
    try (NoetlServer noetl = new NoetlServer(Software.PYTHON_2025)) {
      assertTrue(
          overHttp(noetl.address(), "--kind", "broker").out().contains("components     skipped"),
          "brokers");
    }
  }

  @Test
  void nameOfAnotherKindLeadsToIt() {
    cli().run("register", "b1", "--kind", "broker", "--uri", "nats://b1");
    Ended ended = doctor("b1");
    assertEquals(5, ended.status());
    assertEquals(
        List.of(
            "no worker_pool named \"b1\" is registered; a broker has this name",
            "next: noetl-runtime doctor --kind broker -- b1"),
        end(ended));
  }

  @Test
  void selfSaysWhetherTheStartIsFast() {
    assertEquals(
        new Ended(
            1, "start-up cache: not in use: only the launcher of the distribution names it\n", ""),
        new CommandRun(home).run("doctor", "--self"));
  }

  // 1: the answer is no

  @Test
  void silentPoolIsStaleAndItsProcessIsLookedFor() {
    cli().run("register", "pool-7", "--hostname", "w-7", "--pid", "312");
    Ended ended = doctor("pool-7", "--stale-after", "1ms");
    assertEquals(1, ended.status());
    assertEquals(
        List.of(
            "pool-7 is stale because it has sent no heartbeat since TIME, 0s ago; it was registered"
                + " by host w-7 pid 312, on another machine; start the worker there",
            "next: ssh -- w-7 ps -o pid,stat,etime,args -p 312"),
        end(ended));
    assertEquals(
        "configuration ok, environment ok, file ok, database ok, latency ok, table "
            + "ok, clock ok, sweeper ok, row ok, heartbeat FAILED, owner ok, interval FAILED, "
            + "values ok",
        steps(ended));
  }

  @Test
  void processThatEndedOnThisHostIsNamed() {
    cli().run("register", "pool-7", "--pid", "1");
    assertEquals(
        List.of(
            "pool-7 is stale because it has sent no heartbeat since TIME, 0s ago; it was registered"
                + " by host test-host pid 1, no longer running on this host; start the worker"
                + " there",
            "next: journalctl -n 20 _PID=1"),
        end(doctor("pool-7", "--stale-after", "1ms", "--observe", "0s")));
  }

  @Test
  void unitThatTheRowNamesIsToBeStarted() {
    cli().run("register", "pool-7", "--pid", "1", "--meta", "unit=noetl@7.service");
    assertEquals(
        "next: systemctl start noetl@7.service",
        end(doctor("pool-7", "--stale-after", "1ms", "--observe", "0s")).getLast());
    cli().run("set", "pool-7", "--hostname", "w-7");
    cli().run("deregister", "pool-7");
    List<String> end = end(doctor("pool-7", "--observe", "0s"));
    assertEquals(
        "pool-7 is offline because it was deregistered at TIME, when its heartbeat "
            + "was 0s old; it was registered by host w-7 pid 1, on another machine; start "
            + "the worker there (unit noetl@7.service)",
        end.getFirst());
    assertEquals("next: ssh -- w-7 systemctl start noetl@7.service", end.getLast());
    cli().run("set", "pool-7", "--meta", "unit=x; reboot");
    assertEquals(
        "next: noetl-runtime wait -- pool-7", end(doctor("pool-7", "--observe", "0s")).getLast());
  }

  @Test
  void livingProcessOfASilentPoolIsLookedAt() {
    cli().run("register", "pool-7", "--pid", Long.toString(CommandRun.LIVING_PID));
    List<String> end = end(doctor("pool-7", "--stale-after", "1ms", "--observe", "0s"));
    assertEquals(
        "pool-7 is stale because it has sent no heartbeat since TIME, 0s ago; it was "
            + "registered by host test-host pid 4711, running on this host; check why "
            + "it sends no heartbeat",
        end.getFirst());
    assertEquals("next: ps -o pid,stat,etime,args -p 4711", end.getLast());
  }

  @Test
  void hostNameThatIsNoneIsNotPutIntoACommand() {
    String row = "{\"name\":\"pool-7\",\"hostname\":\"-oProxyCommand=x\",\"pid\":312}";
    assertEquals(0, cli().input(row).run("register", "-f", "-").status());
    assertEquals(
        "next: noetl-runtime wait -- pool-7",
        end(doctor("pool-7", "--stale-after", "1ms", "--observe", "0s")).getLast());
  }

  @Test
  void deregisteredAndSweptPoolsAreDistinguished() {
    cli().run("register", "pool-7", "--hostname", "w-7", "--pid", "312");
    cli().run("deregister", "pool-7");
    Ended ended = doctor("pool-7", "--observe", "0s");
    assertEquals(1, ended.status());
    assertEquals(
        List.of(
            "pool-7 is offline because it was deregistered at TIME, when its heartbeat was 0s old;"
                + " it was registered by host w-7 pid 312, on another machine; start the worker"
                + " there",
            "next: noetl-runtime wait -- pool-7"),
        end(ended));
    assertTrue(
        doctor("pool-7")
            .out()
            .contains(
                "interval       skipped  3000 ms  no heartbeat in 0s, and none is due: it was"
                    + " deregistered\n"),
        doctor("pool-7").out());
    Ended swept =
        masked(
            cli()
                .with("NOETL_RUNTIME_OFFLINE_SECONDS", "0.001")
                .run("doctor", "pool-7", "--observe", "0s"));
    assertEquals(
        "pool-7 is offline because it has sent no heartbeat since TIME, 0s ago; it was registered"
            + " by host w-7 pid 312, on another machine; start the worker there",
        end(swept).getFirst());
  }

  @Test
  void serverOfSomethingElseDoesNotOfferIt() throws IOException {
    String url = serve(404, "application/json", "{\"detail\":\"Not Found\"}");
    Ended ended = overHttp(url);
    assertEquals(1, ended.status());
    assertEquals(
        List.of(
            "GET "
                + url
                + POOLS
                + ": the server does not support this (404): Not Found; use a server that supports"
                + " it, or the database with --direct",
            "next: curl -sv " + url + POOLS),
        end(ended));
    assertEquals(
        "configuration ok, environment ok, dns ok, tcp ok, http warning, api FAILED, routes not"
            + " tried, version not tried, clock not tried, sweeper not tried, components not tried",
        steps(ended));
  }

  @Test
  void poolThatDrainsIsAliveAndToldSo() {
    cli().run("register", "pool-7", "--status", "draining");
    Ended ended = doctor("pool-7", "--observe", "0s");
    assertEquals(0, ended.status());
    assertEquals(
        List.of(
            "pool-7 is draining, host test-host, last heartbeat 0s ago",
            "next: noetl-runtime resume -- pool-7"),
        end(ended));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PYTHON_2025 | broker | row FAILED | 1 | 'SERVER lists worker pools only; use a server that"
            + " supports it, or the database with --direct' | doctor --kind broker --direct -- b1",
        "PYTHON_2025 | scheduler | row FAILED | 1 | 'SERVER lists worker pools only; use a server"
            + " that supports it, or the database with --direct' | doctor --kind scheduler --direct"
            + " -- b1",
        "RUST | broker | row FAILED | 5 | 'no broker named \"b1\" is registered' | list --kind"
            + " broker --server SERVER"
      })
  void kindThatAServerDoesNotShowIsNotTheFaultOfItsClock(
      Software software, String kind, String row, int exit, String sentence, String next)
      throws IOException {
    try (NoetlServer noetl = new NoetlServer(software)) {
      Ended ended = overHttp(noetl.address(), "b1", "-k", kind);
      assertEquals(exit, ended.status());
      assertEquals(
          List.of(sentence, "next: noetl-runtime " + next),
          end(ended).stream().map(line -> line.replace(noetl.address(), "SERVER")).toList());
      assertTrue(
          steps(ended).matches(".*, clock ok, sweeper (ok|skipped), " + row + ",.*"), steps(ended));
    }
  }

  // 2, 11: what is configured

  @Test
  void settingThatIsNoneExitsTwo() {
    Ended ended =
        masked(new CommandRun(home).with("NOETL_RUNTIME_TIMEOUT", "soon").run("doctor", "pool-7"));
    assertEquals(2, ended.status());
    assertEquals("next: noetl-runtime config", end(ended).getLast());
    assertEquals("configuration FAILED, environment not tried, registry not tried", steps(ended));
  }

  @Test
  void brokenFileExitsElevenAndIsNamed() throws IOException {
    Path file = home.resolve(".config/noetl/runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "sever: http://noetl\n");
    assertEquals(
        new Ended(
            11,
            """
            STEP           RESULT     TIME  FOUND
            configuration  FAILED     0 ms  unknown key "sever" in FILE
            environment    not tried  -     -
            registry       not tried  -     -

            unknown key "sever" in FILE; did you mean server?
            next: cat -n FILE
            """,
            ""),
        new Ended(
            11, new CommandRun(home).run("doctor").out().replace(file.toString(), "FILE"), ""));
  }

  // 4: not allowed

  @Test
  void serverThatWantsATokenExitsFour() throws IOException {
    String url = serve(401, "application/json", "{\"detail\":\"who are you?\"}");
    Ended ended = overHttp(url);
    assertEquals(4, ended.status());
    assertEquals(
        "next: noetl-runtime doctor --token-file FILE --server " + url, end(ended).getLast());
  }

  @Test
  @IntegrationTest
  void roleWithoutRightsExitsFourAndTheStepsBeforeAreShown() {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    String role = database.createRole("secret");
    database.execute(
        "GRANT USAGE ON SCHEMA noetl TO " + role, "GRANT SELECT ON noetl.runtime TO " + role);
    Ended ended =
        masked(
            new CommandRun(home)
                .with("PGPASSWORD", "secret")
                .run("doctor", "--database", database.url(role)));
    assertEquals(4, ended.status());
    assertEquals(
        "configuration ok, environment ok, dns ok, tcp ok, tls ok, login ok, latency ok, table ok,"
            + " rights FAILED, connections not tried, vacuum not tried, storage not tried, clock"
            + " not tried, sweeper not tried, components not tried",
        steps(ended));
    assertEquals(
        database.url(role)
            + " does not allow it: "
            + role
            + " may not INSERT, UPDATE on \"noetl\".runtime; grant the role its rights on"
            + " \"noetl\".runtime",
        end(ended).getFirst());
  }

  @Test
  @IntegrationTest
  void postgresThatIsWellShowsItsFacts() {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    Ended ended = masked(new CommandRun(home).run("doctor", "--database", database.url()));
    assertEquals(
        "login ok PostgreSQL N, as postgres|table ok every column, and its unique index|rights ok"
            + " may read, insert and update and delete|connections ok N of M are in use|vacuum ok"
            + " never; 0 live and 0 dead rows|storage ok fillfactor=70,"
            + " autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_cost_delay=0",
        ended
            .out()
            .lines()
            .filter(line -> line.matches("(login|table|rights|connections|vacuum|storage) .*"))
            .map(line -> line.replaceAll(" +0 ms +", " ").replaceAll("  +", " "))
            .collect(java.util.stream.Collectors.joining("|")));
    assertEquals(0, ended.status());
  }

  /** A table of a NoETL server, which may have any settings. */
  @Test
  @IntegrationTest
  void tableOfManyRowsWithoutStorageSettingsGetsAdvice() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    database.execute(
        "ALTER TABLE noetl.runtime RESET (fillfactor, autovacuum_vacuum_scale_factor,"
            + " autovacuum_vacuum_cost_delay)");
    assertEquals("ok default settings, enough for 0 rows", storage(database));

    database.execute(
        "INSERT INTO noetl.runtime (runtime_id, name, kind, status)"
            + " SELECT n, 'p' || n, 'worker_pool', 'ready' FROM generate_series(1, 2000) AS n",
        "VACUUM ANALYZE noetl.runtime");
    String advice = "SET (" + "fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02,";
    assertEquals(
        "warning default settings for N rows; as the owner of the table, run:"
            + " ALTER TABLE \"noetl\".runtime "
            + advice
            + " autovacuum_vacuum_cost_delay = 0)",
        storage(database));
  }

  private String storage(PostgresDatabase database) {
    return new CommandRun(home)
        .run("doctor", "--database", database.url())
        .out()
        .lines()
        .filter(line -> line.startsWith("storage "))
        .map(line ->
            line.replaceAll(" +[0-9]+ ms +", " ")
                .replaceAll(" +", " ")
                .replace("storage ", "")
                .replaceAll("for [1-9][0-9]* rows", "for N rows"))
        .findFirst()
        .orElse("");
  }

  // 5, 6: the name

  @Test
  void unknownNameExitsFive() {
    cli().run("register", "another");
    Ended ended = doctor("pool-7");
    assertEquals(5, ended.status());
    assertEquals(
        List.of("no worker_pool named \"pool-7\" is registered", "next: noetl-runtime list"),
        end(ended));
    String url = "sqlite:" + database();
    List<String> named =
        new CommandRun(home).run("doctor", "x", "--database", url).out().lines().toList();
    assertEquals("next: noetl-runtime list --database " + url, named.getLast());
    assertEquals(
        "configuration ok, environment ok, file ok, database ok, latency ok, table "
            + "ok, clock ok, sweeper ok, row FAILED, heartbeat not tried, owner not "
            + "tried, interval not tried, values not tried",
        steps(ended));
  }

  @Test
  void nameThatTwoRegisterInTurnExitsSix() {
    cli().run("register", "pool-7", "--hostname", "w-7", "--pid", "312");
    Ended ended =
        cli()
            .time(
                new ScriptedTime(
                    () -> cli().run("register", "pool-7", "--hostname", "w-8", "--pid", "9")))
            .run("doctor", "pool-7");
    assertEquals(6, ended.status());
    assertEquals(
        List.of(
            "pool-7 has several owners: host w-7 pid 312 and host w-8 pid 9 register it in turn",
            "next: noetl-runtime get -- pool-7"),
        end(ended));
  }

  // 7: unreachable

  @Test
  void nobodyListensExitsSeven() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = taken.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;
    Ended ended = overHttp(url, "pool-7");
    assertEquals(7, ended.status());
    assertEquals(
        """
        STEP           RESULT     TIME  FOUND
        configuration  ok         0 ms  server URL (flag --server)
        environment    ok         0 ms  no service links of Kubernetes
        dns            ok         0 ms  127.0.0.1 needs none
        tcp            FAILED     0 ms  cannot reach URL: 127.0.0.1:PORT refuses the connection
        http           not tried  -     -
        api            not tried  -     -
        routes         not tried  -     -
        version        not tried  -     -
        clock          not tried  -     -
        sweeper        not tried  -     -
        row            not tried  -     -
        heartbeat      not tried  -     -
        owner          not tried  -     -
        interval       not tried  -     -
        values         not tried  -     -

        cannot reach URL: 127.0.0.1:PORT refuses the connection; start the server, name another with --server, or use --direct
        next: curl -sv URL/health
        """,
        ended.out().replace(url, "URL").replace(":" + port, ":PORT"));
  }

  @Test
  void hostThatIsUnknownExitsSeven() {
    Ended ended = overHttp("http://no-such-host.invalid:8083");
    assertEquals(7, ended.status());
    assertEquals("next: getent hosts no-such-host.invalid", end(ended).getLast());
    assertEquals(
        "configuration ok, environment ok, dns FAILED, tcp not tried, http not "
            + "tried, api not tried, routes not tried, version not tried, clock not "
            + "tried, sweeper not tried, components not tried",
        steps(ended));
  }

  @Test
  void missingDatabaseFileExitsSevenAndIsNotCreated() {
    Ended ended = doctor("pool-7");
    assertEquals(7, ended.status());
    assertEquals(
        List.of(
            "there is no database DATABASE, so nothing was ever registered there; name the right"
                + " one with --database, or register something",
            "next: ls -l " + home.toString().replaceAll("\\b\\d{17,19}\\b", "ID")),
        end(ended));
    assertTrue(Files.notExists(database()));
    assertEquals("next: ls -l /", end(doctor("--database", "sqlite:/none/at/all.db")).getLast());
  }

  // 8, 9, 10: the other side

  @Test
  void serverWhoseDatabaseIsDownExitsEight() throws IOException {
    String url = serve(200, "application/json", "{\"items\":[],\"count\":0,\"error\":\"db down\"}");
    Ended ended = overHttp(url);
    assertEquals(8, ended.status());
    assertEquals(
        "GET "
            + url
            + POOLS
            + ": the server could not list: db down; the server answers, but its database does not:"
            + " check the database",
        end(ended).getFirst());
  }

  @Test
  void silentServerExitsNine() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();
      Ended ended = overHttp(url, "--timeout", "300ms");
      assertEquals(9, ended.status());
      assertEquals(
          url + " did not answer within 300 ms; try again, or wait longer with --timeout",
          end(ended).getFirst());
    }
  }

  @Test
  void pageForPeopleExitsTen() throws IOException {
    Ended ended = overHttp(serve(200, "text/html", "<h1>It works!</h1>"));
    assertEquals(10, ended.status());
    assertEquals(
        "configuration ok, environment ok, dns ok, tcp ok, http ok, api FAILED, routes not tried,"
            + " version not tried, clock not tried, sweeper not tried, components not tried",
        steps(ended));
  }

  @Test
  @IntegrationTest
  void databaseWithoutTheTableExitsTen() {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase();
    Ended ended = masked(new CommandRun(home).run("doctor", "--database", database.url()));
    assertEquals(10, ended.status());
    assertEquals(
        List.of(
            database.url()
                + " has no table \"noetl\".runtime; create it: noetl-runtime init, or name another"
                + " --database",
            "next: noetl-runtime init --dry-run --database " + database.url()),
        end(ended));
  }

  @Test
  @IntegrationTest
  void tableOfAnotherShapeExitsTen() {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    database.execute("ALTER TABLE noetl.runtime DROP COLUMN capacity");
    Ended ended = masked(new CommandRun(home).run("doctor", "--database", database.url()));
    assertEquals(10, ended.status());
    assertEquals(
        "the table \"noetl\".runtime of "
            + database.url()
            + " has another shape: it has no column capacity; compare it with: noetl-runtime init"
            + " --dry-run",
        end(ended).getFirst());
  }

  // What is seen beside

  @Test
  void clockThatIsFarOffIsReported() {
    cli().run("register", "pool-7");
    Ended ended =
        cli().clock(() -> Instant.now().plus(Duration.ofHours(1))).run("doctor", "pool-7");
    assertTrue(
        ended
            .out()
            .matches(
                "(?s).*clock +warning +0 ms +this machine's clock is 1h00m ahead of the registry's;"
                    + " ages use the registry's clock\n"
                    + ".*"),
        ended.out());
  }

  @Test
  void narrowTerminalLosesNothingOfWhatWasFound() {
    cli().run("register", "demo");
    String[] words = {"doctor", "--color", "never"};
    assertEquals(
        cli().run(words).masked().out().replaceAll("\\d+ (ms|µs)", "TOOK"),
        cli()
            .onTerminal()
            .columns(30)
            .run(words)
            .masked()
            .out()
            .replaceAll("\\d+ (ms|µs)", "TOOK"));
  }

  @Test
  void slowStepIsShownOnATerminalAndErased() throws IOException {
    ScriptedTime time = new ScriptedTime();
    try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      String url = "http://127.0.0.1:" + slow.getLocalPort();
      Thread.ofPlatform().start(() -> closeFirstRequest(slow, time));
      Ended ended =
          new CommandRun(home)
              .time(time)
              .watched()
              .run("doctor", "--server", url, "--retries", "0");
      assertEquals("\r\u001b[Kdoctor: http …\r\u001b[K", ended.err());
    }
  }

  /** Takes the connections of earlier steps, and lets two seconds pass at the first request. */
  private static void closeFirstRequest(ServerSocket server, ScriptedTime time) {
    try {
      boolean isRequest = false;
      while (!isRequest) {
        try (Socket connection = server.accept()) {
          isRequest = connection.getInputStream().read() >= 0;
          if (isRequest) {
            time.pass(Duration.ofSeconds(2));
          }
        }
      }
    } catch (IOException | InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }
}
