package io.noetl.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

  private final JsonObject json =
      TestJson.object(
          """
          {"z":"text","n":1.10,"t":true,"none":null,"o":{"b":1,"a":2},"l":[1],"id":5}
          """);

  @Test
  void scalarsAreTexts() {
    assertEquals("text", json.text("z"));
    assertEquals("1.10", json.text("n"));
    assertEquals("true", json.text("t"));
    for (String field : List.of("none", "o", "l", "absent")) {
      assertNull(json.text(field), field);
    }
  }

  @Test
  void absentFieldIsNotOneThatIsNull() {
    assertTrue(json.has("none"));
    assertFalse(json.has("absent"));
  }

  @Test
  void whatIsNoObjectIsAnEmptyOne() {
    assertEquals("{\"b\":1,\"a\":2}", Json.write(json.object("o")));
    for (String field : List.of("none", "z", "l", "absent")) {
      assertEquals(JsonObject.EMPTY, json.object(field));
    }
    assertNull(JsonObject.from(TestJson.node(List.of())));
    assertNull(JsonObject.from(null));
  }

  @Test
  void changedFieldKeepsItsPlaceAndANewOneGoesToTheEnd() {
    JsonObject object = TestJson.object("{\"b\":1,\"a\":2}");

    assertEquals("{\"b\":3,\"a\":2,\"c\":null}", Json.write(object.with("b", 3).with("c", null)));
    assertEquals(
        "{\"b\":1,\"a\":9,\"d\":8}",
        Json.write(object.merge(TestJson.object("{\"a\":9,\"d\":8}"))));
    assertEquals("{\"b\":1,\"a\":2}", Json.write(object));
  }

  @Test
  void copyIsAnotherObject() {
    Map<String, Object> fields = new LinkedHashMap<>(Map.of("a", 1));
    JsonObject object = JsonObject.of(fields);
    fields.put("b", 2);
    object.copy().put("c", 3);

    assertEquals("{\"a\":1}", Json.write(object));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T18:07:20.933533+00:00, 2026-11-23T18:07:20.933533Z",
    "2026-11-23T18:07:20Z,             2026-11-23T18:07:20Z",
    "2026-11-23T19:07:20+01:00,        2026-11-23T18:07:20Z",
    "2026-11-23 18:07:20+00:00,        2026-11-23T18:07:20Z",
    "2026-11-23T18:07:20.933533,       2026-11-23T18:07:20.933533Z",
    "2026-11-23 18:07:20,              2026-11-23T18:07:20Z"
  })
  void timeIsReadInEveryFormOfTheServers(String text, Instant instant) {
    assertEquals(instant, JsonObject.EMPTY.with("at", text).instant("at"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-23",
        "1795457240",
        "2026-13-01T00:00:00Z",
        "+999999999-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00Z",
        "+12026-01-01T00:00:00"
      })
  void textThatIsNoTimeIsNone(String text) {
    assertNull(JsonObject.EMPTY.with("at", text).instant("at"));
    assertNull(JsonObject.EMPTY.with("at", 5).instant("at"));
    assertNull(JsonObject.EMPTY.instant("at"));
  }
}
