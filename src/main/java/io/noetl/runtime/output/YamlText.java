package io.noetl.runtime.output;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes YAML in block style of plain values: maps with string keys, lists, scalars and null. */
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
  static String of(Map<?, ?> document) {
    YamlText text = new YamlText();
    text.append(document, 0);
    return text.yaml.toString();
  }

  /** Appends a value whose first line begins where the text ends, with all others indented. */
  private void append(@Nullable Object value, int indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      appendMap(map, indent);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      appendList(list, indent);
    } else {
      yaml.append(YamlScalar.of(value));
    }
  }

  private void appendMap(Map<?, ?> map, int indent) {
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        newLine(indent);
      }
      first = false;
      appendKey(String.valueOf(entry.getKey()), indent);
      appendValue(entry.getValue(), indent);
    }
  }

  private void appendKey(String name, int indent) {
    String key = YamlScalar.of(name);
    if (key.length() > LONGEST_KEY) {
      yaml.append("? ").append(key);
      newLine(indent);
    } else {
      yaml.append(key);
    }
    yaml.append(':');
  }

  private void appendValue(@Nullable Object value, int indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      newLine(indent + 2);
      appendMap(map, indent + 2);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      newLine(indent);
      appendList(list, indent);
    } else {
      yaml.append(' ').append(YamlScalar.of(value));
    }
  }

  private void appendList(List<?> list, int indent) {
    boolean first = true;
    for (Object element : list) {
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
