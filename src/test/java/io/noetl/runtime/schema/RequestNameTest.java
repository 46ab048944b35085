package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every request has the same rules for a name. */
class RequestNameTest {

  private static final String EMOJI = "\ud83d\ude00";

  /** A request made of a name, by the constructor and from JSON. */
  private static List<Function<String, String>> requests() {
    return List.of(
        name ->
            new RuntimeRegistrationRequest(
                    name,
                    RuntimeKind.MONITOR,
                    null,
                    null,
                    "",
                    null,
                    JsonObject.EMPTY,
                    null,
                    null,
                    null,
                    JsonObject.EMPTY)
                .name(),
        name -> new RuntimeHeartbeatRequest(name, RuntimeKind.MONITOR, null).name(),
        name -> new RuntimeDeregistrationRequest(name, RuntimeKind.MONITOR).name(),
        name -> RuntimeListQuery.named(null, name).name(),
        name -> RuntimeRegistrationRequest.fromJson(JsonObject.EMPTY.with("name", name)).name(),
        name -> RuntimeHeartbeatRequest.fromJson(JsonObject.EMPTY.with("name", name)).name(),
        name -> RuntimeDeregistrationRequest.fromJson(JsonObject.EMPTY.with("name", name)).name());
  }

  @ParameterizedTest
  @MethodSource("goodNames")
  void goodNameIsStripped(String given, String name) {
    requests().forEach(request -> assertEquals(name, request.apply(given)));
  }

  static List<Object[]> goodNames() {
    return List.of(
        names("p", "p"),
        names("  p ", "p"),
        names("\n\tp\u2003\r", "p"),
        names("a  b", "a  b"),
        names("Pool-\u6c34" + EMOJI, "Pool-\u6c34" + EMOJI),
        names("\u202ep", "\u202ep"),
        names("x".repeat(512), "x".repeat(512)),
        names(" " + "x".repeat(512) + " ", "x".repeat(512)),
        names(EMOJI.repeat(512), EMOJI.repeat(512)));
  }

  @ParameterizedTest
  @MethodSource("badNames")
  void badNameIsRefused(String name, String type, String sentence) {
    for (Function<String, String> request : requests()) {
      InvalidRequest invalid = assertThrows(InvalidRequest.class, () -> request.apply(name));

      assertEquals(1, invalid.fields().size());
      assertEquals(type, invalid.fields().getFirst().type());
      assertEquals(sentence, invalid.getMessage());
    }
  }

  static List<Object[]> badNames() {
    String tooLong = "name: String should have at most 512 characters (got ";
    String control = "name: String should hold no control characters (got ";
    return List.of(
        bad("", "string_too_short", "name: String should have at least 1 character (got \"\")"),
        bad(
            "  \t",
            "string_too_short",
            "name: String should have at least 1 character (got \"  \\t\")"),
        bad("x".repeat(513), "string_too_long", tooLong + "\"" + "x".repeat(59) + "\u2026)"),
        bad(EMOJI.repeat(513), "string_too_long", tooLong + "\"" + EMOJI.repeat(59) + "\u2026)"),
        bad("a\nb", "string_control", control + "\"a\\nb\")"),
        bad("a\0b", "string_control", control + "\"a\\u0000b\")"),
        bad("a\u001b[31mb", "string_control", control + "\"a\\u001B[31mb\")"),
        bad("a\u007fb", "string_control", control + "\"a\\u007fb\")"),
        bad("a\u009bb", "string_control", control + "\"a\\u009bb\")"));
  }

  @ParameterizedTest
  @MethodSource("brokenNames")
  void halfOfASurrogatePairIsRefused(String name) {
    for (Function<String, String> request : requests()) {
      FieldError error =
          assertThrows(InvalidRequest.class, () -> request.apply(name)).fields().getFirst();

      assertEquals(
          new FieldError("string_unicode", "name", "String should be valid Unicode", name), error);
    }
  }

  static List<String> brokenNames() {
    return List.of("\ud83d", "a\ud83db", "\ude00a", "\ude00\ud83d", EMOJI + "\ud83d");
  }

  @Test
  void nameOfAnotherTypeIsNoName() {
    for (String json :
        List.of("{\"name\":5}", "{\"name\":true}", "{\"name\":[\"p\"]}", "{\"name\":{}}")) {
      JsonObject body = TestJson.object(json);
      String given =
          body.get("name") instanceof ArrayNode
              ? "a list"
              : body.get("name") instanceof ObjectNode ? "an object" : body.text("name");
      assertNotRead("name: Input should be a valid string (got " + given + ")", body);
    }
    assertNotRead("name: Input should be a valid string", TestJson.object("{\"name\":null}"));
    assertNotRead("name: Field required", JsonObject.EMPTY);
  }

  private static void assertNotRead(String sentence, JsonObject body) {
    for (Runnable reading :
        List.<Runnable>of(
            () -> RuntimeRegistrationRequest.fromJson(body),
            () -> RuntimeHeartbeatRequest.fromJson(body),
            () -> RuntimeDeregistrationRequest.fromJson(body))) {
      assertEquals(sentence, assertThrows(InvalidRequest.class, reading::run).getMessage());
    }
  }

  private static Object[] names(String given, String name) {
    return new Object[] {given, name};
  }

  private static Object[] bad(String name, String type, String sentence) {
    return new Object[] {name, type, sentence};
  }
}
