package io.noetl.runtime.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A value in a YAML file, and where it is. */
record YamlNode(String place, Object value) {

  /** The documents of a file, with its merge keys resolved. */
  static List<YamlNode> documents(Path file) throws IOException {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.toString()).setSchema(new CoreSchema()).build();
    List<YamlNode> documents = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file)) {
      for (Object document : new Load(settings).loadAllFromReader(text)) {
        documents.add(new YamlNode(file.toString(), merged(document)));
      }
    }
    return documents;
  }

  /** A text that is one document. */
  static YamlNode parsed(String text) {
    return new YamlNode(text, new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static Object merged(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(YamlNode::merged).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<String, Object> merged = new LinkedHashMap<>();
    if (map.get("<<") instanceof Map<?, ?> common) {
      common.forEach((key, item) -> merged.put(key.toString(), merged(item)));
    }
    map.forEach((key, item) -> {
      if (!key.equals("<<")) {
        merged.put(key.toString(), merged(item));
      }
    });
    return merged;
  }

  boolean has(String key) {
    return value instanceof Map<?, ?> map && map.containsKey(key);
  }

  /** What is below some keys; an error where it is not. */
  YamlNode at(String... keys) {
    YamlNode node = this;
    for (String key : keys) {
      if (!node.has(key)) {
        throw new AssertionError(node.place + " has no " + key + ": " + node.value);
      }
      node = new YamlNode(node.place + "." + key, ((Map<?, ?>) node.value).get(key));
    }
    return node;
  }

  String text(String... keys) {
    YamlNode node = at(keys);
    if (node.value instanceof List || node.value instanceof Map || node.value == null) {
      throw new AssertionError(node.place + " is no text: " + node.value);
    }
    return node.value.toString();
  }

  /** The items of a list; none where there is no such key. */
  List<YamlNode> items(String... keys) {
    YamlNode node = this;
    for (String key : keys) {
      if (!node.has(key)) {
        return List.of();
      }
      node = node.at(key);
    }
    if (!(node.value instanceof List<?> list)) {
      throw new AssertionError(node.place + " is no list: " + node.value);
    }
    List<YamlNode> items = new ArrayList<>();
    for (Object item : list) {
      items.add(new YamlNode(node.place + "[" + items.size() + "]", item));
    }
    return items;
  }

  List<String> texts(String... keys) {
    return items(keys).stream().map(YamlNode::text).toList();
  }

  /** The entries of a map; none where there is no such key. */
  Map<String, YamlNode> entries(String... keys) {
    YamlNode node = this;
    for (String key : keys) {
      if (!node.has(key)) {
        return Map.of();
      }
      node = node.at(key);
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (Object key : ((Map<?, ?>) node.value).keySet()) {
      entries.put(key.toString(), node.at(key.toString()));
    }
    return entries;
  }
}
