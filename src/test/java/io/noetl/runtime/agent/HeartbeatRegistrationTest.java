package io.noetl.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the loop registers, and as what. */
class HeartbeatRegistrationTest {

  private final ScriptedLoop script = new ScriptedLoop();

  @Test
  void nameMayBeUnknownForTheGraceOnly() {
    script.options = script.options.withUnknownGrace(Duration.ofSeconds(2));
    script.chance = FixedChance.MOST;
    script.registry.before =
        verb -> {
          throw ScriptedLoop.unknown();
        };
    assertThrows(RuntimeApiException.UnknownComponent.class, script.loop(ScriptedLoop.NAMED)::run);
    assertEquals(
        List.of("0.0 heartbeat", "0.5 heartbeat", "1.5 heartbeat", "3.5 heartbeat"),
        script.registry.calls);
  }

  @Test
  void unknownNameIsRegisteredWhereARegistrationIsKnown() {
    script.registry.before =
        verb -> {
          if (verb.equals("heartbeat") && script.registry.calls.size() == 1) {
            throw ScriptedLoop.unknown();
          }
        };
    script.runUntil("15S", script.loop(HeartbeatTarget.of(ScriptedLoop.registration("ready"))));
    assertEquals(
        List.of(
            "0.0 heartbeat with registration",
            "0.0 register ready",
            "10.0 heartbeat with registration"),
        script.registry.calls);
    assertEquals(
        List.of("0.0 registered, was unknown, first", "0.0 alive", "10.0 alive", "15.0 ended"),
        script.events);
  }

  @Test
  void onlyWhatArrivedBeforeIsRegisteredAgain() {
    script.registry.before =
        verb -> {
          boolean forgets = script.time.seconds() == 0 || script.time.seconds() == 20;
          if (forgets && verb.equals("heartbeat")) {
            throw ScriptedLoop.unknown();
          }
        };
    script.runUntil("25S", script.loop(HeartbeatTarget.of(ScriptedLoop.registration("ready"))));
    assertEquals(
        List.of(
            "0.0 registered, was unknown, first",
            "0.0 alive",
            "10.0 alive",
            "20.0 registered, was unknown",
            "20.0 alive",
            "25.0 ended"),
        script.events);
  }

  @Test
  void whatIsAskedForBeforeAnythingArrivedIsTheFirst() {
    HeartbeatLoop loop = script.loop(HeartbeatTarget.of(ScriptedLoop.registration("ready")));
    loop.register(ScriptedLoop.registration("ready"));
    script.runUntil("5S", loop);
    assertEquals(List.of("0.0 registered, first", "0.0 alive", "5.0 ended"), script.events);
  }

  @Test
  void unknownNameThatCannotBeRegisteredIsAnOutage() {
    script.registry.before =
        verb -> {
          if (script.time.seconds() == 0) {
            throw verb.equals("heartbeat") ? ScriptedLoop.unknown() : ScriptedLoop.busy(null);
          }
        };
    script.runUntil("5S", script.loop(HeartbeatTarget.of(ScriptedLoop.registration("ready"))));
    assertEquals("0.0 lost: busy", script.events.getFirst());
    assertEquals("0.25 recovered after PT0.25S, missed 1", script.events.get(2));
  }

  @Test
  void reloadDoesNotEndADrain() {
    script.registry.rows =
        List.of(
            new RuntimeComponentInfo(
                TestJson.object(
                    """
                    {"name":"demo","status":"draining","runtime":{"drain_note":"new kernel"}}
                    """)));
    HeartbeatLoop loop = script.loop(HeartbeatTarget.of(ScriptedLoop.registration("ready")));
    script.time.at("3S", () -> loop.reload(HeartbeatTarget.of(ScriptedLoop.registration("ready"))));
    script.runUntil("5S", loop);
    assertEquals(
        List.of("0.0 heartbeat with registration", "3.0 list", "3.0 register draining, new kernel"),
        script.registry.calls);
  }

  @Test
  void changeRegistersAtOnceAndAgainUntilItSucceeds() {
    HeartbeatLoop loop = script.loop(HeartbeatTarget.of(ScriptedLoop.registration("ready")));
    script.time.at("3S", () -> loop.register(ScriptedLoop.registration("draining")));
    script.registry.before =
        verb -> {
          if (script.time.seconds() == 3) {
            throw ScriptedLoop.busy(Duration.ofSeconds(1));
          }
        };
    script.runUntil("12S", loop);
    assertEquals(
        List.of(
            "0.0 heartbeat with registration",
            "3.0 register draining",
            "4.0 register draining",
            "10.0 heartbeat with registration"),
        script.registry.calls);
    assertEquals("4.0 registered", script.events.get(4));
  }

  @Test
  void statusIsKeptByRegisteringAtEachHeartbeat() {
    script.runUntil(
        "15S", script.loop(HeartbeatTarget.keepingStatus(ScriptedLoop.registration("draining"))));
    assertEquals(List.of("0.0 register draining", "10.0 register draining"), script.registry.calls);
    assertEquals(List.of("0.0 alive", "10.0 alive", "15.0 ended"), script.events);
  }
}
