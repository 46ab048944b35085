package io.noetl.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The times at which the loop sends heartbeats and reports. */
class HeartbeatLoopTest {

  private final ScriptedLoop script = new ScriptedLoop();

  @Test
  void firstHeartbeatIsSentAtOnceAndTheOthersOnASchedule() {
    // Each answer takes a second, and adds nothing to the distance.
    script.registry.before = verb -> script.time.pass(Duration.ofSeconds(1));
    script.runUntil("35S", script.loop(ScriptedLoop.NAMED));
    assertEquals(
        List.of("0.0 heartbeat", "10.0 heartbeat", "20.0 heartbeat", "30.0 heartbeat"),
        script.registry.calls);
    assertEquals(
        List.of("1.0 alive", "11.0 alive", "21.0 alive", "31.0 alive", "35.0 ended"),
        script.events);
  }

  @Test
  void jitterIsATenthAndDoesNotAddUp() {
    script.chance = FixedChance.LEAST;
    script.runUntil("25S", script.loop(ScriptedLoop.NAMED));
    assertEquals(
        List.of("0.0 heartbeat", "9.0 heartbeat", "19.0 heartbeat"), script.registry.calls);
  }

  @Test
  void lateJitterDoesNotAddUpEither() {
    script.chance = FixedChance.MOST;
    script.runUntil("25S", script.loop(ScriptedLoop.NAMED));
    assertEquals(
        List.of("0.0 heartbeat", "11.0 heartbeat", "21.0 heartbeat"), script.registry.calls);
  }

  @Test
  void splayMovesTheFirstHeartbeatAndTheSchedule() {
    script.options = script.options.withSplay(Duration.ofSeconds(6));
    script.runUntil("20S", script.loop(ScriptedLoop.NAMED));
    assertEquals(List.of("3.0 heartbeat", "13.0 heartbeat"), script.registry.calls);
  }

  @Test
  void sleepIsFollowedByOneHeartbeatNotByABurst() {
    script.time.at("12S", () -> script.time.pass(Duration.ofSeconds(48)));
    script.runUntil("75S", script.loop(ScriptedLoop.NAMED));
    assertEquals(
        List.of("0.0 heartbeat", "10.0 heartbeat", "60.0 heartbeat", "70.0 heartbeat"),
        script.registry.calls);
  }

  @Test
  void requestedHeartbeatIsSentBetweenScheduledOnes() {
    HeartbeatLoop loop = script.loop(ScriptedLoop.NAMED);
    script.time.at("4S", loop::beatNow);
    script.runUntil("12S", loop);
    assertEquals(
        List.of("0.0 heartbeat", "4.0 heartbeat", "10.0 heartbeat"), script.registry.calls);
  }

  @Test
  void metricsAreReadForEachHeartbeat() {
    AtomicInteger reads = new AtomicInteger();
    script.options =
        script.options.withMetrics(() -> {
          int count = reads.incrementAndGet();
          return count == 2 ? null : new HeartbeatMetrics(JsonObject.EMPTY.with("read", count));
        });
    script.runUntil("25S", script.loop(ScriptedLoop.NAMED));
    assertEquals(
        List.of("0.0 heartbeat {\"read\":1}", "10.0 heartbeat", "20.0 heartbeat {\"read\":3}"),
        script.registry.calls);
  }

  @Test
  void latencyIsTheRegistrysWithoutTheMetrics() {
    script.options =
        script.options.withMetrics(() -> {
          script.time.pass(Duration.ofSeconds(2));
          return null;
        });
    script.registry.before = verb -> script.time.pass(Duration.ofSeconds(1));
    List<Duration> latencies = new ArrayList<>();
    HeartbeatLoop loop =
        new HeartbeatLoop(
            script.registry,
            ScriptedLoop.NAMED,
            script.options,
            script.time,
            script.chance,
            event -> {
              if (event instanceof HeartbeatEvent.Succeeded alive) {
                latencies.add(alive.latency());
              }
            });
    script.runUntil("15S", loop);
    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(1)), latencies);
  }

  @Test
  void reportsComeBetweenTheHeartbeats() {
    script.options =
        HeartbeatOptions.every(Duration.ofSeconds(100)).withReportEvery(Duration.ofSeconds(60));
    script.runUntil("130S", script.loop(ScriptedLoop.NAMED));
    assertEquals(
        List.of("0.0 alive", "60.0 report", "100.0 alive", "120.0 report", "130.0 ended"),
        script.events);
  }

  @Test
  void stopBreaksABeatOffAndLeavesNoInterruption() {
    HeartbeatLoop loop = script.loop(ScriptedLoop.NAMED);
    script.registry.before =
        verb -> {
          loop.stop();
          if (Thread.currentThread().isInterrupted()) {
            throw ScriptedLoop.busy(null);
          }
        };
    loop.run();
    assertEquals(List.of("0.0 ended"), script.events);
    assertEquals(false, Thread.interrupted());
  }

  @Test
  void registrationIsCheckedBeforeEachCallThatMayWriteIt() {
    List<RuntimeApiException> refusals =
        new ArrayList<>(
            List.of(ScriptedLoop.busy(null), new RuntimeApiException.Conflict("no", Details.NONE)));
    script.options =
        script.options.withGuard(written -> {
          throw refusals.removeFirst();
        });
    HeartbeatLoop loop = script.loop(HeartbeatTarget.of(ScriptedLoop.registration("paused")));
    assertThrows(RuntimeApiException.Conflict.class, loop::run);
    assertEquals(List.of(), script.registry.calls);
    assertEquals(List.of(), refusals);
  }
}
