package io.noetl.runtime.output;

import static io.noetl.runtime.output.Planet.EARTH;
import static io.noetl.runtime.output.Planet.MARS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NamePrinterTest {

  private final Printer names = new NamePrinter(Terminal.NONE);

  @Test
  void listIsOneNameALine() {
    assertEquals("mars\nearth\n", Planet.list(names, MARS, EARTH));
  }

  @Test
  void emptyListIsNothing() {
    assertEquals("", Planet.list(names));
  }

  @Test
  void singleThingIsItsName() {
    assertEquals("mars\n", MARS.print(names));
  }

  @Test
  void lineEndInANameDoesNotMakeASecondName() {
    assertEquals("a\\nb\n", Planet.named("a\nb").print(names));
  }

  @Test
  void onlyATerminalGetsReorderingCharactersEscaped() {
    assertEquals("a\u202eb\\u001b\n", Planet.named("a\u202eb\u001b").print(names));
    assertEquals(
        "a\\u202eb\\u001b\n",
        Planet.named("a\u202eb\u001b").print(new NamePrinter(new Terminal(true, 80, false))));
  }
}
