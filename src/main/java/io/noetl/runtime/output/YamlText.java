package io.noetl.runtime.output;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes YAML in block style of JSON. */
final class YamlText {

  // YAML allows a key of 1024 characters before its colon.
  private static final int LONGEST_KEY = 1000;

  private final StringBuilder yaml = new StringBuilder();

  private YamlText() {}

  /**
   * The text of a document, without a line end.
   *
   * @throws IllegalArgumentException for a value that JSON could not hold either
   */
  static String of(ObjectNode document) {
    YamlText text = new YamlText();
    text.append(document, 0);
    return text.yaml.toString();
  }

  /** Appends a value whose first line begins where the text ends, with all others indented. */
  private void append(JsonNode value, int indent) {
    if (value instanceof ObjectNode map && !map.isEmpty()) {
      appendMap(map, indent);
    } else if (value instanceof ArrayNode list && !list.isEmpty()) {
      appendList(list, indent);
    } else {
      yaml.append(YamlScalar.of(value));
    }
  }

  private void appendMap(ObjectNode map, int indent) {
    boolean first = true;
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (!first) {
        newLine(indent);
      }
      first = false;
      appendKey(entry.getKey(), indent);
      appendValue(entry.getValue(), indent);
    }
  }

  private void appendKey(String name, int indent) {
    String key = YamlScalar.text(name);
    if (key.length() > LONGEST_KEY) {
      yaml.append("? ").append(key);
      newLine(indent);
    } else {
      yaml.append(key);
    }
    yaml.append(':');
  }

  private void appendValue(JsonNode value, int indent) {
    if (value instanceof ObjectNode map && !map.isEmpty()) {
      newLine(indent + 2);
      appendMap(map, indent + 2);
    } else if (value instanceof ArrayNode list && !list.isEmpty()) {
      newLine(indent);
      appendList(list, indent);
    } else {
      yaml.append(' ').append(YamlScalar.of(value));
    }
  }

  private void appendList(ArrayNode list, int indent) {
    boolean first = true;
    for (JsonNode element : list) {
      if (!first) {
        newLine(indent);
      }
      first = false;
      yaml.append("- ");
      append(element, indent + 2);
    }
  }

  private void newLine(int indent) {
    yaml.append('\n').repeat(' ', indent);
  }
}
