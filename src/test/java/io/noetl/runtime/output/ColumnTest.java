package io.noetl.runtime.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTest {

  @Test
  void headerIsKeptInLowerCase() {
    assertEquals("runtime_id", Column.of("Runtime_ID", Object::toString).header());
  }

  @Test
  void blankHeaderIsRefused() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Column.of(" ", Object::toString));
    assertEquals("a column needs a header", refusal.getMessage());
  }

  @Test
  void viewWithoutColumnsIsRefused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new View<Planet>(List.of(), Planet::name, any -> null, any -> List.of()));
    assertEquals("a view needs a column", refusal.getMessage());
  }
}
