package io.noetl.runtime.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SparklineTest {

  @Test
  void largestNumberIsTheHighestBarAndOnlyZeroTheLowest() {
    assertEquals("▁▂▃▄▅▆▇█", Sparkline.of(0, 1, 2, 3, 4, 5, 6, 7));
    assertEquals("▁▂█", Sparkline.of(0, 1, 1000));
    assertEquals("█▁", Sparkline.of(1, 0));
  }

  @Test
  void nothingHappenedIsAFlatLine() {
    assertEquals("▁▁▁", Sparkline.of(0, 0, 0));
    assertEquals("", Sparkline.of());
  }
}
