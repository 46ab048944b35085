package io.noetl.runtime.output;

import static io.noetl.runtime.output.Planet.EARTH;
import static io.noetl.runtime.output.Planet.MARS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.TestJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class YamlPrinterTest {

  private final Printer yaml = new YamlPrinter();

  @Test
  void listIsItemsCountAndEnvelope() {
    assertEquals(
        """
        items:
        - name: mars
          moons: 2
          note: null
        - name: earth
          moons: 1
          note: home, "sweet" home
        count: 2
        runtime: cpu
        """,
        Planet.list(yaml, TestJson.fields(Map.of("runtime", "cpu")), MARS, EARTH));
  }

  @Test
  void emptyListIsNoItemsAndCountZero() {
    assertEquals("items: []\ncount: 0\n", Planet.list(yaml));
  }

  @Test
  void singleThingIsItsDocument() {
    assertEquals("name: mars\nmoons: 2\nnote: null\n", MARS.print(yaml));
  }

  @Test
  void nestedValuesKeepTheirOrderAndTypes() {
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put("zone", "b");
    labels.put("on", true);
    labels.put("empty", Map.of());
    labels.put("none", List.of());
    labels.put("nested", List.of(List.of(1, 2), Map.of("deep", List.of("x")), Map.of()));
    labels.put("some", Arrays.asList("x", null));
    assertPrinted(
        """
        zone: b
        "on": true
        empty: {}
        none: []
        nested:
        - - 1
          - 2
        - deep:
          - x
        - {}
        some:
        - x
        - null
        """,
        labels);
    assertReadsBack(labels);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "~",
        "null",
        "Null",
        "NULL",
        "y",
        "N",
        "yes",
        "Yes",
        "no",
        "NO",
        "true",
        "False",
        "on",
        "Off",
        "=",
        "<<",
        "0",
        "1",
        "-1",
        "+1",
        "1.5",
        ".5",
        "1e3",
        "1E+3",
        "0x1f",
        "0o17",
        "017",
        "0b11",
        "1_000",
        "12:30",
        "190:20:30",
        "2024-02-03",
        "2024-02-03T04:05:06Z",
        ".inf",
        "-.INF",
        ".nan",
        "---",
        "...",
        "-",
        "- a",
        "? a",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "'a",
        "[a",
        "{a",
        "|",
        ">",
        " ",
        " a",
        "a ",
        "\ud83d\ude80"
      })
  void stringThatCouldReadAsSomethingElseIsQuoted(String text) {
    assertPrinted("value: \"" + text + "\"\n", Map.of("value", text));
    assertReadsBack(Map.of("value", text));
    assertReadsBack(Map.of(text, "value"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "nope",
        "yes!",
        "a-b",
        "a.b",
        "a:b",
        "a#b",
        "it's",
        "say \"a\"",
        "火星",
        "/var/lib",
        "_a",
        "http://h:1/p?q=1",
        "worker pool",
        "C:\\dir",
        "nullable",
        "\u00e9",
        "a\ud83d\ude80"
      })
  void stringThatCanOnlyBeAStringIsBare(String text) {
    assertPrinted("value: " + text + "\n", Map.of("value", text));
    assertPrinted(text + ": value\n", Map.of(text, "value"));
    assertReadsBack(Map.of("value", text));
    assertReadsBack(Map.of(text, "value"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a\nb'                | a\\nb
          'a\n\n b\n'           | a\\n\\n b\\n
          'a\tb'                | a\\tb
          'a\r\nb'              | a\\r\\nb
          '\\ \n'               | \\\\ \\n
          '"\n"'                | \\"\\n\\"
          """)
  void severalLinesAreOneInDoubleQuotes(String text, String quoted) {
    assertPrinted("value: \"" + quoted + "\"\n", Map.of("value", text));
    assertReadsBack(Map.of("value", text));
    assertReadsBack(Map.of(text, "value"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000", "0007", "001b", "007f", "0085", "009b", "061c", "200e", "2028", "2029", "202a",
        "202e", "2066", "2069", "d800", "dfff", "feff", "ffff"
      })
  void characterThatCouldDriveATerminalIsEscaped(String hex) {
    String text = "a 火" + (char) Integer.parseInt(hex, 16) + "z";
    assertPrinted("value: \"a 火\\u" + hex + "z\"\n", Map.of("value", text));
    assertReadsBack(Map.of("value", text));
    assertReadsBack(Map.of(text, "value"));
  }

  @Test
  void longTextStaysOnOneLine() {
    String text = "word ".repeat(100) + "end";
    assertPrinted("value: " + text + "\n", Map.of("value", text));
  }

  @Test
  void keyThatIsTooLongForItsLineIsMarked() {
    String key = "k".repeat(1001);
    assertPrinted("? " + key + "\n: value\n", Map.of(key, "value"));
    assertReadsBack(Map.of("a", Map.of(key, List.of(Map.of("\n".repeat(600), Map.of("b", 1))))));
  }

  @Test
  void numbersAreBareAndFloatsWhateverTheVersion() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("int", -7);
    numbers.put("long", Long.MAX_VALUE);
    numbers.put("big", new BigInteger("123456789012345678901234567890"));
    numbers.put("half", 0.5);
    numbers.put("large", 1.0e10);
    numbers.put("small", 1.5e-10);
    numbers.put("decimal", new BigDecimal("1E+10"));
    assertPrinted(
        """
        int: -7
        long: 9223372036854775807
        big: 123456789012345678901234567890
        half: 0.5
        large: 1.0E+10
        small: 1.5E-10
        decimal: 1.0E+10
        """,
        numbers);
    numbers.put("decimal", 1.0e10);
    assertEquals(numbers, read(print(numbers)));
  }

  @Test
  void valueOfAnotherTypeIsABug() {
    ObjectNode document = JsonNodeFactory.instance.objectNode().putPOJO("value", Thread.State.NEW);
    IllegalArgumentException bug =
        assertThrows(IllegalArgumentException.class, () -> print(document));
    assertEquals("no value of one line: tools.jackson.databind.node.POJONode", bug.getMessage());
  }

  private void assertPrinted(String expected, Map<String, ?> document) {
    assertEquals(expected, print(document));
  }

  private void assertReadsBack(Map<String, ?> document) {
    assertEquals(document, read(print(document)));
  }

  private static Object read(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private String print(Map<String, ?> document) {
    return print(TestJson.fields(document));
  }

  private String print(ObjectNode document) {
    View<ObjectNode> view =
        new View<>(List.of(Column.of("none", any -> "")), any -> "", any -> any, any -> List.of());
    StringWriter text = new StringWriter();
    yaml.one(document, view, new PrintWriter(text));
    return text.toString();
  }
}
