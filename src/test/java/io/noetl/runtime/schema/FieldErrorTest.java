package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldErrorTest {

  @Test
  void sentenceNamesFieldFaultAndInput() {
    assertEquals("f: no (got \"x\")", sentence("f", "x"));
    assertEquals("f: no (got 1.50)", sentence("f", new BigDecimal("1.50")));
    assertEquals("f: no (got false)", sentence("f", false));
    assertEquals("f: no (got a list)", sentence("f", List.of()));
    assertEquals("f: no (got an object)", sentence("f", Map.of()));
    assertEquals("f: no", sentence("f", null));
    assertEquals("no (got 5)", sentence("", 5));
  }

  @Test
  void wholeBodyThatLacksAFieldIsNotTheInput() {
    assertEquals(
        "name: Field required",
        new FieldError("missing", "name", "Field required", TestJson.node(Map.of("a", 1)))
            .sentence());
  }

  @Test
  void controlCharactersOfTheInputAreEscaped() {
    assertEquals(
        "f: no (got \"a\\u001B[31m\\u009b\\u202e\")", sentence("f", "a\u001b[31m\u009b\u202e"));
  }

  @Test
  void longInputIsCutBetweenCharacters() {
    String emoji = "\ud83d\ude00";

    assertEquals("f: no (got \"" + "x".repeat(58) + "\")", sentence("f", "x".repeat(58)));
    assertEquals("f: no (got \"" + "x".repeat(59) + "\u2026)", sentence("f", "x".repeat(59)));
    assertEquals("f: no (got \"" + emoji.repeat(59) + "\u2026)", sentence("f", emoji.repeat(99)));
  }

  private static String sentence(String field, Object input) {
    return new FieldError("type", field, "no", TestJson.node(input)).sentence();
  }
}
