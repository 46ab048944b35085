package io.noetl.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class JsonBytesTest {

  private final JsonBytes bytes = new JsonBytes(2);

  private String written() {
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }

  @Test
  void valuesFollowEachOther() {
    bytes.value(Map.of("a", 1));
    bytes.raw((byte) ',');
    bytes.value(List.of("\u00e4", true));

    assertEquals("{\"a\":1},[\"\u00e4\",true]", written());
    assertEquals(written().getBytes(StandardCharsets.UTF_8).length, bytes.size());
  }

  @Test
  void valueThatCannotBeWrittenLeavesNothingBehind() {
    bytes.value(1);
    JsonNode deep = JsonNodeFactory.instance.numberNode(2);
    for (int depth = 0; depth < 2_000; depth++) {
      deep = JsonNodeFactory.instance.arrayNode().add(deep);
    }
    JsonNode tooDeep = deep;
    assertThrows(JacksonException.class, () -> bytes.value(tooDeep));
    bytes.value(Map.of("a", 3));

    assertEquals("1{\"a\":3}", written());
  }

  /** The text before and after a value with control characters is unchanged. */
  @Test
  void valueThatDrivesTerminalsIsEscapedWhereItStands() {
    bytes.raw((byte) 0xc2, (byte) 0x9b);
    bytes.value("before");
    bytes.value("\u009b31m \u00e9 \u202e \u007f \u2028 \u061c");
    bytes.value("after");

    assertEquals(
        "\u009b\"before\"\"\\u009b31m \u00e9 \\u202e \\u007f \\u2028 \\u061c\"\"after\"",
        written());
  }

  @Test
  void whatIsClearedIsGone() {
    bytes.value("a longer text than what follows");
    bytes.clear();
    assertEquals(0, bytes.size());
    bytes.value(1);

    assertEquals("1", written());
  }
}
