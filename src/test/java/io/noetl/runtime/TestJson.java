package io.noetl.runtime;

import io.noetl.runtime.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON with databind's own mapper, which has no part in writing it. */
public final class TestJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private TestJson() {}

  /** The one value in a text. */
  public static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /** The one object in a text. */
  public static JsonObject object(String text) {
    return new JsonObject((ObjectNode) read(text));
  }

  /** The objects of the list that a field holds. */
  public static List<JsonObject> items(JsonObject object, String field) {
    return object.node().required(field).valueStream().map(JsonObject::from).toList();
  }

  /** An object of fields. */
  public static ObjectNode fields(Map<String, ?> fields) {
    return (ObjectNode) node(fields);
  }

  /** A value in maps, lists, texts, numbers and booleans of Java. */
  public static @Nullable Object plain(@Nullable JsonNode value) {
    return value == null ? null : MAPPER.treeToValue(value, Object.class);
  }

  /** A node of these. */
  public static JsonNode node(@Nullable Object plain) {
    return MAPPER.valueToTree(plain);
  }
}
