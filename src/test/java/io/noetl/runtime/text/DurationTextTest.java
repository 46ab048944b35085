package io.noetl.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "1ms, PT0.001S",
    "5s, PT5S",
    "2m, PT2M",
    "1h, PT1H",
    "15, PT15S",
    "0.5, PT0.5S",
    "1.5h, PT1H30M",
    "0.001s, PT0.001S",
    "' 5s ', PT5S",
    "007s, PT7S",
    "000000000000000001s, PT1S",
    "1.000001ms, PT0.001000001S",
    "0.123456h, PT7M24.4416S",
    "1.05m, PT1M3S",
    "8760h, PT8760H",
    "7d, PT168H",
    "1.5d, PT36H",
    "365d, PT8760H",
    "31536000, PT8760H"
  })
  void durationIsANumberAndAUnitOfWhichSecondsMayBeLeftOut(String text, Duration expected) {
    assertEquals(expected, DurationText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5x",
        "5S",
        "5 s",
        "s",
        "-5s",
        "+5s",
        ".5",
        "5.",
        "1.2.3",
        ".",
        "1e3",
        "1h30m",
        "5ss",
        "PT5S",
        "٥s",
        "0000000000000000001s",
        "0.1234567s"
      })
  void whatIsNoDurationIsRefused(String text) {
    assertRefused("\"" + text + "\" is not a duration: use 500ms, 5s, 2m, 1h or 7d", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0s", "0.0h", "0.9ms", "0.0001"})
  void lessThanAMillisecondIsRefused(String text) {
    assertRefused("\"" + text + "\" is too short for a duration: use 1ms or more", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8761h", "31536001", "8760.001h", "2251799813685249h", "999999999999999999ms"})
  void moreThanAYearIsRefused(String text) {
    assertRefused("\"" + text + "\" is too long for a duration: use 8760h or less", text);
  }

  private static void assertRefused(String sentence, String text) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text)).getMessage());
  }
}
