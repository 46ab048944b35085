package io.noetl.runtime.output;

import static io.noetl.runtime.output.Planet.EARTH;
import static io.noetl.runtime.output.Planet.MARS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonPrinterTest {

  private final Printer json = new JsonPrinter(new ShownJson());

  @Test
  void listIsItemsAndCount() {
    assertEquals(
        """
        pretty {items=[{name=mars, moons=2, note=null}, \
        {name=earth, moons=1, note=home, "sweet" home}], count=2}
        """,
        Planet.list(json, MARS, EARTH));
  }

  @Test
  void emptyListIsNoItemsAndCountZero() {
    assertEquals("pretty {items=[], count=0}\n", Planet.list(json));
  }

  @Test
  void envelopeFollowsInItsOwnOrder() {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("runtime", "cpu");
    envelope.put("error", null);
    assertEquals(
        "pretty {items=[], count=0, runtime=cpu, error=null}\n",
        Planet.list(json, TestJson.fields(envelope)));
  }

  @Test
  void envelopeCannotReplaceItemsOrCount() {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("count", 99);
    envelope.put("items", Collections.emptyList());
    assertEquals(
        "pretty {items=[{name=mars, moons=2, note=null}], count=1}\n",
        Planet.list(json, TestJson.fields(envelope), MARS));
  }

  @Test
  void singleThingIsItsDocument() {
    assertEquals("pretty {name=mars, moons=2, note=null}\n", MARS.print(json));
  }
}
