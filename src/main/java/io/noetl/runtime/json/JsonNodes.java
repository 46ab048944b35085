package io.noetl.runtime.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates nodes from Java values. Separate from {@link Json}, because a heartbeat in direct mode
 * creates nodes but neither reads nor writes JSON.
 */
public final class JsonNodes {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonNodes() {}

  /**
   * The node of a value.
   *
   * @param value a node, a {@link JsonObject}, a text, a boolean, a number of up to 64 bits or of
   *     java.math, or a map or list of these
   */
  public static JsonNode of(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case JsonNode node -> node;
      case JsonObject object -> object.node();
      case String text -> NODES.stringNode(text);
      case Boolean truth -> NODES.booleanNode(truth);
      case Integer number -> NODES.numberNode(number.intValue());
      case Long number -> NODES.numberNode(number.longValue());
      case BigInteger number -> NODES.numberNode(number);
      case BigDecimal number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number.doubleValue());
      case Map<?, ?> fields -> object(fields);
      case Iterable<?> items -> {
        ArrayNode array = NODES.arrayNode();
        for (Object item : items) {
          array.add(of(item));
        }
        yield array;
      }
      default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
    };
  }

  /** A node of the fields of an object, whose values {@link #of} takes. */
  static ObjectNode object(Map<?, ?> fields) {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      object.set(String.valueOf(field.getKey()), of(field.getValue()));
    }
    return object;
  }
}
