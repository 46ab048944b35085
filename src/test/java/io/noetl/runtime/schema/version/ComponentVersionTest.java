package io.noetl.runtime.schema.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.json.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentVersionTest {

  @ParameterizedTest
  @CsvSource({
    "2.3.1, 2.3.1",
    "v2.3.1, 2.3.1",
    "2.3, 2.3.0",
    "v2.10, 2.10.0",
    "0.0.0, 0.0.0",
    "2.3.1-rc.1, 2.3.1-rc.1",
    "2.3.1-rc.1+b7.x, 2.3.1-rc.1+b7.x",
    "2.3.1+007, 2.3.1+007",
    "2026.11.30, 2026.11.30",
    "20261130.1.0, 20261130.1.0",
    "1.0.0-x-y.-z, 1.0.0-x-y.-z",
  })
  void semanticVersionIsRead(String text, String canonical) {
    ComponentVersion version = ComponentVersion.parse(text);
    assertEquals(text, version.text());
    assertEquals(true, version.isSemantic());
    assertEquals(canonical, version.semver().getVersion());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nightly",
        "latest",
        "7",
        "v7",
        "1234567",
        "3f2a9c1",
        "2026-11-30",
        "2026.01.30",
        "02.3.1",
        "1.2.3.4",
        "2.x",
        "*",
        "2.3-rc.1",
        "2.3.",
        ".3.1",
        "2..1",
        "2.3.1-",
        "2.3.1-01",
        "2.3.1+",
        "2.3.1-a..b",
        "2.3.1-ä",
        "V2.3.1",
        "=2.3.1",
        "^2.3",
        ">=2 <3",
        "2.3.1 beta",
        "2147483648.0.0",
        "1.0.0-9999999999999999999",
        "٢.٣.١",
        "release/2.3",
        "sha256:0a",
        "-1.2.3",
        "2,3",
        "😀"
      })
  void anyOtherTextIsOpaque(String text) {
    ComponentVersion version = ComponentVersion.parse(text);
    assertEquals(text, version.text());
    assertEquals(false, version.isSemantic());
    assertEquals(OptionalInt.empty(), version.comparedTo(ComponentVersion.parse("2.3.1")));
    assertEquals(OptionalInt.empty(), ComponentVersion.parse("2.3.1").comparedTo(version));
    assertThrows(IllegalStateException.class, version::major);
  }

  @Test
  void whatIsNoVersionIsRefused() {
    assertEquals("the version is empty", problem(" "));
    assertEquals("a version has no control characters", problem("2.3\n.1"));
    assertEquals("a version has no control characters", problem("2.3\u001b[1m"));
    assertEquals("a version has no control characters", problem("2.3\u202e1"));
    assertEquals("a version is valid Unicode", problem("2.3\udc00"));
    assertEquals("a version has at most 128 characters", problem("a".repeat(129)));
    assertEquals(128, ComponentVersion.parse(" " + "a".repeat(128) + " ").text().length());
    assertEquals(256, ComponentVersion.parse("😀".repeat(128)).text().length());
  }

  private static String problem(String text) {
    return assertThrows(InvalidVersionException.class, () -> ComponentVersion.parse(text))
        .problem();
  }

  @Test
  void semanticVersionsHaveAnOrderAndOthersComeAfterThem() {
    String expected =
        "0.9.9 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-rc.2 1.0.0-rc.10 1.0.0 2.9 2.9.1"
            + " 2.10 v2.11.0 10.0.0 3f2a9c1 7 nightly";
    List<String> shuffled = Arrays.asList(expected.split(" "));
    Collections.shuffle(shuffled, new Random(7));
    assertEquals(
        expected,
        shuffled.stream()
            .map(ComponentVersion::parse)
            .sorted(ComponentVersion::compareInList)
            .map(ComponentVersion::text)
            .collect(Collectors.joining(" ")));
  }

  @Test
  void versionsAreTheSameWhereTheyMeanTheSame() {
    assertSame(true, "2.3", "2.3.0");
    assertSame(true, "v2.3.0", "2.3.0");
    assertSame(true, "nightly", "nightly");
    assertSame(false, "nightly", "Nightly");
    assertSame(false, "2.3.0+a", "2.3.0+b");
    assertSame(false, "2.3.0-rc.1", "2.3.0");
    assertSame(false, "7", "7.0.0");
    assertEquals(
        OptionalInt.of(0),
        ComponentVersion.parse("2.3.0+a").comparedTo(ComponentVersion.parse("2.3.0+b")));
    assertEquals(ComponentVersion.parse("2.3"), ComponentVersion.parse(" 2.3 "));
    assertNotEquals(ComponentVersion.parse("2.3"), ComponentVersion.parse("2.3.0"));
    assertEquals(
        List.of(2, 3, 1),
        Stream.of(ComponentVersion.parse("v2.3.1-rc.1"))
            .flatMap(it -> Stream.of(it.major(), it.minor(), it.patch()))
            .toList());
  }

  private static void assertSame(boolean same, String one, String other) {
    assertEquals(same, ComponentVersion.parse(one).isSame(ComponentVersion.parse(other)));
    assertEquals(same, ComponentVersion.parse(other).isSame(ComponentVersion.parse(one)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"runtime":{"version":"2.3.1"}}                           | 2.3.1
          {"runtime":{"version":" 2.3.1 "}}                         | 2.3.1
          {"runtime":{"version":"nightly","meta":{"version":"1"}}}  | nightly
          {"runtime":{"meta":{"version":"2.3.1"}}}                  | 2.3.1
          {"meta":{"version":"2.3.1"}}                              | 2.3.1
          {"runtime":{"version":7},"meta":{"version":"2.3.1"}}      | 2.3.1
          {"runtime":{"version":["2.3.1"]}}                         | `null`
          {"runtime":{"version":2.10}}                              | `null`
          {"runtime":{"version":""}}                                | `null`
          {"runtime":{"version":"a\\u0000b"}}                       | `null`
          {"runtime":{"version":null}}                              | `null`
          {"runtime":"python"}                                      | `null`
          {}                                                        | `null`
          """)
  void versionOfARow(String row, String expected) {
    ComponentVersion version = ComponentVersion.declared(Json.readObject(row));
    assertEquals(expected, String.valueOf(version));
  }
}
