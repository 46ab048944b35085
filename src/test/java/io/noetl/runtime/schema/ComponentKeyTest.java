package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComponentKeyTest {

  @Test
  void namesStandInTheOrderOfTheirCodePoints() {
    ComponentKey ascii = new ComponentKey("worker_pool", "z");
    ComponentKey wide = new ComponentKey("worker_pool", "\uff21");
    ComponentKey emoji = new ComponentKey("worker_pool", "\ud83d\ude00");
    ComponentKey broker = new ComponentKey("broker", "\ud83d\ude00");
    assertEquals(
        List.of(broker, ascii, wide, emoji),
        Stream.of(emoji, wide, ascii, broker).sorted().toList());
  }
}
