package io.noetl.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonTest {

  // Reading

  @Test
  void valuesAreReadAsTheyAre() {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("text", "\u6c34\n");
    expected.put("int", 5);
    expected.put("long", 9007199254740993L);
    expected.put("big", new BigInteger("99999999999999999999"));
    expected.put("fraction", new BigDecimal("1.10"));
    expected.put("exponent", new BigDecimal("1E+400"));
    expected.put("yes", true);
    expected.put("none", null);
    expected.put("list", new ArrayList<>(Arrays.asList(1, null, List.of())));
    expected.put("object", Map.of());

    JsonNode read =
        Json.read(
            """
            {"text":"\\u6c34\\n","int":5,"long":9007199254740993,"big":99999999999999999999,
             "fraction":1.10,"exponent":1e400,"yes":true,"none":null,"list":[1,null,[]],
             "object":{}}
            """);

    assertEquals(expected, TestJson.plain(read));
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(read.propertyNames()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "\"text\"", "null", "true", "[]", " {} \n"})
  void everyKindOfValueMayStandAlone(String json) {
    assertEquals(json.strip(), Json.write(Json.read(json)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"z\":1,\"a\":null,\"m\":{\"y\":[1.10,1.0,0.000],\"x\":99999999999999999999}}",
        "[123456789012345678901234567890.123456789]",
        "\"\u6c34 \ud83d\ude00 \\\" \\\\ / \\n \\t \\u0000 \\u001B\""
      })
  void whatIsReadIsWrittenAsItWas(String json) {
    assertEquals(json, Json.write(Json.read(json)));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedTextIsRefusedWithItsPlace(String json, String problem, int line, int column) {
    MalformedJsonException malformed =
        assertThrows(MalformedJsonException.class, () -> Json.read(json));

    assertTrue(malformed.problem().startsWith(problem), malformed.problem());
    assertEquals(line, malformed.line());
    assertEquals(column, malformed.column());
    assertEquals(
        malformed.problem() + " (line " + line + ", column " + column + ")",
        malformed.getMessage());
  }

  static List<Object[]> malformed() {
    return List.of(
        place("", "it contains no JSON", 1, 1),
        place(" \n\t ", "it contains no JSON", 1, 1),
        place("{} {}", "there is text after the JSON value", 1, 4),
        place("{}\n5", "there is text after the JSON value", 2, 1),
        place("[1]\n\n  \"x\"", "there is text after the JSON value", 3, 3),
        place("{} x", "Unrecognized token 'x'", 1, 4),
        place("hello", "Unrecognized token 'hello'", 1, 1),
        place("{\"a\":1", "it ends in the middle of a value", 1, 7),
        place("{\"a\":\n\"b", "it ends in the middle of a value", 2, 3),
        place("\"ab", "it ends in the middle of a value", 1, 4),
        place("{\"a\"", "it ends in the middle of a value", 1, 5),
        place("{\"a\":", "it ends in the middle of a value", 1, 6),
        place("[1,", "it ends in the middle of a value", 1, 4),
        place("{\"a\":1,}", "Unexpected character ('}'", 1, 8),
        place("{'a':1}", "Unexpected character (''' (code 39))", 1, 2),
        place("{\"a\":1,\n \"a\":2}", "Duplicate Object property \"a\"", 2, 2),
        place("{\"o\":{\"a\":1,\"a\":2}}", "Duplicate Object property \"a\"", 1, 13),
        place("[NaN]", "Non-standard token 'NaN'", 1, 5),
        place("[01]", "Invalid numeric value: Leading zeroes not allowed", 1, 3),
        place("\"a\nb\"", "Illegal unquoted character", 1, 3));
  }

  @Test
  void limitThatIsBrokenHasNoPlace() {
    String tooDeep = "[".repeat(100_000);
    String tooLong = "1".repeat(5_000);

    for (String json : List.of(tooDeep, tooLong)) {
      MalformedJsonException refused =
          assertThrows(MalformedJsonException.class, () -> Json.read(json));
      assertTrue(refused.problem().contains("exceeds the maximum allowed"), refused.problem());
      assertEquals(1, refused.line());
      assertEquals(1, refused.column());
    }
  }

  @Test
  void exponentThatNoNumberHasIsRefused() {
    MalformedJsonException refused =
        assertThrows(MalformedJsonException.class, () -> Json.read("{\"a\":1e99999999999}"));

    assertEquals("the exponent of a number is out of range", refused.problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "5", "null", "\"{}\""})
  void valueThatIsNoObjectIsNoObject(String json) {
    MalformedJsonException refused =
        assertThrows(MalformedJsonException.class, () -> Json.readObject(json));

    assertEquals("it is JSON but not an object", refused.problem());
  }

  // Writing

  @Test
  void nullsAreWritten() {
    assertEquals(
        "{\"a\":null,\"b\":[null]}", Json.write(Json.readObject("{\"a\":null,\"b\":[null]}")));
    assertEquals("null", Json.write(null));
  }

  @ParameterizedTest
  @CsvSource({
    "0000, \\u0000",
    "0008, \\b",
    "0009, \\t",
    "000a, \\n",
    "000d, \\r",
    "001b, \\u001B",
    "001f, \\u001F",
    "007f, \\u007f",
    "0080, \\u0080",
    "0085, \\u0085",
    "009b, \\u009b",
    "009f, \\u009f",
    "061c, \\u061c",
    "200e, \\u200e",
    "200f, \\u200f",
    "2028, \\u2028",
    "2029, \\u2029",
    "202a, \\u202a",
    "202e, \\u202e",
    "2066, \\u2066",
    "2069, \\u2069"
  })
  void charactersThatDriveATerminalAreEscaped(String code, String escaped) {
    String text = "a" + (char) Integer.parseInt(code, 16) + "b";

    assertEquals("\"a" + escaped + "b\"", Json.write(text));
    assertEquals(
        "{\"a" + escaped + "b\":[\"a" + escaped + "b\"]}", Json.write(Map.of(text, List.of(text))));
    assertEquals("\"a" + escaped + "b\"", Json.writePretty(text));
    assertEquals(TestJson.node(text), Json.read(Json.write(text)));
    assertEquals(TestJson.node(text), TestJson.read(Json.write(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "007e", "00a0", "00e9", "061b", "061d", "200d", "2010", "2027", "202f", "2065", "206a",
        "6c34", "fffd"
      })
  void otherCharactersAreWrittenAsTheyAre(String code) {
    String text = "a" + (char) Integer.parseInt(code, 16) + "b";

    assertEquals("\"" + text + "\"", Json.write(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "é 水 😀", "\u007f", "\u0085", "\u061c", "\u202e", "\n\"\\"})
  void bytesAreTheTextInUtf8(String value) {
    assertEquals(
        Json.write(List.of(value)), new String(Json.bytes(List.of(value)), StandardCharsets.UTF_8));
  }

  @Test
  void prettyJsonHasTwoBlanksAndNoLineEnd() {
    assertEquals(
        """
        {
          "a": 1,
          "b": {},
          "c": [],
          "d": [
            1,
            {
              "e": null
            }
          ],
          "f": {
            "g": "x:y, z"
          }
        }\
        """,
        Json.writePretty(
            Json.readObject(
                "{\"a\":1,\"b\":{},\"c\":[],\"d\":[1,{\"e\":null}],\"f\":{\"g\":\"x:y, z\"}}")));
  }

  private static Object[] place(String json, String problem, int line, int column) {
    return new Object[] {json, problem, line, column};
  }
}
