package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.NoetlServer.Software;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Python server without its database, which reports every name as unknown. */
class ServerOutageTest {

  private static final String AWAY = "connection failed: Connection refused";
  private static final String REGISTER = "POST /api/worker/pool/register";
  private static final String LIST = "GET /api/worker/pools";

  @TempDir private Path home;
  private NoetlServer server;

  @BeforeEach
  void start() throws IOException {
    server = new NoetlServer(Software.PYTHON_2025);
    assertEquals(0, cli("register", "demo", "--runtime", "python").status());
    server.outage(AWAY);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ended cli(String... arguments) {
    return world().run(arguments);
  }

  private CommandRun world() {
    return new CommandRun(home)
        .with("NOETL_SERVER_URL", server.address())
        .with("NOETL_RUNTIME_RETRIES", "0");
  }

  private String listFails() {
    return "GET " + server.address() + "/api/worker/pools: the server could not list: " + AWAY;
  }

  @Test
  void heartbeatExitsEightWithoutAdviceToRegister() {
    assertEquals(
        new Ended(
            8,
            "",
            "noetl-runtime: cannot tell whether worker_pool \"demo\" is registered: "
                + listFails()
                + "; try again in a moment; the server's database may be away\n"),
        cli("heartbeat", "demo"));
  }

  @Test
  void heartbeatThatCouldRegisterDoesNot() {
    assertEquals(8, cli("heartbeat", "demo", "--recreate", "--runtime", "python").status());
    assertEquals(1, server.count(REGISTER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "check --detailed-exitcode", "set --capacity 3", "drain"})
  void otherCommandsExitEight(String command) {
    assertEquals(8, cli((command + " demo").split(" ")).status());
    assertEquals(1, server.count(REGISTER));
  }

  @Test
  void waitAsksOnUntilTheDatabaseIsBack() throws Exception {
    CompletableFuture<Ended> waiting =
        CompletableFuture.supplyAsync(() -> cli("wait", "demo", "--timeout", "30s"));
    server.awaitCount(LIST, 1);
    server.outage("");
    Ended ended = waiting.get(30, TimeUnit.SECONDS);
    assertEquals(0, ended.status(), ended.err());
  }

  /** What the server is was not known when the process began. */
  @Test
  void statusThatTheServerTakesForDeathIsRefusedOnceItCanBeAsked() throws Exception {
    server.close();
    server = new NoetlServer(Software.PYTHON_2026);
    server.outage(AWAY);
    CompletableFuture<Ended> staying =
        CompletableFuture.supplyAsync(() ->
            cli(
                "heartbeat demo --recreate --runtime python --status paused --every 50ms"
                    .split(" ")));
    server.awaitCount(LIST, 3);
    server.outage("");
    Ended ended = staying.get(30, TimeUnit.SECONDS);
    assertEquals(6, ended.status(), ended.err());
    assertEquals(List.of(), server.changes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--recreate --runtime python"})
  void heartbeatThatStaysNeitherRegistersNorEnds(String recreation) throws Exception {
    server.outage("");
    Map<String, Runnable> signals = new ConcurrentHashMap<>();
    CompletableFuture<Ended> staying =
        CompletableFuture.supplyAsync(() ->
            world()
                .signals((name, action) -> signals.put(name, action))
                .run(
                    ("heartbeat demo --every 100ms --unknown-grace 1ms " + recreation)
                        .strip()
                        .split(" +")));
    String beat = "POST /api/worker/pool/heartbeat";
    server.awaitCount(beat, 2);
    server.outage(AWAY);
    server.awaitCount(LIST, 3);
    server.outage("");
    long before = server.count(beat);
    server.awaitCount(beat, before + 2);
    signals.get("TERM").run();
    Ended ended = staying.get(30, TimeUnit.SECONDS);
    assertEquals(0, ended.status(), ended.err());
    assertEquals(1, server.count(REGISTER), "by the test itself");
    assertTrue(
        ended
            .masked()
            .err()
            .contains(
                "\n"
                    + "TIME noetl-runtime: worker_pool demo: lost: cannot tell whether worker_pool"
                    + " \"demo\" is registered: "
                    + listFails()
                    + "\nTIME noetl-runtime: worker_pool demo: recovered after "),
        ended.err());
  }

  @Test
  void nameThatIsUnknownWhileTheDatabaseIsThereIsStillUnknown() {
    server.outage("");
    assertEquals(5, cli("heartbeat", "other").status());
  }

  @Test
  void doctorSuspectsTheDatabaseOfTheServer() {
    Ended ended = cli("doctor", "demo");
    assertEquals(8, ended.status());
    List<String> end = ended.out().lines().skip(ended.out().lines().count() - 2).toList();
    assertEquals(
        listFails() + "; the server answers, but its database does not: check the database",
        end.getFirst());
    assertEquals(
        "next: noetl-runtime doctor --database postgresql://USER@HOST/DATABASE -- demo",
        end.getLast());
  }

  @Test
  void doctorLeadsToTheDatabaseThatTheVariablesName() {
    String out = world().with("POSTGRES_HOST", "db").run("doctor", "demo").out();
    assertTrue(out.endsWith("\nnext: noetl-runtime doctor --direct -- demo\n"), out);
  }
}
