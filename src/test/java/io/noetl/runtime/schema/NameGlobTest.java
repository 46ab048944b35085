package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameGlobTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          p            | p
          *            | ``
          *            | anything at all
          cpu-*        | cpu-
          cpu-*        | cpu-1
          *-1          | gpu-1
          a*b*c        | a-b-b-c
          ?            | x
          ?            | \ud83d\ude00
          a?c          | abc
          [ab]-1       | b-1
          [a-c]1       | b1
          [!a-c]1      | d1
          [a!]         | !
          [^a]         | ^
          [^a]         | a
          [a&&b]       | &
          [a&&b]       | b
          [[]          | [
          [\\d]        | d
          [.]          | .
          [a-]         | -
          [-a]         | -
          [a-c-z]      | -
          [!!]         | a
          [😀-😃]      | 😁
          *[!a]        | ab
          **a**        | bab
          *ab*ab       | abab
          \\*          | *
          \\?          | ?
          \\[a]        | [a]
          \\\\         | \\
          a\\          | a\\
          a.b          | a.b
          a+           | a+
          (x           | (x
          ^$           | ^$
          {a,b}        | {a,b}
          \\E          | E
          ]            | ]
          """)
  void patternMatches(String glob, String name) {
    assertTrue(NameGlob.of(glob).matches(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          p       | P
          p       | pp
          p       | ``
          ``      | p
          cpu-*   | my-cpu-1
          ?       | ``
          ?       | xy
          a.b     | axb
          a+      | aa
          [ab]    | c
          [a-c]1  | d1
          [!a-c]1 | b1
          [^a]    | b
          [.]     | x
          [\\d]   | 1
          \\*     | x
          \\?     | x
          \\[a]   | a
          {a,b}   | a
          .*      | x
          *ab     | aba
          *ab*ab  | ab
          [!!]    | !
          """)
  void patternDoesNotMatch(String glob, String name) {
    assertFalse(NameGlob.of(glob).matches(name));
  }

  @Test
  void starStandsForLineEndsToo() {
    assertTrue(NameGlob.of("a*d").matches("a\nb\r\u0085c\u2028d"));
    assertTrue(NameGlob.of("a?b").matches("a\nb"));
  }

  /** With back-tracking each of these takes longer than anybody waits. */
  @Test
  void starsAreNotTriedAgain() {
    String dashes = "-".repeat(510);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertFalse(NameGlob.of("*-*-*-*-*-*x").matches(dashes));
          assertFalse(NameGlob.of("*?*?*?*?*?*[!-]").matches(dashes));
          assertFalse(NameGlob.of("*-".repeat(200) + "x").matches(dashes));
          assertTrue(NameGlob.of("*-".repeat(200) + "*").matches(dashes));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "a[b", "[]", "[!]", "[z-a]", "x[!"})
  void brokenSetIsRefused(String glob) {
    assertEquals(
        "name: Input should be a valid pattern (got \"" + glob + "\")",
        assertThrows(InvalidRequest.class, () -> NameGlob.of(glob)).getMessage());
  }

  @Test
  void patternsOfOneTextAreEqual() {
    assertEquals(NameGlob.of("a*"), NameGlob.of("a*"));
    assertEquals(NameGlob.of("a*").hashCode(), NameGlob.of("a*").hashCode());
    assertNotEquals(NameGlob.of("a*"), NameGlob.of("b*"));
    assertEquals("a*", NameGlob.of("a*").toString());
  }
}
