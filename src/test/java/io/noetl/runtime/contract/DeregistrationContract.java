package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.beat;
import static io.noetl.runtime.contract.ContractWords.deregistration;
import static io.noetl.runtime.contract.ContractWords.lasting;
import static io.noetl.runtime.contract.ContractWords.lastingObject;
import static io.noetl.runtime.contract.ContractWords.lines;
import static io.noetl.runtime.contract.ContractWords.only;
import static io.noetl.runtime.contract.ContractWords.plain;
import static io.noetl.runtime.contract.ContractWords.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What deregistering does, whatever is behind the registry. */
interface DeregistrationContract {

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  @Test
  default void deregisteringMarksOfflineAndKeepsTheRest() {
    api()
        .register(
            registration(
                """
                {'name':'p','runtime':'python','uri':'http://h','status':'busy','capacity':2,
                 'labels':{'env':'prod'},'pid':1,'hostname':'h','meta':{'zone':'a'}}
                """));
    RuntimeComponentInfo before = only(api(), "p");

    RuntimeRegistrationResponse answer =
        api().deregister(deregistration(RuntimeKind.WORKER_POOL, "p"));

    assertEquals("ok", answer.status());
    assertEquals("p", answer.json().text("name"));
    RuntimeComponentInfo after = only(api(), "p");
    assertEquals(plain(lastingObject(before).with("status", "offline")), lasting(after));
    assertEquals(before.runtimeId(), after.runtimeId());
    assertEquals(before.heartbeat(), after.heartbeat());
  }

  @Test
  default void deregisteringTwiceIsNoError() {
    api().register(registration("{'name':'p'}"));

    RuntimeRegistrationResponse first =
        api().deregister(deregistration(RuntimeKind.WORKER_POOL, "p"));
    RuntimeRegistrationResponse second =
        api().deregister(deregistration(RuntimeKind.WORKER_POOL, "p"));

    assertEquals("ok", second.status());
    assertEquals(first, second);
    assertEquals("offline", only(api(), "p").status());
  }

  @ParameterizedTest
  @EnumSource
  default void deregisteringUnknownNameSaysUnknown(RuntimeKind kind) {
    UnknownComponent unknown =
        assertThrows(
            UnknownComponent.class, () -> api().deregister(deregistration(kind, "it's \"x\"")));

    assertEquals(kind, unknown.kind());
    assertEquals("it's \"x\"", unknown.name());
    assertEquals(
        "no " + kind.word() + " named \"it's \\\"x\\\"\" is registered", unknown.getMessage());
    assertEquals(List.of(), lines(api(), RuntimeListQuery.of(null)));
  }

  @Test
  default void registeringAfterDeregisteringKeepsTheId() {
    String id = api().register(registration("{'name':'p'}")).runtimeId();
    api().deregister(deregistration(RuntimeKind.WORKER_POOL, "p"));

    assertEquals(id, api().register(registration("{'name':'p'}")).runtimeId());
    assertEquals("ready", only(api(), "p").status());
  }

  @Test
  default void previewChangesNothing() {
    api().register(registration("{'name':'p','capacity':1}"));
    RuntimeListResponse before = api().list(RuntimeListQuery.of(null));
    List<RuntimeRequest> requests =
        List.of(
            registration("{'name':'p','capacity':2}"),
            registration("{'name':'new'}"),
            beat(RuntimeKind.WORKER_POOL, "p"),
            beat(RuntimeKind.WORKER_POOL, "new", "{'name':'new','runtime':'python'}"),
            deregistration(RuntimeKind.WORKER_POOL, "p"),
            deregistration(RuntimeKind.BROKER, "ghost"));

    for (RuntimeRequest request : requests) {
      RequestPreview preview = api().preview(request);
      assertEquals(request.toJson(), preview.body());
    }

    assertEquals(before.items(), api().list(RuntimeListQuery.of(null)).items());
  }
}
