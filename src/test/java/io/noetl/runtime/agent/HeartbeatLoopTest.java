package io.noetl.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeartbeatLoopTest {

  private static final HeartbeatSubject NAMED =
      HeartbeatSubject.named(RuntimeKind.WORKER_POOL, "demo");

  private final ScriptedTime time = new ScriptedTime();
  private final ScriptedRegistry registry = new ScriptedRegistry(time);
  private final List<String> events = new ArrayList<>();

  private Duration splay = Duration.ZERO;
  private Duration unknownGrace = Duration.ZERO;
  private RandomGenerator chance = FixedChance.MIDDLE;
  private @Nullable Integer maxFailures;

  private HeartbeatLoop loop(HeartbeatSubject subject) {
    return new HeartbeatLoop(
        registry,
        subject,
        new HeartbeatOptions(Duration.ofSeconds(10), splay, maxFailures, unknownGrace, null),
        time,
        chance,
        event -> events.add(time.seconds() + " " + shown(event)));
  }

  private static String shown(HeartbeatEvent event) {
    return switch (event) {
      case HeartbeatEvent.Alive alive -> "alive";
      case HeartbeatEvent.Registered registered ->
          "registered" + (registered.wasUnknown() ? ", was unknown" : "");
      case HeartbeatEvent.Failed failed -> "failed " + failed.inARow();
      case HeartbeatEvent.Lost lost -> "lost: " + lost.why().getMessage();
      case HeartbeatEvent.Recovered recovered ->
          "recovered after " + recovered.after() + ", missed " + recovered.missed();
      case HeartbeatEvent.Report report -> "report";
      case HeartbeatEvent.Ended ended -> "ended";
    };
  }

  private static RuntimeRegistrationRequest registration(String status) {
    return RuntimeRegistrationRequest.fromJson(
        JsonObject.EMPTY.with("name", "demo").with("runtime", "python").with("status", status));
  }

  private static RuntimeApiException busy(@Nullable Duration retryAfter) {
    return new RuntimeApiException.Unavailable("busy", Details.answered(503, retryAfter));
  }

  private static RuntimeApiException unknown() {
    return new RuntimeApiException.UnknownComponent(RuntimeKind.WORKER_POOL, "demo", Details.NONE);
  }

  private void runUntil(String end, HeartbeatLoop loop) {
    time.at(end, loop::stop);
    loop.run();
  }

  @Test
  void firstBeatComesAtOnceAndTheOthersOnASchedule() {
    // Each answer takes a second, and adds nothing to the distance.
    registry.before = verb -> time.pass(Duration.ofSeconds(1));
    runUntil("35S", loop(NAMED));
    assertEquals(
        List.of("0.0 heartbeat", "10.0 heartbeat", "20.0 heartbeat", "30.0 heartbeat"),
        registry.calls);
    assertEquals(
        List.of("1.0 alive", "11.0 alive", "21.0 alive", "31.0 alive", "35.0 ended"), events);
  }

  @Test
  void jitterIsATenthAndDoesNotAddUp() {
    chance = FixedChance.LEAST;
    runUntil("25S", loop(NAMED));
    assertEquals(List.of("0.0 heartbeat", "9.0 heartbeat", "19.0 heartbeat"), registry.calls);
  }

  @Test
  void lateJitterDoesNotAddUpEither() {
    chance = FixedChance.MOST;
    runUntil("25S", loop(NAMED));
    assertEquals(List.of("0.0 heartbeat", "11.0 heartbeat", "21.0 heartbeat"), registry.calls);
  }

  @Test
  void splayMovesTheFirstBeatAndTheSchedule() {
    splay = Duration.ofSeconds(6);
    runUntil("20S", loop(NAMED));
    assertEquals(List.of("3.0 heartbeat", "13.0 heartbeat"), registry.calls);
  }

  @Test
  void sleepIsFollowedByOneBeatNotByABurst() {
    time.at("12S", () -> time.pass(Duration.ofSeconds(48)));
    runUntil("75S", loop(NAMED));
    assertEquals(
        List.of("0.0 heartbeat", "10.0 heartbeat", "60.0 heartbeat", "70.0 heartbeat"),
        registry.calls);
  }

  @Test
  void outageIsTriedWithGrowingPausesUpToTheInterval() {
    chance = FixedChance.MOST;
    registry.before =
        verb -> {
          if (time.seconds() < 42) {
            throw busy(null);
          }
        };
    runUntil("53S", loop(NAMED));
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
        registry.calls);
    assertEquals("0.0 lost: busy", events.getFirst());
    assertEquals(
        List.of("45.5 recovered after PT45.5S, missed 5", "45.5 alive", "51.0 alive", "53.0 ended"),
        events.subList(events.size() - 4, events.size()));
    assertEquals(1, events.stream().filter(event -> event.contains("lost")).count());
  }

  @Test
  void retryAfterIsHonouredUpToFiveMinutes() {
    registry.before =
        verb -> {
          if (time.seconds() == 0) {
            throw busy(Duration.ofSeconds(17));
          } else if (time.seconds() < 20) {
            throw busy(Duration.ofDays(1));
          }
        };
    runUntil("318S", loop(NAMED));
    assertEquals(List.of("0.0 heartbeat", "17.0 heartbeat", "317.0 heartbeat"), registry.calls);
  }

  @Test
  void tooManyFailuresInARowEndTheLoop() {
    maxFailures = 3;
    registry.before =
        verb -> {
          if (registry.calls.size() != 3) {
            throw busy(Duration.ofSeconds(1));
          }
        };
    RuntimeApiException gaveUp =
        assertThrows(RuntimeApiException.Unavailable.class, loop(NAMED)::run);
    assertEquals("gave up after 3 failures in a row: busy", gaveUp.getMessage());
    assertEquals(6, registry.calls.size());
    assertEquals("ended", events.getLast().split(" ")[1]);
  }

  @Test
  void nameMayBeUnknownForTheGraceOnly() {
    unknownGrace = Duration.ofSeconds(2);
    chance = FixedChance.MOST;
    registry.before =
        verb -> {
          throw unknown();
        };
    assertThrows(RuntimeApiException.UnknownComponent.class, loop(NAMED)::run);
    assertEquals(
        List.of("0.0 heartbeat", "0.5 heartbeat", "1.5 heartbeat", "3.5 heartbeat"),
        registry.calls);
  }

  @Test
  void unknownNameIsRegisteredWhereSomebodyKnowsHow() {
    registry.before =
        verb -> {
          if (verb.equals("heartbeat") && registry.calls.size() == 1) {
            throw unknown();
          }
        };
    runUntil("15S", loop(HeartbeatSubject.of(registration("ready"))));
    assertEquals(
        List.of(
            "0.0 heartbeat with registration",
            "0.0 register ready",
            "10.0 heartbeat with registration"),
        registry.calls);
    assertEquals(
        List.of("0.0 registered, was unknown", "0.0 alive", "10.0 alive", "15.0 ended"), events);
  }

  @Test
  void unknownNameThatCannotBeRegisteredIsAnOutage() {
    registry.before =
        verb -> {
          if (time.seconds() == 0) {
            throw verb.equals("heartbeat") ? unknown() : busy(null);
          }
        };
    runUntil("5S", loop(HeartbeatSubject.of(registration("ready"))));
    assertEquals("0.0 lost: busy", events.getFirst());
    assertEquals("0.25 recovered after PT0.25S, missed 1", events.get(2));
  }

  @Test
  void refusalOfTheFirstBeatEndsTheLoopAndALaterOneDoesNot() {
    RuntimeApiException forbidden = new RuntimeApiException.NotAllowed("no", Details.NONE);
    registry.before =
        verb -> {
          if (time.seconds() == 10) {
            throw forbidden;
          }
        };
    runUntil("12S", loop(NAMED));
    assertEquals("10.25 alive", events.get(events.size() - 2));

    registry.before =
        verb -> {
          throw forbidden;
        };
    assertSame(forbidden, assertThrows(RuntimeApiException.NotAllowed.class, loop(NAMED)::run));
  }

  @Test
  void reloadLeavesADrainToWhoeverAskedForIt() {
    registry.rows =
        List.of(
            new RuntimeComponentInfo(
                Json.readObject(
                    """
                    {"name":"demo","status":"draining","runtime":{"drain_note":"new kernel"}}
                    """)));
    HeartbeatLoop loop = loop(HeartbeatSubject.of(registration("ready")));
    time.at("3S", () -> loop.reload(HeartbeatSubject.of(registration("ready"))));
    runUntil("5S", loop);
    assertEquals(
        List.of("0.0 heartbeat with registration", "3.0 list", "3.0 register draining, new kernel"),
        registry.calls);
  }

  @Test
  void changeRegistersAtOnceAndAgainUntilItSucceeds() {
    HeartbeatLoop loop = loop(HeartbeatSubject.of(registration("ready")));
    time.at("3S", () -> loop.register(registration("draining")));
    registry.before =
        verb -> {
          if (time.seconds() == 3) {
            throw busy(Duration.ofSeconds(1));
          }
        };
    runUntil("12S", loop);
    assertEquals(
        List.of(
            "0.0 heartbeat with registration",
            "3.0 register draining",
            "4.0 register draining",
            "10.0 heartbeat with registration"),
        registry.calls);
    assertEquals("4.0 registered", events.get(4));
  }

  @Test
  void statusIsKeptByRegisteringAtEachBeat() {
    runUntil("15S", loop(HeartbeatSubject.keepingStatus(registration("draining"))));
    assertEquals(List.of("0.0 register draining", "10.0 register draining"), registry.calls);
    assertEquals(List.of("0.0 alive", "10.0 alive", "15.0 ended"), events);
  }

  @Test
  void beatThatIsAskedForComesBetweenTheOthers() {
    HeartbeatLoop loop = loop(NAMED);
    time.at("4S", loop::beatNow);
    runUntil("12S", loop);
    assertEquals(List.of("0.0 heartbeat", "4.0 heartbeat", "10.0 heartbeat"), registry.calls);
  }

  @Test
  void reportsComeBetweenTheBeats() {
    HeartbeatLoop loop =
        new HeartbeatLoop(
            registry,
            NAMED,
            new HeartbeatOptions(
                Duration.ofSeconds(100),
                Duration.ZERO,
                null,
                Duration.ZERO,
                Duration.ofSeconds(60)),
            time,
            chance,
            event -> events.add(time.seconds() + " " + shown(event)));
    runUntil("130S", loop);
    assertEquals(
        List.of("0.0 alive", "60.0 report", "100.0 alive", "120.0 report", "130.0 ended"), events);
  }

  @Test
  void stopBreaksABeatOffAndLeavesNoInterruption() {
    HeartbeatLoop loop = loop(NAMED);
    registry.before =
        verb -> {
          loop.stop();
          if (Thread.currentThread().isInterrupted()) {
            throw busy(null);
          }
        };
    loop.run();
    assertEquals(List.of("0.0 ended"), events);
    assertEquals(false, Thread.interrupted());
  }

  @Test
  void lastWordsAreRepeatedWithGrowingPauses() {
    registry.before =
        verb -> {
          throw busy(null);
        };
    LastWords words = new LastWords(registry, 3, Duration.ofMillis(500), time);
    assertThrows(
        RuntimeApiException.Unavailable.class,
        () -> words.speak(new RuntimeDeregistrationRequest("demo", RuntimeKind.WORKER_POOL)));
    assertEquals(
        List.of("0.0 deregister", "0.5 deregister", "1.5 deregister", "3.5 deregister"),
        registry.calls);
  }
}
