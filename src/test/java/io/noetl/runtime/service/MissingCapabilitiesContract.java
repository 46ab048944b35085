package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A table of a very old server, without the column {@code capabilities}. */
abstract class MissingCapabilitiesContract {

  private static final RuntimeRegistrationRequest OWNED =
      Requests.registration("{'name':'p','hostname':'h','pid':1}");

  private final List<String> notes = new ArrayList<>();
  private final List<String> statements = new ArrayList<>();

  /** A service on a table without the column, and without rows. */
  abstract RuntimeService open(Consumer<String> trace, Consumer<String> notes) throws Exception;

  /** The statement that adds the column, as the service names it. */
  abstract String remedy();

  abstract void execute(String sql) throws Exception;

  private RuntimeService open() throws Exception {
    return open(statements::add, notes::add);
  }

  private static RuntimeComponentInfo only(RuntimeService service) {
    List<RuntimeComponentInfo> items = service.list(Requests.EVERYTHING).items();
    assertEquals(1, items.size());
    return items.getFirst();
  }

  @Test
  void everyCallWorksAsTheFirst() throws Exception {
    List<Consumer<RuntimeService>> calls =
        List.of(
            service -> service.register(OWNED),
            service -> service.register(OWNED, new RegistrationCondition.IfAbsent()),
            service -> service.register(OWNED, Owners.exclusive(Duration.ofMinutes(1))),
            service -> service.heartbeat(Requests.beat("p")),
            service ->
                service.update(
                    RuntimeUpdateRequest.fromJson(
                        TestJson.object("{\"name\":\"p\",\"capacity\":3}"))),
            service -> service.list(Requests.EVERYTHING),
            service -> service.stream(Requests.EVERYTHING, (component, asOf) -> {}),
            service ->
                service.stream(Requests.EVERYTHING, new ListPage(1, null), (component, asOf) -> {}),
            service -> service.unresponsive(null, Duration.ZERO),
            service -> service.sweep(RuntimeKind.WORKER_POOL, Duration.ofMinutes(1)),
            service -> service.prune(List.of(only(service)), Duration.ofMinutes(1)));
    for (Consumer<RuntimeService> call : calls) {
      try (RuntimeService before = open()) {
        before.register(OWNED);
        assertEquals("p", only(before).name());
      }
      try (RuntimeService service = another(statements::add, notes::add)) {
        call.accept(service);
      }
    }
    assertEquals(List.of(), notes);
  }

  /** Another service on the same table. */
  abstract RuntimeService another(Consumer<String> trace, Consumer<String> notes) throws Exception;

  @Test
  void rowHasNoCapabilities() throws Exception {
    try (RuntimeService service = open()) {
      service.register(Requests.pool("p"));

      assertFalse(only(service).json().has("capabilities"));
    }
  }

  @Test
  void missingColumnIsReportedOnceWithItsRemedy() throws Exception {
    try (RuntimeService service = open()) {
      var registration = Requests.registration("{'name':'p','capabilities':['wasm']}");

      assertFalse(service.register(registration).json().has("capabilities"));
      service.register(registration);
    }
    assertEquals(
        List.of(
            "the table has no column for capabilities, so they are not stored; add one: "
                + remedy()),
        notes);
  }

  @Test
  void remedyAddsTheColumn() throws Exception {
    open().close();
    execute(remedy());
    try (RuntimeService service = another(statements::add, notes::add)) {
      service.register(Requests.registration("{'name':'p','capabilities':['wasm']}"));

      assertEquals(List.of("wasm"), only(service).capabilities());
    }
    assertEquals(List.of(), notes);
  }

  @Test
  void statementThatFailedForTheColumnIsNotRepeated() throws Exception {
    try (RuntimeService service = open()) {
      service.list(Requests.EVERYTHING);
      service.list(Requests.EVERYTHING);
      service.register(Requests.pool("p"));
    }
    assertEquals(1, statements.stream().filter(sql -> sql.contains("capabilities")).count());
  }

  @Test
  void heartbeatNeverUsesTheColumn() throws Exception {
    try (RuntimeService service = open()) {
      service.register(Requests.pool("p"));
    }
    statements.clear();
    try (RuntimeService service = another(statements::add, notes::add)) {
      service.heartbeat(Requests.beat("p"));
    }
    assertEquals(1, statements.size());
    assertTrue(statements.getFirst().startsWith("UPDATE"), statements.getFirst());
  }
}
