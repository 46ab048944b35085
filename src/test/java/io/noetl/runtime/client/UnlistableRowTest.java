package io.noetl.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.Unsupported;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that has an error: because of one row, or because the database is away. */
class UnlistableRowTest {

  private static final String POOLS = "/api/worker/pools";
  private static final String EMPTY_LIST = POOLS + "?status=none";
  private static final RuntimeListQuery ALL = RuntimeListQuery.of(RuntimeKind.WORKER_POOL);
  private static final String HIDDEN = "generator didn't stop after athrow()";
  private static final String HINT =
      "name the row with: noetl-runtime doctor --direct, and list with --direct until it is fixed";

  /** As pydantic writes it. */
  private static final String LABELS =
      """
      1 validation error for RuntimeComponentInfo
      labels
        Input should be a valid dictionary [type=dict_type, input_value=['gpu'], input_type=list]
          For further information visit https://errors.pydantic.dev/2.13/v/dict_type\
      """;

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  private static ResponseDefinitionBuilder list(String error) {
    return WireMock.okJson(
        Json.write(
            JsonObject.EMPTY.with("items", List.of()).with("count", 0).with("error", error)));
  }

  @Test
  void rowThatTheServerDescribesIsNoOutage() {
    SERVER.answers("GET", POOLS, list(LABELS));

    Unsupported odd = assertThrows(Unsupported.class, () -> SERVER.client().list(ALL));

    assertEquals(
        "GET "
            + SERVER.address()
            + "/api/worker/pools: the server cannot list because of one row of its table: labels:"
            + " Input should be a valid dictionary",
        odd.getMessage());
    assertEquals(HINT, odd.hint());
    assertNull(odd.retryAfter());
    assertEquals(1, SERVER.asked().size());
  }

  @Test
  void rowThatTheServerHidesIsFoundByAListThatNeedsNone() {
    SERVER.answers("GET", POOLS, list(HIDDEN));
    SERVER.answers("GET", EMPTY_LIST, list(null));

    Unsupported odd = assertThrows(Unsupported.class, () -> SERVER.client().list(ALL));

    assertEquals(
        "GET "
            + SERVER.address()
            + "/api/worker/pools: the server cannot list because of one row of its table, which it"
            + " considers invalid",
        odd.getMessage());
    assertEquals(HINT, odd.hint());
    assertEquals(List.of("GET " + POOLS, "GET " + EMPTY_LIST, "GET " + POOLS), SERVER.asked());
  }

  @Test
  void outageThatTheServerHidesIsAnOutage() {
    SERVER.answers("GET", POOLS, list(HIDDEN));
    SERVER.answers("GET", EMPTY_LIST, list("connection failed"));

    assertThrows(Unavailable.class, () -> SERVER.client().list(ALL));
  }

  @Test
  void troubleThatHasPassedGivesTheList() {
    SERVER.answersInTurn("GET", POOLS, list(HIDDEN), list(null));
    SERVER.answers("GET", EMPTY_LIST, list(null));

    assertEquals(List.of(), SERVER.client().list(ALL).items());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connection failed: connection to server at \"127.0.0.1\", port 5432 failed",
        "couldn't get a connection after 30.00 sec",
        "the connection is closed",
      })
  void whatADriverSaysOfAnOutageIsOne(String error) {
    SERVER.answers("GET", POOLS, list(error));

    Unavailable away = assertThrows(Unavailable.class, () -> SERVER.client().list(ALL));

    assertEquals(
        "GET " + SERVER.address() + "/api/worker/pools: the server could not list: " + error,
        away.getMessage());
    assertEquals(1, SERVER.asked().size());
  }

  @Test
  void listOfAnotherFormThatMentionsAValidationIsNamedWithoutACause() {
    SERVER.answers("GET", POOLS, list("validation error"));

    assertEquals(
        "GET "
            + SERVER.address()
            + "/api/worker/pools: the server cannot list because of one row of its table, which it"
            + " considers invalid",
        assertThrows(Unsupported.class, () -> SERVER.client().list(ALL)).getMessage());
  }
}
