package io.noetl.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

  private static final List<String> ORDERED =
      List.of(
          "",
          "01",
          "1",
          "2",
          "10",
          "99999999999999999999998",
          "99999999999999999999999",
          "a",
          "a-b",
          "a1b2",
          "a1b10",
          "a2",
          "pool-2",
          "pool-2a",
          "pool-10",
          "pool-10-1",
          "pool-x");

  @Test
  void numbersCountByTheirValue() {
    List<String> shuffled = new ArrayList<>(ORDERED);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.sort(NaturalOrder::compare);
    assertEquals(ORDERED, shuffled);
  }

  @Test
  void everyTwoNamesDifferInBothDirections() {
    for (String one : ORDERED) {
      for (String other : ORDERED) {
        assertEquals(one.equals(other), NaturalOrder.compare(one, other) == 0, one + " " + other);
        assertEquals(
            Integer.signum(NaturalOrder.compare(one, other)),
            -Integer.signum(NaturalOrder.compare(other, one)),
            one + " " + other);
      }
    }
  }
}
