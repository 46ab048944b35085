package io.noetl.runtime.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void noTerminalIsNeitherInteractiveNorColored() {
    assertEquals(new Terminal(false, 0, false), Terminal.NONE);
  }

  @Test
  void negativeWidthIsRefused() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> new Terminal(true, -1, true));
    assertEquals("a terminal cannot have -1 columns", refusal.getMessage());
  }
}
