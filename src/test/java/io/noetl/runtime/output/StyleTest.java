package io.noetl.runtime.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleTest {

  @ParameterizedTest
  @CsvSource({
    "DEFAULT, 'a',                     '\u001b[2;39ma\u001b[0m'",
    "RED,     '\u001b[31ma\u001b[0m', '\u001b[2;31ma\u001b[0m'",
    "GREEN,   '\u001b[32ma\u001b[0m', '\u001b[2;32ma\u001b[0m'",
    "YELLOW,  '\u001b[33ma\u001b[0m', '\u001b[2;33ma\u001b[0m'",
    "CYAN,    '\u001b[36ma\u001b[0m', '\u001b[2;36ma\u001b[0m'"
  })
  void textIsPaintedAndTheTerminalLeftAsItWas(Hue hue, String bright, String dim) {
    assertEquals(bright, painted(Style.of(hue)));
    assertEquals(dim, painted(Style.of(hue).dimmed()));
  }

  @Test
  void plainStyleAddsNothing() {
    assertEquals("a", painted(Style.PLAIN));
  }

  private static String painted(Style style) {
    StringBuilder line = new StringBuilder();
    style.paint("a", line);
    return line.toString();
  }
}
