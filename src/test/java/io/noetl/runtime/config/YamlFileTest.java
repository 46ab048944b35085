package io.noetl.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {

  @Test
  void scalarsFollowTheCoreSchemaOfYaml12() {
    assertEquals(
        Arrays.asList(
            "text",
            "yes",
            "2001-01-01",
            1,
            15,
            31,
            1234567890123L,
            new BigInteger("12345678901234567890"),
            new BigDecimal("1.5"),
            new BigDecimal("1e3"),
            true,
            false,
            null,
            null,
            "1"),
        YamlFile.parse(
            "[text, yes, 2001-01-01, 1, 0o17, 0x1F, 1234567890123, 12345678901234567890, 1.5, 1e3,"
                + " true, False, null, ~, '1']"));
  }

  @Test
  void mapsKeepTheOrderOfTheText() {
    Map<?, ?> map = (Map<?, ?>) YamlFile.parse("{z: 1, a: 2, m: 3}");

    assertEquals(List.of("z", "a", "m"), new ArrayList<Object>(map.keySet()));
  }

  @Test
  void keysAreTheTextsThatAreWritten() {
    Map<?, ?> map = (Map<?, ?>) YamlFile.parse("{1.10: a, true: b, null: c, 0x1F: d, '2': e}");

    assertEquals(List.of("1.10", "true", "null", "0x1F", "2"), new ArrayList<Object>(map.keySet()));
  }

  @Test
  void aliasesAndMergedMapsAreReplacedByWhatTheyStandFor() {
    assertEquals(
        List.of(
            Map.of("zone", "a"),
            Map.of("name", "w", "labels", Map.of("zone", "a")),
            Map.of("name", "v", "zone", "a")),
        YamlFile.parse(
            """
            - &common {zone: a}
            - {name: w, labels: *common}
            - {<<: *common, name: v}
            """));
  }

  @Test
  void quotedMergeSignIsAKeyLikeOthers() {
    assertEquals(Map.of("<<", "a"), YamlFile.parse("{'<<': a}"));
  }

  @Test
  void thousandsOfComponentsMayShareTheirLabels() {
    String text = "- &common {zone: a}\n" + "- {name: w, labels: *common}\n".repeat(5_000);

    assertEquals(5_001, ((List<?>) YamlFile.parse(text)).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n...\n", "null"})
  void nothingIsNull(String text) {
    assertNull(YamlFile.parse(text));
  }

  @Test
  void explicitTextTagIsTaken() {
    assertEquals(List.of("3"), YamlFile.parse("[!!str 3]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: b: c          | mapping values are not allowed here | 1 | 5",
        "a: [1, 2         | expected ',' or ']', but got <stream end> | 1 | 9",
        "`\ta: 1`         | found character '\\t(TAB)' that cannot start any token | 1 | 1",
        "a: @x            | found character '@' that cannot start any token | 1 | 4",
        "`a: 1\na: 2`     | found duplicate key a | 2 | 1",
        "`{1: a, '1': b}` | found duplicate key 1 | 1 | 8",
        "a: *x            | found undefined alias x | 1 | 4",
        "`a: 1\n---\nb: 2` | it holds more than one document | 2 | 1",
        "a: &x [*x]       | *x refers to itself | 1 | 8",
        "&x {a: {b: *x}}  | *x refers to itself | 1 | 12",
        "{[1]: 2}         | a key is a map or a list | 1 | 2",
        "`? {a: 1}\n: 2`  | a key is a map or a list | 1 | 3",
        "[&k 1, {*k : 2}] | a key is an alias | 1 | 9",
        "a: !!binary aGk= | the tag tag:yaml.org,2002:binary is not plain data | 1 | 4",
        "a: !!int abc     | the tag tag:yaml.org,2002:int is not plain data | 1 | 4",
        "a: !!set {b}     | the tag tag:yaml.org,2002:set is not plain data | 1 | 4",
        "a: !java.io.File b | the tag !java.io.File is not plain data | 1 | 4",
        "`\"\\e\": 1\n\"\\e\": 2` | found duplicate key \\u001b | 2 | 1"
      })
  void whatIsNoPlainDataIsRefusedWithItsPlace(String text, String problem, int line, int column) {
    MalformedYamlException refused = refused(text);

    assertEquals(problem, refused.problem());
    assertEquals(line, refused.line());
    assertEquals(column, refused.column());
    assertEquals(problem + " (line " + line + ", column " + column + ")", refused.getMessage());
  }

  @Test
  void numberOfAThousandDigitsIsReadAndALongerOneIsRefused() {
    String digits = "9".repeat(1_000);

    assertEquals(new BigInteger(digits), YamlFile.parse(digits));
    for (String number : List.of(digits + "9", "-0." + digits, "0x" + digits, digits + "e9")) {
      assertEquals(
          "a number has more than 1000 characters (line 1, column 4)",
          refused("a: " + number).getMessage());
    }
    assertEquals(digits + "9", YamlFile.parse("'" + digits + "9'"));
    assertEquals(digits + "z", YamlFile.parse(digits + "z"));
  }

  @Test
  void numberIsReadToTheDigit() {
    for (String number :
        List.of("1.10", "0.1234567890123456789012345678901234567890", "1.0E+400", "-1e-400")) {
      assertEquals(new BigDecimal(number), YamlFile.parse(number));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN", "1e99999999999"})
  void whatIsNoNumberIsRefusedAndNotTurnedIntoText(String number) {
    assertEquals(
        number + " is not a number that can be stored (line 1, column 4)",
        refused("a: " + number).getMessage());
    assertEquals(number, YamlFile.parse("'" + number + "'"));
  }

  @Test
  void characterThatYamlForbidsIsNamed() {
    MalformedYamlException refused = refused("a: \u0007");

    assertEquals("it holds the character U+0007, which YAML forbids", refused.getMessage());
    assertEquals(0, refused.line());
    assertEquals(0, refused.column());
  }

  @Test
  void hundredLevelsAreReadAndOneMoreIsRefused() {
    YamlFile.parse("[".repeat(100) + "]".repeat(100));

    assertEquals(
        "it is nested more than 100 levels deep (line 1, column 101)",
        refused("[".repeat(101) + "]".repeat(101)).getMessage());
    assertEquals(
        "it is nested more than 100 levels deep (line 1, column 101)",
        refused("[".repeat(100_000)).getMessage());
  }

  @Test
  void aliasesThatStandForTooMuchAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 25; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertEquals(
        "it holds more than 1000000 values (line 18, column 18)",
        refused(bomb.toString()).getMessage());
  }

  @Test
  void mergedMapsCountAsWhatTheyStandFor() {
    StringBuilder bomb = new StringBuilder("a0: &a0 {x: 1, y: 2}\n");
    for (int i = 1; i < 25; i++) {
      bomb.append("a%d: &a%d {p: {<<: *a%d}, q: {<<: *a%d}}\n".formatted(i, i, i - 1, i - 1));
    }

    assertEquals(
        "it holds more than 1000000 values (line 17, column 20)",
        refused(bomb.toString()).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "x", "x ", "\n"})
  void textWithoutEndIsRefused(String repeated) {
    assertEquals(
        "it is longer than 8388608 characters",
        assertThrows(
                MalformedYamlException.class, () -> YamlFile.parse(new EndlessReader(repeated)))
            .getMessage());
  }

  @Test
  void textOfTheGreatestLengthIsRead() {
    String longest = "x".repeat(8_388_608 - 2);

    assertEquals(longest, YamlFile.parse("'" + longest + "'"));
  }

  @Test
  void readerIsReadAndLeftOpen() throws IOException {
    Reader reader = new StringReader("a: 1");

    assertEquals(Map.of("a", 1), YamlFile.parse(reader));
    assertEquals(-1, reader.read());
  }

  @Test
  void failureOfTheReaderIsUnchanged() {
    IOException broken = new IOException("disk on fire");

    assertSame(
        broken, assertThrows(IOException.class, () -> YamlFile.parse(new BrokenReader(broken))));
  }

  private static MalformedYamlException refused(String text) {
    return assertThrows(MalformedYamlException.class, () -> YamlFile.parse(text));
  }

  /** One text again and again. */
  private static final class EndlessReader extends Reader {
    private final String repeated;
    private int position;

    EndlessReader(String repeated) {
      this.repeated = repeated;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
      for (int i = 0; i < length; i++) {
        buffer[offset + i] = repeated.charAt(position++ % repeated.length());
      }
      return length;
    }

    @Override
    public void close() {}
  }

  /** Fails on the first read. */
  private static final class BrokenReader extends Reader {
    private final IOException failure;

    BrokenReader(IOException failure) {
      this.failure = failure;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      throw failure;
    }

    @Override
    public void close() {}
  }
}
