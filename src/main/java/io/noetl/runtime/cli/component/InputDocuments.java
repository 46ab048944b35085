package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.config.MalformedYamlException;
import io.noetl.runtime.config.YamlFile;
import io.noetl.runtime.config.YamlLines;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonNodes;
import io.noetl.runtime.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Parses the documents of a file: one or several JSON values in sequence, as jq prints them, or one
 * or several YAML documents. The file name extension selects the format; without one, JSON is tried
 * before YAML.
 */
final class InputDocuments {

  private final String name;
  private final String text;

  InputDocuments(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * The documents in their order; none where the text has only comments.
   *
   * @throws UsageException when the text is neither, or does not match its extension
   */
  List<JsonNode> read() {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
      return yaml();
    }
    if (lower.endsWith(".json")) {
      return json();
    }
    if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson")) {
      return lines();
    }
    return "{[\"".indexOf(text.stripLeading().charAt(0)) < 0 ? yaml() : jsonOrYaml();
  }

  /** Where the items stand; empty where that is not known. */
  List<YamlLines.Place> places() {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".jsonl") && !lower.endsWith(".ndjson")) {
      return YamlLines.of(text);
    }
    List<YamlLines.Place> places = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        places.add(new YamlLines.Place(i + 1, Map.of()));
      }
    }
    return places;
  }

  private List<JsonNode> jsonOrYaml() {
    try {
      return Json.readAll(text);
    } catch (MalformedJsonException broken) {
      try {
        return nodes(YamlFile.parseAll(text));
      } catch (MalformedYamlException alsoBroken) {
        // A text that begins like JSON gets the JSON error.
        throw notJson(broken, 0);
      }
    }
  }

  private List<JsonNode> json() {
    try {
      return Json.readAll(text);
    } catch (MalformedJsonException broken) {
      throw notJson(broken, 0);
    }
  }

  /** The lines as one list, even a single line: the format is a list by definition. */
  private List<JsonNode> lines() {
    List<JsonNode> values = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        try {
          values.add(Json.read(lines.get(i)));
        } catch (MalformedJsonException broken) {
          return valuesOf(notJson(broken, i));
        }
      }
    }
    return asList(values);
  }

  /**
   * The values of a text with line breaks inside values; otherwise throws the error of the line.
   */
  private List<JsonNode> valuesOf(UsageException ofLines) {
    try {
      return asList(Json.readAll(text));
    } catch (MalformedJsonException alsoBroken) {
      throw ofLines;
    }
  }

  private static List<JsonNode> asList(List<JsonNode> values) {
    return List.of(JsonNodes.of(values));
  }

  private static List<JsonNode> nodes(List<? extends @Nullable Object> plainValues) {
    List<JsonNode> nodes = new ArrayList<>();
    plainValues.forEach(value -> nodes.add(JsonNodes.of(value)));
    return nodes;
  }

  private List<JsonNode> yaml() {
    try {
      return nodes(YamlFile.parseAll(text));
    } catch (MalformedYamlException broken) {
      throw malformed("YAML", broken.line(), broken.column(), broken.problem());
    }
  }

  /**
   * The error of a text.
   *
   * @param before the number of lines before the text
   */
  private UsageException notJson(MalformedJsonException broken, int before) {
    return malformed("JSON", before + broken.line(), broken.column(), broken.problem());
  }

  private UsageException malformed(String format, int line, int column, String problem) {
    String place = line == 0 ? "" : ":" + line + ":" + column;
    return new UsageException(
        name + place + ": not valid " + format + ": " + problem, InputFile.EXAMPLE);
  }
}
