package io.noetl.runtime.cli.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.Launcher;
import io.noetl.runtime.cli.NoetlServer;
import io.noetl.runtime.cli.NoetlServer.Software;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resident commands on a Python server of 2025, with missing routes and outages. */
@IntegrationTest
class RunOnPythonServerIT {

  private static final String REGISTER = "POST /api/runtime/register";
  private static final String POOL = "POST /api/worker/pool/register";
  private static final String BEAT = "POST /api/worker/pool/heartbeat";
  private static final String LIST = "GET /api/worker/pools";
  private static final String DEREGISTER = "DELETE /api/runtime/deregister";

  @TempDir private Path home;
  private NoetlServer server;
  private Process process;

  @BeforeEach
  void start() throws IOException {
    server = new NoetlServer(Software.PYTHON_2025);
  }

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
    server.close();
  }

  private void launch(String... arguments) throws IOException {
    ProcessBuilder builder = Launcher.program(home, arguments);
    builder.environment().put("NOETL_SERVER_URL", server.address());
    builder.redirectError(home.resolve("err").toFile());
    builder.redirectOutput(home.resolve("out").toFile());
    process = builder.start();
  }

  private void end(int status) throws Exception {
    process.destroy();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), this::said);
    assertEquals(status, process.exitValue(), said());
  }

  /** What it logged, without times and the line at its start. */
  private String said() {
    try {
      return Files.readString(home.resolve("err"))
          .replaceAll("(?m)^[\\d-]{10}T[\\d:.]+Z ", "")
          .replaceAll(".*: started: a heartbeat every .*\n", "");
    } catch (IOException nothing) {
      return "";
    }
  }

  private void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, this::said);
      LockSupport.parkNanos(10_000_000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "broker, ''",
    "broker, --takeover",
    "server_api, ''",
    "server_api, --takeover",
    "broker, --runtime python",
  })
  void runSendsHeartbeatsByRegisteringToTheEnd(String kind, String more) throws Exception {
    List<String> line = new ArrayList<>(List.of("run", "-k", kind, "--uri", "http://b1"));
    line.addAll(more.isEmpty() ? List.of() : List.of(more.split(" ")));
    line.addAll(List.of("--every", "200ms", "b1", "--", "sleep", "600"));
    launch(line.toArray(String[]::new));

    await(() -> server.count(REGISTER) >= 6);
    end(143);

    assertEquals(1, server.count(DEREGISTER));
    assertEquals(
        more.equals("--takeover")
            ? ""
            : "noetl-runtime: "
                + kind
                + " b1: "
                + server.address()
                + " lists worker pools only; cannot tell whether another process holds "
                + kind
                + " b1\n",
        said());
  }

  @ParameterizedTest
  @CsvSource({"stop", "fail"})
  void runWithOnLostStopContinuesWhereNoRouteListsIt(String action) throws Exception {
    launch(
        "run",
        "-k",
        "broker",
        "--uri",
        "http://b1",
        "--on-lost",
        action,
        "--every",
        "200ms",
        "b1",
        "--",
        "sleep",
        "600");

    await(() -> server.count(REGISTER) >= 6);
    end(143);
  }

  @ParameterizedTest
  @CsvSource({"broker", "server_api"})
  void heartbeatThatStaysBeatsByRegistering(String kind) throws Exception {
    launch(
        "heartbeat",
        "b1",
        "-k",
        kind,
        "--uri",
        "http://b1",
        "--recreate",
        "--runtime",
        "python",
        "--every",
        "200ms",
        "--on-exit",
        "deregister");

    await(() -> server.count(REGISTER) >= 4);
    end(0);

    assertEquals(1, server.count(DEREGISTER));
    assertEquals("noetl-runtime: " + kind + " b1: deregistered\n", said());
  }

  @Test
  void heartbeatThatBringsNoRegistrationSaysWhatToBring() throws Exception {
    launch("heartbeat", "b1", "-k", "broker", "--every", "200ms");

    assertTrue(process.waitFor(60, TimeUnit.SECONDS), this::said);
    assertEquals(1, process.exitValue());
    assertTrue(said().contains("bring the registration with --recreate --runtime TYPE"), said());
  }

  @ParameterizedTest
  @CsvSource({"keep", "stop"})
  void runNeitherRegistersAgainNorEndsBecauseTheDatabaseOfTheServerIsAway(String onLost)
      throws Exception {
    launch(
        "run",
        "p1",
        "--runtime",
        "python",
        "--on-lost",
        onLost,
        "--every",
        "200ms",
        "--",
        "sleep",
        "600");
    await(() -> server.count(BEAT) >= 2);
    long registered = server.count(POOL);

    server.outage("connection failed: Connection refused");
    long listed = server.count(LIST);
    await(() -> server.count(LIST) >= listed + 3);
    server.outage("");
    long beaten = server.count(BEAT);
    await(() -> server.count(BEAT) >= beaten + 2);
    end(143);

    assertEquals(registered, server.count(POOL), said());
    assertTrue(said().contains("the server could not list: connection failed"), said());
  }

  @Test
  void runSaysWhichRowKeepsItFromSeeingWhoHoldsTheName() throws Exception {
    server.put(
        "gpu",
        JsonObject.EMPTY
            .with("kind", "worker_pool")
            .with("name", "gpu")
            .with("status", "ready")
            .with("labels", List.of("gpu")));
    launch("run", "p1", "--runtime", "python", "--", "true");

    assertTrue(process.waitFor(60, TimeUnit.SECONDS), this::said);
    assertEquals(125, process.exitValue());
    assertEquals(
        "noetl-runtime: GET "
            + server.address()
            + "/api/worker/pools: the server cannot list because of one row of its table, which it"
            + " considers invalid; name the row with: noetl-runtime doctor --direct, and list with"
            + " --direct until it is fixed\n",
        said());
  }
}
