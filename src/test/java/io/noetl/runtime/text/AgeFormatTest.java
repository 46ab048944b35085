package io.noetl.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeFormatTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S,          0s",
    "PT0.999S,      0s",
    "PT-1S,         0s",
    "PT-100H,       0s",
    "PT5S,          5s",
    "PT59.999S,     59s",
    "PT1M,          1m00s",
    "PT2M5S,        2m05s",
    "PT9M9S,        9m09s",
    "PT10M10S,      10m10s",
    "PT59M59S,      59m59s",
    "PT1H,          1h00m",
    "PT3H12M59S,    3h12m",
    "PT23H59M59S,   23h59m",
    "P1D,           1d00h",
    "P4DT7H59M,     4d07h",
    "P400DT23H,     400d23h"
  })
  void ageHasTwoUnitsAtMost(Duration age, String text) {
    assertEquals(text, AgeFormat.text(age));
  }
}
