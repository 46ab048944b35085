package io.noetl.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Which numbers labels and meta may hold, and what the others cost. */
class NumberLimitsTest {

  private static final String DIGITS =
      "1234567890123456789012345678901234567890123456789012345678901234";

  private static RuntimeRegistrationRequest registration(String fields) {
    return RuntimeRegistrationRequest.fromJson(Json.readObject("{\"name\":\"a\"," + fields + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DIGITS,
        "-0." + DIGITS,
        DIGITS + "000",
        "0.000" + DIGITS,
        "1.000000000000000000000000000000000000000000000000000000000000000000000000000",
        "1e400",
        "1E-400",
        "0e400",
        "-9.9e400"
      })
  void numberWithinTheLimitsIsTaken(String number) {
    assertEquals(
        Json.read(number), registration("\"labels\":{\"n\":" + number + "}").labels().get("n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DIGITS + "5",
        "-0." + DIGITS + "5",
        "1e401",
        "10e400",
        "1e-401",
        "0.1e-400",
        "0e401",
        "1e1000000000",
        "-1e-1000000000",
        "0e2147483647",
        "1e2147483647"
      })
  void numberBeyondThemIsRefusedWhereverItStands(String number) {
    JsonNode input = Json.read(number);
    for (String place : List.of("labels", "meta", "runtime", "capabilities")) {
      String field = place.equals("runtime") ? "meta" : place;
      InvalidRequest refused =
          assertThrows(
              InvalidRequest.class,
              () -> registration("\"" + place + "\":{\"a\":[{\"n\":" + number + "}]}"));
      assertEquals(
          List.of(new FieldError("number_too_long", field + ".a.n", NumberLimits.SHOULD_BE, input)),
          refused.fields());
    }
    for (String place : List.of("labels", "meta")) {
      assertThrows(
          InvalidRequest.class,
          () ->
              RuntimeUpdateRequest.fromJson(
                  Json.readObject("{\"name\":\"a\",\"" + place + "\":{\"n\":" + number + "}}")));
    }
    RuntimeHeartbeatRequest beat =
        RuntimeHeartbeatRequest.fromJson(
            Json.readObject(
                "{\"name\":\"a\",\"registration\":{\"name\":\"a\",\"runtime\":\"r\","
                    + "\"labels\":{\"n\":"
                    + number
                    + "}}}"));
    assertThrows(InvalidRequest.class, beat::toRegistration);
  }

  @ParameterizedTest
  @CsvSource({
    "1e2147483647, less_than_equal",
    "-1e2147483647, greater_than_equal",
    "1e-2147483647, int_from_float",
    "0.5, int_from_float",
    "10.5, int_from_float",
    "1e40, less_than_equal"
  })
  void capacityThatIsOutOfReachCostsNothing(String number, String type) {
    InvalidRequest refused =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () -> assertThrows(InvalidRequest.class, () -> registration("\"capacity\":" + number)));
    assertEquals(type, refused.fields().getFirst().type());
  }

  @Test
  void capacityMayBeWrittenInManyWays() {
    for (String number : List.of("10", "10.0", "1e1", "1.0e+1", "\"10\"", "\" 10.0 \"")) {
      assertEquals(10, Objects.requireNonNull(registration("\"capacity\":" + number).capacity()));
    }
    assertEquals(0, Objects.requireNonNull(registration("\"capacity\":0e2147483647").capacity()));
  }

  @Test
  void megabyteOfDigitsIsRefusedWithoutBeingRead() {
    String digits = "9".repeat(1_000_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (String field : List.of("capacity", "pid")) {
            InvalidRequest refused =
                assertThrows(
                    InvalidRequest.class,
                    () -> registration("\"" + field + "\":\"" + digits + "\""));
            assertEquals("int_parsing", refused.fields().getFirst().type());
          }
          for (String json : List.of(digits, "[" + digits + ".5]", "1e" + digits)) {
            assertThrows(MalformedJsonException.class, () -> Json.read(json));
          }
        });
  }

  @Test
  void sentenceOfARefusalIsShort() {
    InvalidRequest refused =
        assertThrows(
            InvalidRequest.class, () -> registration("\"labels\":{\"n\":" + "7".repeat(900) + "}"));
    assertTrue(refused.getMessage().length() < 250, refused.getMessage());
  }
}
