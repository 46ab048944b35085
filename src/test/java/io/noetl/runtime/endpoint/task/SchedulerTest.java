package io.noetl.runtime.endpoint.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.MetricsPage;
import io.noetl.runtime.endpoint.TestCaller;
import io.noetl.runtime.endpoint.TestTime;
import io.noetl.runtime.endpoint.api.ServerRoutes;
import io.noetl.runtime.endpoint.context.EndpointContext;
import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.registry.DatabaseMonitor;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.ErrorAnswers;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.json.LogFormat;
import io.noetl.runtime.service.RuntimeService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SchedulerTest {

  private static final Duration OFTEN = Duration.ofMillis(1);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final TestTime time = new TestTime();
  private final EndpointContext context =
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
          null);
  private final Scheduler scheduler = new Scheduler(new ServerLog(context), time);

  @AfterEach
  void close() {
    scheduler.close();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  @Test
  void runUnderWayEndsUninterruptedWhenTheSchedulerIsClosed() throws InterruptedException {
    Semaphore began = new Semaphore(0);
    Semaphore mayEnd = new Semaphore(0);
    AtomicInteger ended = new AtomicInteger();
    scheduler.every(
        Duration.ZERO,
        OFTEN,
        "sweeper",
        () -> {
          began.release();
          try {
            mayEnd.acquire();
            ended.incrementAndGet();
          } catch (InterruptedException interrupted) {
            ended.addAndGet(100);
          }
        });
    began.acquire();
    Thread closer = Thread.ofVirtual().start(scheduler::close);
    mayEnd.release();
    closer.join();
    assertEquals(1, ended.get());
    assertEquals(0, began.availablePermits());
  }

  @Test
  void runThatDoesNotEndIsInterruptedWhenTheSchedulerIsClosed() throws InterruptedException {
    Semaphore interrupted = new Semaphore(0);
    Semaphore began = new Semaphore(0);
    scheduler.every(
        Duration.ZERO,
        OFTEN,
        "sweeper",
        () -> {
          began.release();
          try {
            new Semaphore(0).acquire();
          } catch (InterruptedException closed) {
            interrupted.release();
          }
        });
    began.acquire();
    scheduler.close();
    interrupted.acquire();
  }

  @Test
  void taskRunsAgainWhateverItThrows() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    scheduler.every(
        Duration.ZERO,
        OFTEN,
        "thrower",
        () -> {
          switch (runs.incrementAndGet()) {
            case 1 -> throw new OutOfMemoryError("Java heap space");
            case 2 -> throw new StackOverflowError();
            case 3 -> throw new NoClassDefFoundError("X");
            case 4 -> throw new IllegalStateException("odd");
            default -> {}
          }
        });
    await(() -> runs.get() > 6);
    assertEquals(4, lines.size());
    assertTrue(lines.getFirst().contains("java.lang.OutOfMemoryError: Java heap space"));
    assertTrue(lines.getFirst().contains("\"task\":\"thrower\""));
  }

  @Test
  void taskRunsAgainWhenLoggingFails() throws InterruptedException {
    EndpointContext broken =
        new EndpointContext(
            line -> {
              throw new OutOfMemoryError("Java heap space");
            },
            LogFormat.JSON,
            () -> 0,
            false,
            InstantSource.system(),
            time,
            new Random(),
            "h",
            1,
            "1",
            null);
    AtomicInteger runs = new AtomicInteger();
    try (Scheduler other = new Scheduler(new ServerLog(broken), time)) {
      other.every(
          Duration.ZERO,
          OFTEN,
          "thrower",
          () -> {
            runs.incrementAndGet();
            throw new OutOfMemoryError("Java heap space");
          });
      await(() -> runs.get() > 3);
    }
  }

  @Test
  void blockedTaskIsLateUntilItRunsAgain() throws InterruptedException {
    Semaphore leave = new Semaphore(0);
    scheduler.every(Duration.ZERO, Duration.ofSeconds(1), "sweeper", leave::acquireUninterruptibly);
    assertNull(scheduler.lateTask());
    time.passes(32);
    assertNull(scheduler.lateTask(), "twice the pause and 30 s");
    time.passes(1);
    assertEquals("the sweeper has not run for 33 s", scheduler.lateTask());
    assertTrue(page().contains("noetl_runtime_task_age_seconds{task=\"sweeper\"} 33.0\n"), page());
    leave.release();
    await(() -> scheduler.lateTask() == null);
  }

  @Test
  void lateTaskAndItsRecoveryAreLoggedOnce() throws InterruptedException {
    Semaphore leave = new Semaphore(0);
    scheduler.every(Duration.ZERO, OFTEN, "sweeper", leave::acquireUninterruptibly);
    time.passes(60);
    scheduler.logLateTask();
    scheduler.logLateTask();
    leave.release();
    await(() -> scheduler.lateTask() == null);
    scheduler.logLateTask();
    assertEquals(
        List.of(
            "\"event\":\"task_late\",\"message\":\"the sweeper has not run for 60 s\"}",
            "\"event\":\"tasks_run_again\"}"),
        lines.stream().map(line -> line.substring(line.indexOf("\"event\""))).toList());
  }

  @Test
  void lateTaskMakesTheServerUnhealthy(@TempDir Path folder) throws InterruptedException {
    Semaphore leave = new Semaphore(0);
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"))) {
      Route.Blocking health =
          new ServerRoutes(
                  registry,
                  new DatabaseMonitor(new ServerLog(context), time),
                  new ErrorAnswers(Duration.ofSeconds(3)),
                  Duration.ofSeconds(60),
                  scheduler,
                  "1")
              .routes().stream()
                  .filter(route -> route.path().equals("/api/health"))
                  .map(Route.Blocking.class::cast)
                  .findFirst()
                  .orElseThrow();
      Call call =
          new Call("GET", List.of(), Map.of(), null, new byte[0], new TestCaller(), null, false);
      scheduler.every(Duration.ZERO, OFTEN, "sweeper", leave::acquireUninterruptibly);
      time.passes(60);
      Reply late = health.handler().answer(call);
      assertEquals(503, late.status());
      assertEquals(
          "{\"status\":\"unavailable\",\"database\":\"ok\","
              + "\"reason\":\"the sweeper has not run for 60 s\"}",
          new String(late.body(), StandardCharsets.UTF_8));
      assertEquals("3", late.headers().get("Retry-After"));
      leave.release();
      await(() -> scheduler.lateTask() == null);
      assertEquals(200, health.handler().answer(call).status());
    }
  }

  private String page() {
    return MetricsPage.of(scheduler);
  }
}
