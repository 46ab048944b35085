package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How large a component may be, and how much is said of one that is too large. */
class ComponentSizesTest {

  private static JsonObject with(String field, Object value) {
    return JsonObject.EMPTY.with("name", "a").with(field, value);
  }

  private static List<FieldError> refusal(String field, Object value) {
    return assertThrows(
            InvalidRequest.class, () -> RuntimeRegistrationRequest.fromJson(with(field, value)))
        .fields();
  }

  private static FieldError onlyRefusal(String field, Object value) {
    List<FieldError> errors = refusal(field, value);
    assertEquals(1, errors.size(), errors.toString());
    return errors.getFirst();
  }

  private static Map<String, Object> keys(int count) {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      keys.put("k" + i, 1);
    }
    return keys;
  }

  @ParameterizedTest
  @CsvSource({"status, 64", "runtime, 255", "hostname, 255", "uri, 2048", "base_url, 2048"})
  void textOfOneLineHasALimit(String field, int most) {
    String emoji = "\ud83d\ude00";
    RuntimeRegistrationRequest.fromJson(with(field, "x".repeat(most)));
    RuntimeRegistrationRequest.fromJson(with(field, " " + emoji.repeat(most) + " "));
    FieldError error = onlyRefusal(field, "x".repeat(most + 1));
    assertEquals("string_too_long", error.type());
    assertEquals("String should have at most " + most + " characters", error.message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels", "meta"})
  void objectHasALimitOfLevels(String field) {
    RuntimeRegistrationRequest.fromJson(with(field, nested(100)));
    FieldError deep = onlyRefusal(field, nested(101));
    assertEquals("JSON should have at most 100 levels", deep.message());
    assertEquals("too_deep", deep.type());
    onlyRefusal(field, nested(600));
  }

  private static Map<String, Object> nested(int levels) {
    Map<String, Object> nested = Map.of();
    for (int level = 1; level < levels; level++) {
      nested = Map.of("k", nested);
    }
    return nested;
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels", "meta"})
  void objectHasALimitOfKeysAndBytes(String field) {
    RuntimeRegistrationRequest.fromJson(with(field, keys(256)));
    assertEquals(
        "Dictionary should have at most 256 items", onlyRefusal(field, keys(257)).message());
    // {"k":"…"}
    RuntimeRegistrationRequest.fromJson(with(field, Map.of("k", "x".repeat(65_536 - 8))));
    FieldError large = onlyRefusal(field, Map.of("k", "x".repeat(65_536 - 7)));
    assertEquals(
        field + ": JSON should have at most 65536 bytes (got an object)", large.sentence());
    assertEquals("too_large", large.type());
    onlyRefusal(field, Map.of("k", "ä".repeat(40_000)));
    onlyRefusal(field, Map.of("k", "\u0001".repeat(20_000)));
  }

  /** As PostgreSQL writes them, 800 such numbers in 4 kB came back as 320 kB. */
  @Test
  void numbersCountAsTheyAreWrittenOut() {
    for (String number : List.of("1e400", "1e-400")) {
      List<Object> numbers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        numbers.add(TestJson.read(number));
      }
      RuntimeRegistrationRequest.fromJson(with("labels", Map.of("k", numbers)));
      for (int i = 0; i < 100; i++) {
        numbers.add(TestJson.read(number));
      }
      assertEquals("too_large", onlyRefusal("labels", Map.of("k", numbers)).type());
    }
  }

  @Test
  void capabilitiesAndChangesHaveTheSameLimits() {
    assertEquals("too_large", onlyRefusal("capabilities", List.of("x".repeat(70_000))).type());
    for (String field : List.of("labels", "meta")) {
      assertThrows(
          InvalidRequest.class, () -> RuntimeUpdateRequest.fromJson(with(field, keys(257))));
      assertThrows(
          InvalidRequest.class,
          () -> RuntimeUpdateRequest.fromJson(with(field, Map.of("k", "x".repeat(70_000)))));
    }
    RuntimeUpdateRequest.fromJson(with("status", "x".repeat(64)));
    assertThrows(
        InvalidRequest.class, () -> RuntimeUpdateRequest.fromJson(with("status", "x".repeat(65))));
    assertThrows(
        InvalidRequest.class, () -> RuntimeUpdateRequest.fromJson(with("uri", "x".repeat(2_049))));
  }

  @Test
  void moreThanTwentyFaultsAreNotToldAndLongPlacesAreCut() {
    Map<String, Object> faults = new LinkedHashMap<>();
    for (int i = 0; i < 50_000; i++) {
      faults.put("k" + i, "\0" + "y".repeat(300));
    }
    List<FieldError> errors = refusal("meta", Map.of("x".repeat(400_000), faults));
    assertEquals(20, errors.size());
    for (FieldError error : errors) {
      assertEquals("meta." + "x".repeat(195) + "…", error.field());
      assertEquals("\0" + "y".repeat(199) + "…", JsonObject.text(error.input()));
    }
  }

  @Test
  void inputThatIsAnObjectIsShownWholeOrItsBeginning() {
    JsonNode small = TestJson.node(List.of("a", "b"));
    assertEquals(small, new FieldError("t", "f", "m", small).shortInput());
    JsonNode shown =
        new FieldError("t", "f", "m", TestJson.node(List.of("x".repeat(500)))).shortInput();
    assertEquals("[\"" + "x".repeat(198) + "…", JsonObject.text(shown));
    assertTrue(
        new FieldError("t", "f", "m", "\ud83d\ude00".repeat(150)).input().asString().length()
            <= 201);
  }
}
