package io.noetl.runtime.endpoint.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.endpoint.MetricsPage;
import io.noetl.runtime.endpoint.TestTime;
import io.noetl.runtime.endpoint.context.EndpointContext;
import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.metrics.Metrics;
import io.noetl.runtime.endpoint.registry.DatabaseMonitor;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.LogFormat;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.service.RuntimeService;
import io.prometheus.metrics.core.metrics.Histogram;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * When components are marked offline, on a real PostgreSQL and with a clock that the test moves.
 */
@IntegrationTest
class SweeperTest {

  private final Histogram durations = Metrics.durations();

  private static final ComponentKey OWN = new ComponentKey("server_api", "h:1");

  private static PostgresDatabase database;

  private final TestTime time = new TestTime();
  private final List<String> lines = new ArrayList<>();
  private final SweepMetrics counts = new SweepMetrics();
  private final Route beats = Route.async("/api/worker/pool/heartbeat", call -> null);
  private RuntimeService registry;
  private DatabaseMonitor watch;
  private Sweeper sweeper;

  @BeforeAll
  static void createDatabase() {
    database = PostgresServer.shared(18).createDatabase();
  }

  @BeforeEach
  void start() {
    registry = database.emptied().service();
    ServerLog log =
        new ServerLog(
            new EndpointContext(
                lines::add,
                LogFormat.JSON,
                () -> 0,
                false,
                InstantSource.system(),
                time,
                new Random(),
                "h",
                1,
                "1",
                null));
    watch = new DatabaseMonitor(log, time);
    sweeper =
        new Sweeper(
            registry,
            watch,
            new HeartbeatLoss(List.of(beats), () -> 0),
            OWN,
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            log,
            counts,
            time);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private void register(String... names) {
    for (String name : names) {
      registry.register(RuntimeRegistrationRequest.fromJson(JsonObject.EMPTY.with("name", name)));
    }
  }

  /** Moves the last heartbeat of components two minutes back. */
  private void silence(String... names) {
    for (String name : names) {
      database.execute(
          "UPDATE noetl.runtime SET heartbeat = now() - interval '2 minutes' WHERE name = '"
              + name
              + "'");
    }
  }

  private String offline() {
    return registry.list(RuntimeListQuery.of(null)).items().stream()
        .filter(item -> item.status().equals("offline"))
        .map(RuntimeComponentInfo::name)
        .collect(Collectors.joining(" "));
  }

  private void tickAfter(long seconds) {
    time.passes(seconds);
    sweeper.tick();
  }

  private void listenForAMinute() {
    for (int i = 0; i < 4; i++) {
      tickAfter(15);
    }
  }

  @Test
  void nothingIsMarkedAfterManyHeartbeatsWereRefused() {
    register("a", "b", "c", "d", "e");
    silence("a");
    listenForAMinute();
    assertEquals("a", offline());
    silence("b");
    // One in ten may be lost: its sender retries before it counts as offline.
    for (int i = 0; i < 9; i++) {
      beats.timings().record(durations, i == 0 ? 404 : 200, 1);
    }
    beats.timings().record(durations, 503, 1);
    tickAfter(15);
    assertEquals("a b", offline());
    silence("c");
    for (int i = 0; i < 8; i++) {
      beats.timings().record(durations, 200, 1);
    }
    beats.timings().record(durations, 503, 1);
    tickAfter(15);
    assertEquals("a b", offline());
    for (int i = 0; i < 3; i++) {
      tickAfter(15);
      assertEquals("a b", offline(), "it listens for a minute first");
    }
    tickAfter(15);
    assertEquals("a b c", offline());
  }

  @Test
  void onlyRoutesForHeartbeatsCount() {
    Route list = Route.list("/api/runtimes", call -> null);
    Route brokers = Route.async("/api/broker/heartbeat", call -> null);
    Route register = Route.change("POST", "/api/runtime/register", call -> null);
    HeartbeatLoss heartbeatLoss = new HeartbeatLoss(List.of(list, brokers, register), () -> 0);
    assertFalse(heartbeatLoss.wasHigh(), "nobody beat");
    list.timings().record(durations, 503, 1);
    assertFalse(heartbeatLoss.wasHigh());
    for (Route route : List.of(brokers, register)) {
      route.timings().record(durations, 500, 1);
      assertTrue(heartbeatLoss.wasHigh());
      assertFalse(heartbeatLoss.wasHigh(), "not since");
    }
  }

  @Test
  void droppedConnectionsCountAsLostHeartbeats() {
    Route beats = Route.async("/api/runtime/heartbeat", call -> null);
    AtomicLong ended = new AtomicLong();
    HeartbeatLoss heartbeatLoss = new HeartbeatLoss(List.of(beats), ended::get);
    for (int i = 0; i < 100; i++) {
      beats.timings().record(durations, 200, 1);
    }
    ended.set(11);
    assertFalse(heartbeatLoss.wasHigh(), "one in ten is tried again");
    ended.set(13);
    assertTrue(heartbeatLoss.wasHigh());
    assertFalse(heartbeatLoss.wasHigh(), "not since");
  }

  private String results() {
    return MetricsPage.of(counts)
        .lines()
        .filter(line -> line.startsWith("noetl_runtime_sweeps_total") && !line.endsWith(" 0.0"))
        .map(line -> line.replaceAll(".*result=\"(.*)\"} (.*)\\.0", "$1 $2"))
        .collect(Collectors.joining(", "));
  }

  @Test
  void componentIsMarkedAfterTheServerHasRunForAWholePeriod() {
    register("a", "b", "c");
    silence("a");
    tickAfter(15);
    tickAfter(15);
    tickAfter(15);
    assertEquals("", offline());
    tickAfter(15);
    assertEquals("a", offline());
    assertEquals("swept 1, waiting 3", results());
    assertTrue(lines.getLast().contains("\"components\":[\"worker_pool/a\"]"), lines.getLast());
  }

  @Test
  void sweeperNeverMarksItself() {
    register("a", "b", "c", "h:1");
    registry.register(
        RuntimeRegistrationRequest.fromJson(
            JsonObject.EMPTY
                .with("name", "h:1")
                .with("kind", "server_api")
                .with("uri", "http://h:1")));
    silence("h:1");
    listenForAMinute();
    assertEquals("worker_pool/h:1", offlineKeys(), "only the pool that has its name");
    silence("h:1", "a");
    tickAfter(15);
    assertEquals("worker_pool/a worker_pool/h:1", offlineKeys());
  }

  private String offlineKeys() {
    return registry.list(RuntimeListQuery.of(null)).items().stream()
        .filter(item -> item.status().equals("offline"))
        .map(item -> item.kind() + "/" + item.name())
        .collect(Collectors.joining(" "));
  }

  @Test
  void outageOfTheDatabaseStartsAnotherPeriod() {
    register("a", "b", "c");
    listenForAMinute();
    silence("a");
    watch.failed(new Unreachable("gone", Details.NONE));
    tickAfter(15);
    tickAfter(15);
    tickAfter(15);
    assertEquals("", offline());
    tickAfter(15);
    tickAfter(15);
    assertEquals("a", offline());
  }

  @Test
  void suspensionOfTheProcessStartsAnotherPeriod() {
    register("a", "b", "c");
    listenForAMinute();
    silence("a");
    tickAfter(3600);
    tickAfter(15);
    assertEquals("", offline());
    listenForAMinute();
    assertEquals("a", offline());
  }

  @Test
  void moreThanHalfAreMarkedOnlyAfterASecondPeriod() {
    register("a", "b", "c");
    listenForAMinute();
    silence("a", "b");
    tickAfter(15);
    assertEquals("", offline());
    assertTrue(lines.getLast().contains("\"event\":\"sweep_held_back\",\"silent\":2,\"of\":3"));
    listenForAMinute();
    assertEquals("a b", offline());
    assertEquals(
        1, lines.stream().filter(line -> line.contains("sweep_held_back")).count(), "told once");
  }

  @Test
  void componentsThatRecoverDuringThePeriodStayOnline() {
    register("a", "b", "c");
    listenForAMinute();
    silence("a", "b");
    tickAfter(15);
    register("b");
    tickAfter(15);
    assertEquals("a", offline());
  }

  @Test
  void halfIsMarkedAtOnce() {
    register("a", "b");
    listenForAMinute();
    silence("a");
    tickAfter(15);
    assertEquals("a", offline());
  }

  @Test
  void sweepSkipsWhatAnotherServerIsSweeping() throws SQLException {
    register("a", "b", "c");
    silence("a");
    listenForAMinute();
    database.execute("UPDATE noetl.runtime SET status = 'ready' WHERE name = 'a'");
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "SELECT pg_advisory_xact_lock(hashtext('noetl-runtime sweep \"noetl\".runtime'))");
      tickAfter(15);
      assertEquals("", offline());
      other.rollback();
    }
    tickAfter(15);
    assertEquals("a", offline());
  }
}
