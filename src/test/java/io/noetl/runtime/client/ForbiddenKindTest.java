package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException.Conflict;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A constraint of the server's table, which arrives as the 500 of a passing failure. */
class ForbiddenKindTest {

  private static final String REGISTER = "/api/runtime/register";
  private static final String CHECK =
      "new row for relation \"runtime\" violates check constraint \"runtime_kind_check\"\n"
          + "DETAIL:  Failing row contains (1, s, scheduler, null, ready).";

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  private final RecordedTime time = new RecordedTime();

  private Conflict refused(String body) {
    Conflict refused =
        assertThrows(
            Conflict.class,
            () -> SERVER.client(time.retries(3), line -> {}).register(registration(body)));
    assertEquals(1, SERVER.asked().size());
    assertEquals(List.of(), time.waits());
    assertEquals(500, refused.httpStatus());
    return refused;
  }

  @ParameterizedTest
  @ValueSource(strings = {"scheduler", "monitor"})
  void kindThatTheTableForbidsIsAConflictAndNotTriedAgain(String kind) {
    SERVER.answers(
        "POST",
        REGISTER,
        WireMock.jsonResponse(
            Json.write(JsonObject.EMPTY.with("detail", "Database error: " + CHECK)), 500));

    Conflict refused = refused("{'name':'s','kind':'" + kind + "'}");

    assertEquals(
        "POST "
            + SERVER.address()
            + "/api/runtime/register: the server refuses components of kind "
            + kind
            + " (500): Database error: new row for relation \"runtime\" violates check constraint"
            + " \"runtime_kind_check\"",
        refused.getMessage());
    assertEquals(
        "the table of NoETL's servers takes worker_pool, server_api and broker; use one of these,"
            + " or a server that noetl-runtime serve runs",
        refused.hint());
  }

  @ParameterizedTest
  @ValueSource(ints = {195, 196})
  void kindThatAServerOf2025RefusesWithoutAReasonIsOneToo(int recorded) {
    SERVER.answers("POST", REGISTER, Recorded.answer(recorded));

    assertEquals(
        "POST "
            + SERVER.address()
            + "/api/runtime/register: the server refuses components of kind scheduler (500):"
            + " Database error: generator didn't stop after athrow()",
        refused("{'name':'sch-1','kind':'scheduler'}").getMessage());
  }

  @Test
  void kindThatARustServerRefusesIsOneToo() {
    SERVER.answers("POST", REGISTER, WireMock.aResponse().withStatus(404));
    SERVER.answers(
        "POST",
        "/api/worker/pool/register",
        WireMock.jsonResponse(
            Json.write(JsonObject.EMPTY.with("error", CHECK).with("status", 500)), 500));

    assertThrows(
        Conflict.class,
        () ->
            SERVER
                .client(time.retries(3), line -> {})
                .register(registration("{'name':'s','kind':'monitor'}")));
    assertEquals(List.of(), time.waits());
  }

  @Test
  void anotherConstraintIsAConflictThatNamesNoKind() {
    SERVER.answers(
        "POST",
        "/api/worker/pool/register",
        WireMock.jsonResponse(
            Json.write(
                JsonObject.EMPTY.with(
                    "detail", "null value in column \"status\" violates not-null constraint")),
            500));

    Conflict refused = refused("{'name':'p'}");

    assertEquals(
        "POST "
            + SERVER.address()
            + "/api/worker/pool/register: the server cannot store it (500): null value in column"
            + " \"status\" violates not-null constraint",
        refused.getMessage());
    assertNull(refused.hint());
  }

  @Test
  void poolThatFailsWithoutAReasonIsTriedAgain() {
    SERVER.answers("POST", "/api/worker/pool/register", Recorded.answer(29));

    assertThrows(
        Unavailable.class,
        () -> SERVER.client(time.retries(1), line -> {}).register(registration("{'name':'p'}")));
    assertEquals(2, SERVER.asked().size());
  }

  @Test
  void outageIsNoRefusalOfAKind() {
    SERVER.answers(
        "POST",
        REGISTER,
        WireMock.jsonResponse("{\"detail\":\"Database error: connection failed\"}", 500));

    assertThrows(
        Unavailable.class,
        () ->
            SERVER
                .client(time.retries(0), line -> {})
                .register(registration("{'name':'s','kind':'scheduler'}")));
  }
}
