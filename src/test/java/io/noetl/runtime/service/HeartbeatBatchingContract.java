package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.maintenance.ComponentCount;
import io.noetl.runtime.schema.maintenance.DatabaseWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that batches the heartbeats of many callers, on either engine. */
abstract class HeartbeatBatchingContract {

  static final int CALLERS = 64;

  private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
  private RuntimeService service;

  /** A service with several connections on an empty table. */
  abstract RuntimeService open(Consumer<String> trace) throws Exception;

  @BeforeEach
  void openService() throws Exception {
    service = open(trace::add);
    for (int i = 0; i < CALLERS; i++) {
      service.register(Requests.pool("p" + i));
    }
    trace.clear();
  }

  @AfterEach
  void closeService() {
    service.close();
  }

  /** Runs a call for all callers concurrently, a number of times. */
  static <T> List<T> together(int rounds, CallOf<T> call) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<List<T>>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        Callable<List<T>> work =
            () -> {
              start.await();
              List<T> own = new ArrayList<>();
              for (int round = 0; round < rounds; round++) {
                own.add(call.by(caller));
              }
              return own;
            };
        callers.add(threads.submit(work));
      }
      start.countDown();
      for (Future<List<T>> caller : callers) {
        results.addAll(caller.get());
      }
    }
    return results;
  }

  interface CallOf<T> {
    T by(int caller);
  }

  /** Two lists pause in the middle, as many as serve reads concurrently. */
  @Test
  @Timeout(60)
  void neitherChangesNorCountsWaitForLists() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    ComponentSink slow =
        (component, asOf) -> {
          begun.countDown();
          try {
            goOn.await();
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
        };
    List<CompletableFuture<Void>> lists = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      lists.add(
          CompletableFuture.runAsync(
              () -> service.stream(Requests.EVERYTHING, slow), Thread::startVirtualThread));
    }
    try {
      assertTrue(begun.await(30, TimeUnit.SECONDS));
      assertEquals("ok", service.heartbeat(Requests.beat("p0")).status());
      service.register(Requests.pool("new"));
      assertEquals(
          CALLERS + 1L,
          service.counts(Duration.ofMinutes(1)).stream().mapToLong(ComponentCount::count).sum());
    } finally {
      goOn.countDown();
    }
    for (CompletableFuture<Void> list : lists) {
      list.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void eachHeartbeatReturnsItsOwnRowAfterTheCommit() throws Exception {
    List<RuntimeComponentInfo> before = service.list(Requests.EVERYTHING).items();
    trace.clear();

    List<Boolean> right =
        together(
            20,
            caller -> {
              String id = service.heartbeat(Requests.beat("p" + caller)).runtimeId();
              return before.stream()
                  .anyMatch(row -> row.name().equals("p" + caller) && row.runtimeId().equals(id));
            });

    assertEquals(Collections.nCopies(20 * CALLERS, true), right);
    assertTrue(trace.size() < 20 * CALLERS, trace.size() + " statements");
    DatabaseWork work = service.work();
    assertEquals(20 * CALLERS, work.heartbeats());
    long commits = work.commits().stream().mapToLong(DatabaseWork.Commits::count).sum();
    assertTrue(commits > 0 && commits <= trace.size(), commits + " of " + trace.size());
    for (RuntimeComponentInfo row : service.list(Requests.EVERYTHING).items()) {
      Instant last =
          before.stream()
              .filter(earlier -> earlier.name().equals(row.name()))
              .findFirst()
              .orElseThrow()
              .heartbeat();
      assertTrue(row.heartbeat().isAfter(last), row.name());
    }
  }

  @Test
  void componentsOfOneNameDifferByKind() throws Exception {
    RuntimeKind[] kinds = {RuntimeKind.WORKER_POOL, RuntimeKind.BROKER, RuntimeKind.MONITOR};
    Map<RuntimeKind, String> ids = new HashMap<>();
    for (RuntimeKind kind : kinds) {
      String named = "{'name':'p0','uri':'nats://h','kind':'" + kind.word() + "'}";
      ids.put(kind, service.register(Requests.registration(named)).runtimeId());
      service.register(Requests.registration(named.replace("p0", "silent")));
    }
    service.register(Requests.registration("{'name':'p0','uri':'http://h','kind':'server_api'}"));
    Map<String, Instant> silent = heartbeats("silent");
    Instant bystander = heartbeats("p0").get("server_api");

    List<Boolean> right =
        together(
            10,
            caller -> {
              RuntimeKind kind = kinds[caller % kinds.length];
              String id =
                  service.heartbeat(new RuntimeHeartbeatRequest("p0", kind, null)).runtimeId();
              return id.equals(ids.get(kind));
            });

    assertEquals(Collections.nCopies(10 * CALLERS, true), right);
    assertEquals(silent, heartbeats("silent"));
    assertEquals(bystander, heartbeats("p0").get("server_api"));
  }

  private Map<String, Instant> heartbeats(String name) {
    Map<String, Instant> heartbeats = new HashMap<>();
    service
        .list(RuntimeListQuery.named(null, name))
        .items()
        .forEach(row -> heartbeats.put(row.kind(), row.heartbeat()));
    return heartbeats;
  }

  /** Registering again writes a row in another way than the first time. */
  @Test
  void componentsThatRegisteredAgainAreBatched() throws Exception {
    for (int i = 0; i < CALLERS; i++) {
      service.register(Requests.pool("p" + i));
    }
    CallOf<String> beat = caller -> service.heartbeat(Requests.beat("p" + caller)).status();

    assertEquals(Collections.nCopies(CALLERS, "ok"), together(1, beat));
    // From then on they are batched.
    trace.clear();
    assertEquals(Collections.nCopies(20 * CALLERS, "ok"), together(20, beat));
    assertTrue(trace.size() < 10 * CALLERS, trace.size() + " statements");
  }

  /** Every fourth reports nothing; the others share statements with those. */
  @Test
  void metricsAreBatched() throws Exception {
    List<String> answers =
        together(
            10,
            caller -> {
              RuntimeHeartbeatRequest beat = Requests.beat("p" + caller);
              return service.heartbeat(caller % 4 == 0 ? beat : beat.with(active(caller))).status();
            });

    assertEquals(Collections.nCopies(10 * CALLERS, "ok"), answers);
    assertTrue(trace.size() < 5 * CALLERS, trace.size() + " statements");
    for (RuntimeComponentInfo row : service.list(Requests.EVERYTHING).items()) {
      int caller = Integer.parseInt(row.name().substring(1));
      JsonObject stored = row.json().object("runtime").object("metrics");
      assertEquals(
          caller % 4 == 0 ? null : Integer.toString(caller),
          stored.object("values").text("active"),
          row.name());
    }
  }

  @Test
  void statementsWithoutMetricsStayTheSame() throws Exception {
    together(5, caller -> service.heartbeat(Requests.beat("p" + caller)).status());
    assertEquals(
        List.of(), trace.stream().filter(statement -> statement.contains("metrics")).toList());
  }

  @Test
  void reportsOfOneComponentAllGetAResponse() throws Exception {
    List<String> ids =
        together(
            5, caller -> service.heartbeat(Requests.beat("p0").with(active(caller))).runtimeId());

    assertEquals(5 * CALLERS, ids.size());
    assertEquals(1, ids.stream().distinct().count());
  }

  private static HeartbeatMetrics active(int count) {
    return new HeartbeatMetrics(JsonObject.EMPTY.with("active", count));
  }

  @Test
  void callersOfOneNameAllGetAResponse() throws Exception {
    List<String> ids = together(5, caller -> service.heartbeat(Requests.beat("p0")).runtimeId());

    assertEquals(5 * CALLERS, ids.size());
    assertEquals(1, ids.stream().distinct().count());
  }

  @Test
  void unknownNameInABatchDoesNotAffectOthers() throws Exception {
    List<String> answers =
        together(
            5,
            caller -> {
              if (caller % 4 != 0) {
                return service.heartbeat(Requests.beat("p" + caller)).status();
              }
              return assertThrows(
                      UnknownComponent.class,
                      () -> service.heartbeat(Requests.beat("ghost" + caller)))
                  .name();
            });

    for (int caller = 0; caller < CALLERS; caller++) {
      String expected = caller % 4 == 0 ? "ghost" + caller : "ok";
      assertEquals(Collections.nCopies(5, expected), answers.subList(caller * 5, caller * 5 + 5));
    }
  }

  @Test
  void listContainsEarlierWrites() throws Exception {
    List<Boolean> seen =
        together(
            5,
            caller -> {
              String name = "own" + caller;
              service.register(
                  Requests.registration("{'name':'" + name + "','capacity':" + caller + "}"));
              boolean found =
                  service.list(Requests.EVERYTHING).items().stream()
                      .anyMatch(row -> row.name().equals(name));
              return found;
            });

    assertEquals(Collections.nCopies(5 * CALLERS, true), seen);
  }
}
