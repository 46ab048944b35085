package io.noetl.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The registration before a child starts, on a clock that moves while it waits. */
class InitialRegistrationTest {

  private static final SupervisorOptions OPTIONS =
      SupervisorOptions.of(
          new SupervisorOptions.Command(
              "program",
              new Inheritance(List.of(), List.of(), new TreeSet<>(), Inheritance.HERE, 0, 0),
              Map.of(),
              true,
              OrphanPolicy.KEEP),
          ScriptedLoop.registration("ready"));

  private final ScriptedTime time = new ScriptedTime();
  private final ScriptedRegistry registry = new ScriptedRegistry(time);
  private final List<String> warnings = new ArrayList<>();

  private InitialRegistration registration(SupervisorOptions options) {
    ExclusiveRegistry exclusive =
        new ExclusiveRegistry(
            registry,
            options.ownership().condition(),
            null,
            warnings::add,
            options.interval(),
            time);
    return new InitialRegistration(exclusive, options, time, FixedChance.MIDDLE, warnings::add);
  }

  @Test
  void registrationIsRetriedWhileTheRegistryIsBusy() throws InterruptedException {
    registry.before =
        verb -> {
          if (registry.calls.size() < 3) {
            throw ScriptedLoop.busy(null);
          }
        };
    assertEquals("1", registration(OPTIONS).await());
    assertEquals(
        List.of("0.0 register ready", "0.75 register ready", "1.5 register ready"), registry.calls);
    assertEquals(List.of("busy; waiting for it"), warnings);
  }

  @Test
  void childStartsWithoutABusyRegistryWhereThatIsWanted() throws InterruptedException {
    registry.before =
        verb -> {
          throw ScriptedLoop.busy(null);
        };
    SupervisorOptions options =
        OPTIONS.withStart(new SupervisorOptions.Start(Duration.ofSeconds(30), true));
    assertNull(registration(options).await());
    assertEquals(List.of("0.0 register ready"), registry.calls);
    assertEquals(List.of("busy; starting anyway"), warnings);
  }

  @Test
  void refusalIsNotRetried() {
    RuntimeApiException forbidden = new RuntimeApiException.NotAllowed("no", Details.NONE);
    registry.before =
        verb -> {
          throw forbidden;
        };
    assertSame(
        forbidden,
        assertThrows(RuntimeApiException.NotAllowed.class, registration(OPTIONS)::await));
    assertEquals(List.of("0.0 register ready"), registry.calls);
    assertEquals(List.of(), warnings);
  }
}
