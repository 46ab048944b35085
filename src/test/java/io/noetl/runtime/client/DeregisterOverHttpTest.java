package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.deregistration;
import static io.noetl.runtime.client.Requests.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeregisterOverHttpTest {

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  @Test
  void poolIsDeletedWithAJsonBody() {
    SERVER.answers("DELETE", "/api/worker/pool/deregister", Recorded.answer(135));

    RuntimeRegistrationResponse answer =
        SERVER.client().deregister(deregistration(RuntimeKind.WORKER_POOL, "ddelete"));

    assertEquals(
        List.of(
            quoted("DELETE /api/worker/pool/deregister {'name':'ddelete','kind':'worker_pool'}")),
        SERVER.asked());
    assertEquals("application/json", SERVER.requests().getFirst().getHeader("Content-Type"));
    assertEquals(
        quoted(
            "{'status':'ok','name':'ddelete','runtime_id':null,'runtime':null,"
                + "'kind':'worker_pool'}"),
        Json.write(answer.json()));
  }

  @Test
  void otherKindsGoToTheRuntimePath() {
    SERVER.answers("DELETE", "/api/runtime/deregister", Recorded.answer(205));

    RuntimeRegistrationResponse answer =
        SERVER.client().deregister(deregistration(RuntimeKind.SERVER_API, "api-2"));

    assertEquals(
        List.of(quoted("DELETE /api/runtime/deregister {'name':'api-2','kind':'server_api'}")),
        SERVER.asked());
    assertEquals("ok", answer.status());
  }

  @Test
  void realServerCannotTellThatANameIsUnknown() {
    SERVER.answers("DELETE", "/api/runtime/deregister", Recorded.answer(210));

    assertEquals(
        "ok", SERVER.client().deregister(deregistration(RuntimeKind.SCHEDULER, "ghost")).status());
  }

  @Test
  void serverThatChangedNothingDidNotKnowTheName() {
    SERVER.answers(
        "DELETE",
        "/api/runtime/deregister",
        Recorded.answer(210).withHeader("X-NoETL-Changed", "0"));

    UnknownComponent unknown =
        assertThrows(
            UnknownComponent.class,
            () -> SERVER.client().deregister(deregistration(RuntimeKind.SCHEDULER, "ghost")));

    assertEquals("no scheduler named \"ghost\" is registered", unknown.getMessage());
  }

  @Test
  void serverThatChangedARowSaysOk() {
    SERVER.answers(
        "DELETE",
        "/api/runtime/deregister",
        Recorded.answer(205).withHeader("X-NoETL-Changed", "1"));

    assertEquals(
        "ok", SERVER.client().deregister(deregistration(RuntimeKind.SERVER_API, "api-2")).status());
  }

  @Test
  void failureOfTheServerIsReported() {
    SERVER.answers("DELETE", "/api/worker/pool/deregister", Recorded.answer(150));

    Unavailable failed =
        assertThrows(
            Unavailable.class,
            () -> SERVER.client().deregister(deregistration(RuntimeKind.WORKER_POOL, "p")));

    assertEquals(
        "DELETE "
            + SERVER.address()
            + "/api/worker/pool/deregister: the server cannot do it now (500):"
            + " 'NoneType' object has no attribute 'get'",
        failed.getMessage());
  }
}
