package io.noetl.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.Unsupported;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A row of a kind that a server neither lists nor takes heartbeats of. */
class ExclusiveRegistryTest {

  private final ScriptedRegistry registry = new ScriptedRegistry(new ScriptedTime());
  private final List<String> lost = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private Set<String> missing = Set.of("list", "heartbeat");

  private ExclusiveRegistry row(boolean exclusive, boolean watched) {
    registry.before =
        verb -> {
          if (missing.contains(verb)) {
            throw new Unsupported("S does not offer " + verb, Details.NONE);
          }
        };
    return new ExclusiveRegistry(
        registry,
        request -> {
          if (exclusive) {
            // As over HTTP, where the condition is checked on a list.
            registry.before.call("list");
          }
          return RegistrationCondition.NONE;
        },
        watched ? lost::add : null,
        told::add,
        Duration.ofSeconds(15),
        new ScriptedTime());
  }

  private static RuntimeRegistrationRequest registration(String kind) {
    return RuntimeRegistrationRequest.fromJson(
        JsonObject.EMPTY.with("name", "b1").with("kind", kind).with("uri", "http://b1"));
  }

  private static RuntimeHeartbeatRequest beat(RuntimeRegistrationRequest registration) {
    return new RuntimeHeartbeatRequest(registration.name(), registration.kind(), null);
  }

  private List<String> verbs() {
    return registry.calls.stream().map(call -> call.split(" ")[1]).toList();
  }

  @Test
  void brokerThatCannotBeListedIsRegisteredWithOneWarning() {
    ExclusiveRegistry row = row(true, false);
    RuntimeRegistrationRequest broker = registration("broker");

    row.register(broker, RegistrationCondition.NONE);
    row.register(broker, RegistrationCondition.NONE);

    assertEquals(List.of("register", "register"), verbs());
    assertEquals(
        List.of("S does not offer list; cannot tell whether another process holds broker b1"),
        told);
  }

  @Test
  void heartbeatIsARegistrationWhereTheServerTakesNoOther() {
    ExclusiveRegistry row = row(false, false);
    RuntimeRegistrationRequest broker = registration("server_api");
    row.register(broker, RegistrationCondition.NONE);

    assertEquals("ok", row.heartbeat(beat(broker)).status());
    assertEquals("1", row.heartbeat(beat(broker)).runtimeId());

    assertEquals(List.of("register", "heartbeat", "register", "heartbeat", "register"), verbs());
    assertEquals(List.of(), told);
  }

  @Test
  void ownerIsWarnedOnceThatALossCannotBeSeen() {
    ExclusiveRegistry row = row(false, true);
    RuntimeRegistrationRequest broker = registration("broker");
    row.register(broker, RegistrationCondition.NONE);

    row.heartbeat(beat(broker));
    row.heartbeat(beat(broker));

    assertEquals(List.of(), lost);
    assertEquals(1, told.size());
    assertEquals(
        List.of("register", "list", "heartbeat", "register", "heartbeat", "register"), verbs());
  }

  @Test
  void serverThatDoesNotEvenRegisterTheKindIsAFailureOfTheFirstRegistration() {
    missing = Set.of("register");
    Unsupported failure =
        assertThrows(
            Unsupported.class,
            () -> row(false, false).register(registration("broker"), RegistrationCondition.NONE));
    assertEquals("S does not offer register", failure.getMessage());
    assertEquals(List.of(), told);
  }

  @Test
  void poolThatCannotBeListedIsNotRegisteredOverAnother() {
    assertThrows(
        Unsupported.class,
        () -> row(true, false).register(registration("worker_pool"), RegistrationCondition.NONE));
    assertEquals(List.of(), verbs());
    assertEquals(List.of(), told);
  }

  @Test
  void poolContinuesItsHeartbeatsWhileAnotherRowBreaksTheList() {
    missing = Set.of("list");
    ExclusiveRegistry row = row(false, true);
    RuntimeRegistrationRequest pool = registration("worker_pool");
    row.register(pool, RegistrationCondition.NONE);

    row.heartbeat(beat(pool));
    row.heartbeat(beat(pool));

    assertEquals(List.of("register", "list", "heartbeat", "list", "heartbeat"), verbs());
    assertEquals(List.of(), lost);
    assertEquals(List.of(), told);
  }

  @Test
  void heartbeatOfAPoolThatFindsNoRouteRegistersNothing() {
    missing = Set.of("heartbeat");
    ExclusiveRegistry row = row(false, false);
    RuntimeRegistrationRequest pool = registration("worker_pool");
    row.register(pool, RegistrationCondition.NONE);

    assertThrows(Unsupported.class, () -> row.heartbeat(beat(pool)));

    assertEquals(List.of("register", "heartbeat"), verbs());
  }
}
