package io.noetl.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop while heartbeats fail. */
class HeartbeatOutageTest {

  private final ScriptedLoop script = new ScriptedLoop();

  @Test
  void outageIsTriedWithGrowingPausesUpToTheInterval() {
    script.chance = FixedChance.MOST;
    script.registry.before =
        verb -> {
          if (script.time.seconds() < 42) {
            throw ScriptedLoop.busy(null);
          }
        };
    script.runUntil("53S", script.loop(ScriptedLoop.NAMED));
    assertEquals(
        List.of(
            "0.0 heartbeat",
            "0.5 heartbeat",
            "1.5 heartbeat",
            "3.5 heartbeat",
            "7.5 heartbeat",
            "15.5 heartbeat",
            "25.5 heartbeat",
            "35.5 heartbeat",
            "45.5 heartbeat",
            "51.0 heartbeat"),
        script.registry.calls);
    assertEquals("0.0 lost: busy", script.events.getFirst());
    assertEquals(
        List.of("45.5 recovered after PT45.5S, missed 5", "45.5 alive", "51.0 alive", "53.0 ended"),
        script.events.subList(script.events.size() - 4, script.events.size()));
    assertEquals(1, script.events.stream().filter(event -> event.contains("lost")).count());
  }

  @Test
  void retryAfterIsHonouredUpToFiveMinutes() {
    script.registry.before =
        verb -> {
          if (script.time.seconds() == 0) {
            throw ScriptedLoop.busy(Duration.ofSeconds(17));
          } else if (script.time.seconds() < 20) {
            throw ScriptedLoop.busy(Duration.ofDays(1));
          }
        };
    script.runUntil("318S", script.loop(ScriptedLoop.NAMED));
    assertEquals(
        List.of("0.0 heartbeat", "17.0 heartbeat", "317.0 heartbeat"), script.registry.calls);
  }

  @Test
  void tooManyFailuresInARowEndTheLoop() {
    script.options = script.options.withMaxFailures(3);
    script.registry.before =
        verb -> {
          if (script.registry.calls.size() != 3) {
            throw ScriptedLoop.busy(Duration.ofSeconds(1));
          }
        };
    RuntimeApiException gaveUp =
        assertThrows(RuntimeApiException.Unavailable.class, script.loop(ScriptedLoop.NAMED)::run);
    assertEquals("gave up after 3 failures in a row: busy", gaveUp.getMessage());
    assertEquals(6, script.registry.calls.size());
    assertEquals("ended", script.events.getLast().split(" ")[1]);
  }

  @Test
  void refusalOfTheFirstHeartbeatEndsTheLoopAndALaterOneDoesNot() {
    RuntimeApiException forbidden = new RuntimeApiException.NotAllowed("no", Details.NONE);
    script.registry.before =
        verb -> {
          if (script.time.seconds() == 10) {
            throw forbidden;
          }
        };
    script.runUntil("12S", script.loop(ScriptedLoop.NAMED));
    assertEquals("10.25 alive", script.events.get(script.events.size() - 2));

    script.registry.before =
        verb -> {
          throw forbidden;
        };
    assertSame(
        forbidden,
        assertThrows(RuntimeApiException.NotAllowed.class, script.loop(ScriptedLoop.NAMED)::run));
  }

  @Test
  void finalDeregistrationIsRetriedWithGrowingPauses() {
    script.registry.before =
        verb -> {
          throw ScriptedLoop.busy(null);
        };
    FinalDeregistration deregistration =
        new FinalDeregistration(script.registry, 3, Duration.ofMillis(500), script.time);
    assertThrows(
        RuntimeApiException.Unavailable.class,
        () ->
            deregistration.run(new RuntimeDeregistrationRequest("demo", RuntimeKind.WORKER_POOL)));
    assertEquals(
        List.of("0.0 deregister", "0.5 deregister", "1.5 deregister", "3.5 deregister"),
        script.registry.calls);
  }
}
