package io.noetl.runtime.output;

import static io.noetl.runtime.output.Planet.EARTH;
import static io.noetl.runtime.output.Planet.MARS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLinesPrinterTest {

  private final Printer jsonLines = new JsonLinesPrinter(new ShownJson());

  @Test
  void listIsOneCompactDocumentALineWithoutEnvelope() {
    assertEquals(
        """
        compact {name=mars, moons=2, note=null}
        compact {name=earth, moons=1, note=home, "sweet" home}
        """,
        Planet.list(jsonLines, TestJson.fields(Map.of("runtime", "cpu")), MARS, EARTH));
  }

  @Test
  void emptyListIsNothing() {
    assertEquals("", Planet.list(jsonLines));
  }

  @Test
  void singleThingIsOneLine() {
    assertEquals("compact {name=mars, moons=2, note=null}\n", MARS.print(jsonLines));
  }
}
