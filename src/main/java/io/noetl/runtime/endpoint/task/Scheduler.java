package io.noetl.runtime.endpoint.task;

import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.metrics.MetricSource;
import io.noetl.runtime.json.JsonObject;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs periodic tasks, each on its own thread, until it is closed, and knows which of them are
 * late.
 */
public final class Scheduler implements MetricSource, AutoCloseable {

  /** How much longer than twice its pause a task may take before it counts as late. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long runs in progress may take to end when the scheduler is closed. */
  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final String AGE = "noetl_runtime_task_age_seconds";

  private final ServerLog log;
  private final LongSupplier nanoTime;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Task> tasks = new CopyOnWriteArrayList<>();
  private @Nullable String logged;

  /** Tasks that run now; they sleep in real time, so real time says which are late. */
  public Scheduler(ServerLog log) {
    this(log, System::nanoTime);
  }

  /** The same with another clock. */
  Scheduler(ServerLog log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** One task, and when its last run ended. */
  private static final class Task {

    private final String name;
    private final long longest;
    private volatile long ended;

    private Task(String name, long longest, long now) {
      this.name = name;
      this.longest = longest;
      this.ended = now;
    }
  }

  /** Runs a task after {@code first}, and then with {@code pause} between runs. */
  public void every(Duration first, Duration pause, String name, Runnable run) {
    long longest = first.plus(pause.multipliedBy(2)).plus(PATIENCE).toNanos();
    Task task = new Task(name, longest, nanoTime.getAsLong());
    tasks.add(task);
    threads.add(Thread.ofPlatform().daemon().name(name).start(() -> run(first, pause, task, run)));
  }

  /** Logs when a task is late, and when all run again. */
  public void watch() {
    every(LOOK, LOOK, "watchdog", this::logLateTask);
  }

  private void run(Duration first, Duration pause, Task task, Runnable run) {
    try {
      if (closed.await(first.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
      do {
        try {
          run.run();
        } catch (RuntimeException | Error bug) {
          // The next run may succeed.
          logFailure(bug, task);
        }
        task.ended = nanoTime.getAsLong();
      } while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Logging may fail for the same reason as the task, such as a lack of memory. */
  private void logFailure(Throwable bug, Task task) {
    try {
      log.bug("bug", bug, ServerLog.with("task", task.name));
    } catch (RuntimeException | Error again) {
      // The task has to run again in any case.
    }
  }

  /** The message about a late task; null when none is late. */
  public @Nullable String lateTask() {
    for (Task task : tasks) {
      long age = age(task);
      if (age > task.longest) {
        return "the " + task.name + " has not run for " + Duration.ofNanos(age).toSeconds() + " s";
      }
    }
    return null;
  }

  private long age(Task task) {
    return nanoTime.getAsLong() - task.ended;
  }

  void logLateTask() {
    String late = lateTask();
    if (late != null && logged == null) {
      log.warn("task_late", ServerLog.with("message", late));
    } else if (late == null && logged != null) {
      log.info("tasks_run_again", JsonObject.EMPTY);
    }
    logged = late;
  }

  @Override
  public void registerAt(PrometheusRegistry metrics) {
    GaugeWithCallback.builder()
        .name(AGE)
        .help("Seconds since each background task last ran.")
        .labelNames("task")
        .callback(page -> tasks.forEach(task -> page.call(age(task) / 1e9, task.name)))
        .register(metrics);
  }

  /**
   * Starts no other run, and waits briefly for those in progress: an interrupted one would report a
   * failure of the database. What runs for longer is interrupted.
   */
  @Override
  public void close() {
    closed.countDown();
    long end = nanoTime.getAsLong() + LONGEST_END.toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(end - nanoTime.getAsLong(), 0)));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    threads.forEach(Thread::interrupt);
  }
}
