package io.noetl.runtime.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jline.jansi.Ansi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaintTest {

  @ParameterizedTest
  @CsvSource({"RED, 31", "GREEN, 32", "YELLOW, 33", "CYAN, 36"})
  void textIsPaintedAndTheTerminalLeftAsItWas(Paint paint, int code) {
    assertEquals("\u001b[" + code + "ma\u001b[m", paint.on("a"));
  }

  @Test
  void noPaintAddsNothing() {
    assertEquals("a", Paint.NONE.on("a"));
  }

  @Test
  void whetherColourIsWantedIsNotLeftToTheLibrary() {
    boolean before = Ansi.isEnabled();
    Ansi.setEnabled(false);
    try {
      assertEquals("\u001b[31ma\u001b[m", Paint.RED.on("a"));
    } finally {
      Ansi.setEnabled(before);
    }
  }
}
