package io.noetl.runtime.json;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How the lines of a log are written: one JSON object each, or text for people. */
public enum LogFormat {
  JSON,
  TEXT;

  /**
   * The format of a name in any case.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static LogFormat of(String name) {
    if (name.equalsIgnoreCase("json")) {
      return JSON;
    }
    if (name.equalsIgnoreCase("text")) {
      return TEXT;
    }
    throw new IllegalArgumentException("it should be text or json");
  }

  /**
   * One line for the fields {@code time}, {@code level} and {@code event}, and any others. As text
   * the others follow as {@code field=value}, where values with spaces or quotes are quoted.
   */
  public String line(JsonObject fields) {
    if (this == JSON) {
      return Json.write(fields);
    }
    StringBuilder line = new StringBuilder();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        continue;
      }
      if (!line.isEmpty()) {
        line.append(' ');
      }
      switch (field.getKey()) {
        case "time", "event" -> line.append(value.asString());
        case "level" -> line.append(level(value.asString()));
        default -> line.append(field.getKey()).append('=').append(shown(value));
      }
    }
    return line.toString();
  }

  /** As wide as the widest, so that the events are aligned. */
  private static String level(String level) {
    return switch (level) {
      case "info" -> "INFO   ";
      case "warning" -> "WARNING";
      case "error" -> "ERROR  ";
      default -> level;
    };
  }

  private static String shown(JsonNode value) {
    if (!value.isString()) {
      return Json.write(value);
    }
    String text = value.asString();
    boolean isPlain = !text.isEmpty() && text.chars().allMatch(LogFormat::isPlain);
    return isPlain ? text : Json.quote(text);
  }

  /** Whether a character needs no quotes; what is no ASCII may be a control character. */
  private static boolean isPlain(int c) {
    return c > ' ' && c < 127 && c != '"' && c != '=' && c != '\\';
  }
}
