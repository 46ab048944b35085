package io.noetl.runtime.schema.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semver4j.range.RangeListFactory;

class VersionRangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          ^2.3                 ; 2.3.0 2.3 v2.4.1 2.99.0+b7     ; 2.2.9 3.0.0 1.0.0 nightly 2.4.0-rc.1
          ^0.3                 ; 0.3.0 0.3.9                    ; 0.4.0 1.0.0
          ^0.0.3               ; 0.0.3                          ; 0.0.4 0.1.0
          ^0                   ; 0.0.0 0.9.9                    ; 1.0.0
          ^2.x                 ; 2.0.0 2.9                      ; 3.0.0
          ~2.3                 ; 2.3.0 2.3.9                    ; 2.4.0 2.2.9
          ~2                   ; 2.0.0 2.9.9                    ; 3.0.0
          ~2.3.4               ; 2.3.4 2.3.9                    ; 2.3.3 2.4.0
          >=2.1 <3             ; 2.1.0 2.10.0 2.99.99           ; 2.0.9 3.0.0
          `>= 2.1  < 3`        ; 2.1.0                          ; 3.0.0
          >2.1                 ; 2.2.0                          ; 2.1.0 2.1.9
          <=2.1                ; 2.1.0 2.1.9 1.0.0              ; 2.2.0
          <2.1                 ; 2.0.9                          ; 2.1.0
          >2.x                 ; 3.0.0                          ; 2.9.9
          2                    ; 2.0.0 2.9.9                    ; 3.0.0 2
          2.x                  ; 2.0.0 2.9.9                    ; 3.0.0
          2.*                  ; 2.0.0 2.9.9                    ; 3.0.0
          2.3.X                ; 2.3.0 2.3.9                    ; 2.4.0
          2.x.x                ; 2.0.0                          ; 1.9.9
          2.3                  ; 2.3.0 2.3.9                    ; 2.4.0
          2.3.1                ; 2.3.1 v2.3.1 2.3.1+b7          ; 2.3.2 2.3.1-rc.1
          v2.3.1               ; 2.3.1                          ; 2.3.2
          >=v2.3.1             ; 2.3.1                          ; 2.3.0
          1.2 - 2.3            ; 1.2.0 2.3.9                    ; 1.1.9 2.4.0
          1.2.3 - 2.3.4        ; 1.2.3 2.3.4                    ; 1.2.2 2.3.5
          ^1.8 || ^2.1         ; 1.8.0 2.1.0                    ; 2.0.0 3.0.0
          ^1.8||^2.1           ; 1.8.0 2.1.0                    ; 2.0.0 3.0.0
          1 - 2 || 4           ; 1.0.0 2.9.9 4.1.0              ; 3.0.0 5.0.0
          >=2.4.0-rc.1         ; 2.4.0-rc.1 2.4.0-rc.10 2.4.0   ; 2.4.0-beta 2.5.0-rc.1
          2.4.0-rc.1           ; 2.4.0-rc.1                     ; 2.4.0
          *                    ; 2.3.1 nightly 7 2.4.0-rc.1     ; ``
          x                    ; nightly                        ; ``
          =2.3.1               ; 2.3.1 v2.3.1 2.3.1+b7          ; 2.3.2
          =2.3.1+b7            ; 2.3.1+b7 v2.3.1+b7             ; 2.3.1 2.3.1+b8
          =2.3                 ; 2.3.1 2.3                      ; 2.4.0
          =2.3.1 <2            ; ``                             ; 2.3.1
          =nightly             ; nightly                        ; Nightly 2.3.1 nightly-2
          =1234567             ; 1234567                        ; 1234568
          =nightly || ^2       ; nightly 2.1.0                  ; 3.0.0
          =2026.01.30          ; 2026.01.30                     ; 2026.1.30
          =latest              ; latest                         ; 2.3.1
          =release/2.3         ; release/2.3                    ; 2.3.0
          <2147                ; 0.0.1 2146.9.9                 ; 2147.0.0 2147483648.0.0
          ^999999999           ; 999999999.0.0                  ; 1.0.0
          """)
  void rangeContainsTheFirstAndNotTheOthers(String range, String inside, String outside) {
    StringBuilder contained = new StringBuilder();
    for (String version : (inside + " " + outside).strip().split(" +")) {
      if (VersionRange.parse(range).contains(ComponentVersion.parse(version))) {
        contained.append(contained.isEmpty() ? "" : " ").append(version);
      }
    }
    assertEquals(inside, contained.toString());
    assertFalse(VersionRange.parse(range).contains(null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      textBlock =
          """
          ``                @ the range is empty
          `  `              @ the range is empty
          latest            @ at character 1, "latest": "latest" is not a number; write =latest for exactly that version
          abc               @ at character 1, "abc": "abc" is not a number; write =abc for exactly that version
          >=abc             @ at character 3, "abc": "abc" is not a number
          1.2.3.4           @ at character 1, "1.2.3.4": a version has at most three numbers; write =1.2.3.4 for exactly that version
          ^1..2             @ at character 2, "1..2": a number is missing
          ^1.               @ at character 2, "1.": a number is missing
          x.2               @ at character 1, "x.2": only wildcards may follow a wildcard; write =x.2 for exactly that version
          1.2.x.3           @ at character 1, "1.2.x.3": a version has at most three numbers; write =1.2.x.3 for exactly that version
          >=02.1            @ at character 3, "02.1": "02" has a leading zero
          >=1.2.3-01        @ at character 3, "1.2.3-01": "01" has a leading zero
          >=1.2.3-          @ at character 3, "1.2.3-": "-" has an empty part
          >=1.2.3-a..b      @ at character 3, "1.2.3-a..b": "-a..b" has an empty part
          >=1.2.3-a_b       @ at character 3, "1.2.3-a_b": "-a_b" may hold letters, digits and hyphens only
          >=1.2-rc.1        @ at character 3, "1.2-rc.1": "-rc.1" may only follow three numbers, as in 2.3.1-rc.1
          >=1.x-rc          @ at character 3, "1.x-rc": "-rc" may only follow three numbers, as in 2.3.1-rc.1
          ^1.2.3+b7         @ at character 2, "1.2.3+b7": a range has no builds; write =1.2.3+b7 for that build alone
          1.+               @ at character 1, "1.+": a number is missing; write =1.+ for exactly that version
          ^9999999999       @ at character 2, "9999999999": "9999999999" has more than 9 digits
          >=1.0.0-9999999999999999999 @ at character 3, "1.0.0-9999999999999999999": "9999999999999999999" has more than 18 digits
          ^                 @ at character 2, there should be a version after "^"
          >                 @ at character 2, there should be a version after ">"
          ^^2               @ at character 1, "^^": the operators are = > >= < <= ^ ~
          ==2               @ at character 1, "==": the operators are = > >= < <= ^ ~
          =>2               @ at character 1, "=>": the operators are = > >= < <= ^ ~
          !=2               @ at character 1, "!=": the operators are = > >= < <= ^ ~
          <>2               @ at character 1, "<>": the operators are = > >= < <= ^ ~
          ~>2.3             @ at character 1, "~>": the operators are = > >= < <= ^ ~
          ^x                @ at character 2, "x": a wildcard without a number takes no operator
          >=*               @ at character 3, "*": a wildcard without a number takes no operator
          >=2.1,<3          @ at character 6, there should be a blank or ||
          >=2.1<3           @ at character 6, there should be a blank or ||
          [1.0,2.0)         @ at character 1, there should be a version
          ^2 (3)            @ at character 4, there should be a version
          ||                @ at character 1, there should be a version
          ^2 ||             @ at character 6, there should be a version
          || ^2             @ at character 1, there should be a version
          ^1 || || ^2       @ at character 7, there should be a version
          ^1 | ^2           @ at character 4, alternatives are separated by ||
          1 ||| 2           @ at character 5, there should be a version
          1.2.3 foo         @ at character 7, "foo": "foo" is not a number; write =foo for exactly that version
          foo || 1.x        @ at character 1, "foo": "foo" is not a number; write =foo for exactly that version
          * <3              @ at character 5, * and =TEXT stand alone or beside ||
          =nightly <3       @ at character 12, * and =TEXT stand alone or beside ||
          1 -2              @ at character 3, "-2": a number is missing; write =-2 for exactly that version
          1 - 2 <3          @ at character 1, "1 - 2": a hyphen range stands alone or beside ||
          <3 1 - 2          @ at character 4, "1 - 2": a hyphen range stands alone or beside ||
          ^1 - 2            @ at character 1, "^1 - 2": a hyphen range stands alone or beside ||
          1 -               @ at character 4, there should be a version after "-"
          1 - abc           @ at character 5, "abc": "abc" is not a number
          * - 2             @ at character 1, "*": a bound is a version without a build
          1 - 2.3.1+b7      @ at character 5, "2.3.1+b7": a bound is a version without a build
          >=٢.٣             @ at character 3, there should be a version after ">="
          """)
  void whatIsNoRangeIsRefused(String range, String problem) {
    assertEquals(
        problem,
        assertThrows(InvalidVersionException.class, () -> VersionRange.parse(range)).problem());
  }

  @Test
  void controlCharactersAndLengthAreRefused() {
    assertEquals("a range has no control characters", problem("^2\t<3"));
    assertEquals("a range has no control characters", problem("^2\u202e3"));
    assertEquals("a range is valid Unicode", problem("^2\ud83d"));
    assertEquals("a range has at most 256 characters", problem("^2" + " <3".repeat(85)));
    assertEquals(
        256, VersionRange.parse("^2 " + " <3".repeat(84) + " ".repeat(9)).text().length() + 1);
  }

  private static String problem(String range) {
    return assertThrows(InvalidVersionException.class, () -> VersionRange.parse(range)).problem();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          ^2.3               @ >=2.3.0 and <3.0.0
          ^0                 @ >=0.0.0 and <1.0.0
          ^0.0               @ >=0.0.0 and <0.1.0
          ^0.0.x             @ >=0.0.0 and <0.1.0
          ^0.0.3             @ >=0.0.3 and <0.0.4
          ^0.3.1             @ >=0.3.1 and <0.4.0
          ^2.3.1-rc.1        @ >=2.3.1-rc.1 and <3.0.0
          ~0                 @ >=0.0.0 and <1.0.0
          ~2.3 <2.3.7        @ >=2.3.0 and <2.4.0 and <2.3.7
          <2.5 ^2.3          @ <2.5.0 and >=2.3.0 and <3.0.0
          1 - 2              @ >=1.0.0 and <3.0.0
          1.x - 2            @ >=1.0.0 and <3.0.0
          2.3.1              @ =2.3.1
          ^2 || ~3.1 <3.1.4  @ (>=2.0.0 and <3.0.0) or (>=3.1.0 and <3.2.0 and <3.1.4)
          """)
  void everyComparatorBecomesLimits(String range, String limits) {
    assertEquals(limits, VersionRange.parse(range).ranges().toString());
  }

  @Test
  void readingTheLongestRangesIsQuick() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          ComponentVersion version = ComponentVersion.parse("2.3.1-" + "a".repeat(120));
          for (String range :
              new String[] {
                "^2 || ".repeat(42) + "^3",
                "^2 ".repeat(85),
                "^2" + " ".repeat(250) + "<3",
                "1" + " ".repeat(126) + "-" + " ".repeat(126) + "2",
                "1.2.3-" + "a-".repeat(120),
                "1.2.3-" + "a.".repeat(120) + "b"
              }) {
            VersionRange.parse(range).contains(version);
          }
        });
  }

  @Test
  void rangesOfOneTextAreEqual() {
    assertEquals(VersionRange.parse("^2"), VersionRange.parse(" ^2 "));
    assertEquals(VersionRange.parse("^2").hashCode(), VersionRange.parse("^2").hashCode());
    assertEquals("^2", VersionRange.parse(" ^2").toString());
    assertEquals(false, VersionRange.parse("^2").equals(VersionRange.parse("^3")));
  }

  /** The reason why the grammar is checked here. */
  @Test
  void semverAloneTakesWhatIsNoRange() {
    assertEquals(">=0.0.0", RangeListFactory.create("latest").toString());
    assertEquals("=1.2.3", RangeListFactory.create("1.2.3 foo").toString());
    assertEquals(">=1.0.0", RangeListFactory.create("[1.0,2.0)").toString());
    assertEquals("<2.5.0", RangeListFactory.create("^2.3 <2.5").toString());
    assertEquals(">=0.0.0", RangeListFactory.create("^0").toString());
  }
}
