package io.noetl.runtime.cli.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tolerated offset between the clocks of this machine and the registry. */
class ClockOffsetTest {

  @ParameterizedTest
  @CsvSource({
    "0, true, 0s ahead of the registry's",
    "3000, true, 3s ahead of the registry's",
    "-3000, true, 3s behind the registry's",
    "3001, false, 3s ahead of the registry's",
    "-3001, false, 3s behind the registry's",
    "-7200000, false, 2h00m behind the registry's"
  })
  void threeSecondsAreTolerated(long millis, boolean tolerated, String text) {
    Instant there = Instant.parse("2026-01-01T00:00:00Z");
    ClockOffset offset = ClockOffset.between(there, there.plusMillis(millis));
    assertEquals(new ClockOffset(Duration.ofMillis(millis)), offset);
    assertEquals(tolerated, offset.isTolerated());
    assertEquals(text, offset.text());
  }
}
