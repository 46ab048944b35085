package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start and stop of an endpoint, also while the database is unreachable. */
class LifecycleTest {

  @TempDir private Path folder;
  private final TestOptions options = new TestOptions();

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertTrue(condition.getAsBoolean());
  }

  private static String statusOf(RuntimeService registry, String name) {
    return registry.list(RuntimeListQuery.named(null, name)).items().stream()
        .map(RuntimeComponentInfo::status)
        .findFirst()
        .orElse("none");
  }

  @Test
  void endpointIsRegisteredUntilItStops() throws Exception {
    options.beatEvery = Duration.ofMillis(20);
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"))) {
      TestEndpoint endpoint = TestEndpoint.start(registry, registry, options);
      String name = "test-host:" + endpoint.port();
      eventually(() -> statusOf(registry, name).equals("ready"));
      RuntimeComponentInfo row =
          registry.list(RuntimeListQuery.named(null, name)).items().getFirst();
      assertEquals("server_api", row.kind());
      assertEquals(endpoint.address(), row.uri());
      assertEquals("4711", row.pid());
      eventually(() ->
          registry
              .list(RuntimeListQuery.named(null, name))
              .items()
              .getFirst()
              .heartbeat()
              .isAfter(row.heartbeat()));
      endpoint.close();
      assertEquals("offline", statusOf(registry, name));
      assertEquals(List.of("listening", "draining", "stopped"), endpoint.events());
    }
  }

  /**
   * The configured interval of heartbeats is many times the time after which a component is
   * offline.
   */
  @Test
  void endpointNeverMarksItselfOffline() throws Exception {
    options.beatEvery = Duration.ofHours(1);
    options.offlineAfter = Duration.ofMillis(300);
    options.sweepEvery = Duration.ofMillis(20);
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
        TestEndpoint endpoint = TestEndpoint.start(registry, registry, options)) {
      String name = "test-host:" + endpoint.port();
      for (String other : List.of("a", "b", "c")) {
        assertEquals(
            200, endpoint.post("/api/worker/pool/register", "{'name':'" + other + "'}").status());
      }
      eventually(() -> statusOf(registry, "a").equals("offline"));
      RuntimeComponentInfo row =
          registry.list(RuntimeListQuery.named(null, name)).items().getFirst();
      assertEquals("ready", row.status());
      eventually(() ->
          registry
              .list(RuntimeListQuery.named(null, name))
              .items()
              .getFirst()
              .heartbeat()
              .isAfter(row.heartbeat()));
      assertEquals("ready", statusOf(registry, name));
      assertFalse(
          endpoint.log().stream().anyMatch(line -> line.toString().contains("server_api/")),
          "it never swept itself");
      assertEquals("0.3", endpoint.get("/api/worker/pools").header("NoETL-Offline-After"));
      assertEquals(
          "200 {\"status\":\"ok\",\"database\":\"ok\",\"offline_after_s\":0.3}",
          line(endpoint.get("/api/health")));
    }
  }

  @Test
  void listsNameTheTimeAfterWhichComponentsAreSwept() {
    options.offlineAfter = Duration.ofMinutes(5);
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
        TestEndpoint endpoint = TestEndpoint.start(registry, registry, options)) {
      for (String path : List.of("/api/worker/pools", "/api/brokers", "/api/runtimes")) {
        assertEquals("300", endpoint.get(path).header("NoETL-Offline-After"), path);
      }
    }
  }

  @Test
  void stopAnswersWhatIsInFlightAndAcceptsNoMore() throws Exception {
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"))) {
      StuckRegistry stuck = new StuckRegistry(registry);
      TestEndpoint endpoint = TestEndpoint.start(stuck.api(), registry, options);
      stuck.hold();
      CompletableFuture<TestEndpoint.Answer> inFlight =
          CompletableFuture.supplyAsync(
              () -> endpoint.post("/api/worker/pool/register", "{'name':'a'}"));
      stuck.awaitHeld(1);
      CompletableFuture<Void> end = CompletableFuture.runAsync(endpoint::close);
      eventually(() -> refusesConnections(endpoint.port()));
      stuck.letGo();
      TestEndpoint.Answer answer = inFlight.get(30, TimeUnit.SECONDS);
      assertEquals(200, answer.status());
      assertEquals("close", answer.header("Connection"));
      end.get(30, TimeUnit.SECONDS);
      assertEquals("ready", statusOf(registry, "a"));
    }
  }

  private static boolean refusesConnections(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  @Test
  void addressInUseIsReportedWithAHint() throws Exception {
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      options.port = taken.getLocalPort();
      Unreachable refused =
          assertThrows(Unreachable.class, () -> TestEndpoint.start(registry, registry, options));
      assertEquals(
          "cannot listen on 127.0.0.1:" + options.port + ": Address already in use",
          refused.getMessage());
      assertEquals("name another address with --listen", refused.hint());
    }
  }

  @Test
  void unreachableDatabaseIsReported() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    options.beatEvery = Duration.ofHours(1);
    try (RuntimeService registry =
            RuntimeService.open(
                new DirectOptions(
                    "postgresql://secret-user@127.0.0.1:" + nobody + "/secret-db",
                    Duration.ofSeconds(10),
                    true,
                    PostgresDatabase.chance(),
                    statement -> {}));
        TestEndpoint endpoint = TestEndpoint.start(registry, registry, options)) {
      TestEndpoint.Answer beat = endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}");
      assertEquals("503 {\"detail\":\"the database cannot be reached\"}", line(beat));
      assertEquals("3", beat.header("Retry-After"));
      TestEndpoint.Answer list = endpoint.get("/api/worker/pools");
      assertEquals(
          "503 {\"items\":[],\"count\":0,\"runtime\":null,\"status\":null,"
              + "\"error\":\"the database cannot be reached\"}",
          line(list));
      assertEquals("3", list.header("Retry-After"));
      TestEndpoint.Answer health = endpoint.get("/api/health");
      assertEquals(
          "503 {\"status\":\"unavailable\",\"database\":\"the database cannot be reached\"}",
          line(health));
      assertEquals("200 {\"status\":\"ok\"}", line(endpoint.get("/health")));
      assertTrue(endpoint.get("/metrics").text().contains("\nnoetl_runtime_database_up 0.0\n"));
      assertEquals(List.of("listening", "database_unreachable"), endpoint.events(), "told once");
    }
  }

  private static String line(TestEndpoint.Answer answer) {
    return answer.status() + " " + answer.text();
  }
}
