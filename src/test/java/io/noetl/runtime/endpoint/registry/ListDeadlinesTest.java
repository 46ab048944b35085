package io.noetl.runtime.endpoint.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.endpoint.TestTime;
import io.noetl.runtime.endpoint.context.EndpointContext;
import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.json.LogFormat;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists have 30 s, and the database is expected to answer within 2 s. */
@Timeout(60)
class ListDeadlinesTest {

  private final TestTime time = new TestTime();
  private final DatabaseMonitor database =
      new DatabaseMonitor(
          new ServerLog(
              new EndpointContext(
                  line -> {},
                  LogFormat.JSON,
                  () -> 0,
                  true,
                  InstantSource.system(),
                  time,
                  new Random(),
                  "test-host",
                  4711,
                  "1.2.3",
                  null)),
          time);
  private final AtomicInteger late = new AtomicInteger();
  private final Semaphore looks = new Semaphore(0);
  private final Semaphore answers = new Semaphore(0);
  private volatile boolean isAway;
  private final ListDeadlines lists =
      new ListDeadlines(Duration.ofSeconds(30), Duration.ofSeconds(2), database, this::look, time);

  private void look() {
    looks.release();
    answers.acquireUninterruptibly();
    if (isAway) {
      throw new Unreachable("away", Details.NONE);
    }
  }

  private void passes(int seconds) {
    time.passes(seconds);
    lists.tick();
  }

  private void awaitLook() throws InterruptedException {
    assertTrue(looks.tryAcquire(30, TimeUnit.SECONDS));
  }

  @Test
  void listWaitsWhileTheDatabaseAnswersOtherCalls() {
    lists.watch(late::incrementAndGet);
    for (int i = 0; i < 29; i++) {
      database.answered();
      passes(1);
    }
    assertEquals(0, late.get());
    passes(1);
    assertEquals(1, late.get());
    assertEquals(0, looks.availablePermits());
  }

  @Test
  void listWaitsWhenTheProbeSucceeds() throws InterruptedException {
    lists.watch(late::incrementAndGet);
    passes(2);
    awaitLook();
    long before = database.lastAnswer();
    answers.release();
    while (database.lastAnswer() == before) {
      Thread.sleep(1);
    }
    passes(1);
    assertEquals(0, late.get());
  }

  @Test
  void listIsLateWhenTheProbeIsNotAnswered() throws InterruptedException {
    lists.watch(late::incrementAndGet);
    passes(2);
    awaitLook();
    passes(1);
    assertEquals(0, late.get());
    passes(1);
    assertEquals(1, late.get());
    // A later list has its own deadline.
    lists.watch(late::incrementAndGet);
    passes(1);
    assertEquals(1, late.get());
    passes(1);
    assertEquals(2, late.get());
    assertEquals(0, looks.availablePermits(), "one look at a time");
    answers.release(10);
  }

  @Test
  void listIsLateWhenTheProbeFails() throws InterruptedException {
    isAway = true;
    answers.release(10);
    lists.watch(late::incrementAndGet);
    passes(2);
    awaitLook();
    passes(2);
    assertEquals(1, late.get());
  }
}
