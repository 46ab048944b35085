package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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

  @Test
  void limitsAreInTheContextAsInTheMessage() {
    JsonNode input = TestJson.node("x");
    assertEquals(
        List.of(
            "Input should be greater than or equal to 7 {ge=7}",
            "Input should be less than or equal to 8 {le=8}",
            "Input should be 'a' or 'b' {expected='a' or 'b'}",
            "String should have at least 1 character {min_length=1}",
            "String should have at most 9 characters {max_length=9}",
            "Dictionary should have at most 10 items {max_length=10}",
            "no {}"),
        Stream.of(
                FieldError.below("f", 7, input),
                FieldError.above("f", 8, input),
                FieldError.unexpected("f", "'a' or 'b'", input),
                FieldError.empty("f", input),
                FieldError.tooLong("f", 9, input),
                FieldError.tooManyKeys("f", 10, input),
                new FieldError("type", "f", "no", input))
            .map(error -> error.message() + " {" + context(error) + "}")
            .toList());
  }

  private static String context(FieldError error) {
    FieldError.Context context = error.context();
    return context == null ? "" : context.name() + "=" + context.value();
  }

  private static String sentence(String field, Object input) {
    return new FieldError("type", field, "no", TestJson.node(input)).sentence();
  }
}
