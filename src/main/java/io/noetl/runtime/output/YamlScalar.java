package io.noetl.runtime.output;

import io.noetl.runtime.text.Printable;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Values on one line, which readers of YAML 1.1 and of 1.2 take for what they are. */
final class YamlScalar {

  // Words that YAML 1.1 or 1.2 reads as null or a boolean. Source: https://yaml.org/type/
  private static final Set<String> RESERVED =
      Set.of("null", "y", "yes", "n", "no", "true", "false", "on", "off");

  private YamlScalar() {}

  /**
   * The text of a value that fits on one line.
   *
   * @throws IllegalArgumentException for a value that JSON could not hold either
   */
  static String of(JsonNode value) {
    if (value.isString()) {
      return text(value.stringValue());
    }
    if (value.isNumber()) {
      return number(value.asString());
    }
    if (value.isNull()) {
      return "null";
    }
    if (value.isBoolean()) {
      return value.asString();
    }
    if (value.isContainer() && value.isEmpty()) {
      return value.isObject() ? "{}" : "[]";
    }
    throw new IllegalArgumentException("no value of one line: " + value.getClass().getName());
  }

  /** The text of a string. */
  static String text(String string) {
    return isPlain(string) ? string : quoted(string);
  }

  // YAML 1.1 knows a float by its point and the sign of its exponent.
  private static String number(String text) {
    int exponent = text.indexOf('E');
    if (exponent < 0) {
      return text;
    }
    StringBuilder yaml = new StringBuilder(text.length() + 3).append(text, 0, exponent);
    if (text.indexOf('.') < 0) {
      yaml.append(".0");
    }
    yaml.append('E');
    if (Character.isDigit(text.charAt(exponent + 1))) {
      yaml.append('+');
    }
    return yaml.append(text, exponent + 1, text.length()).toString();
  }

  // Stricter than YAML, for the sake of a short rule: every indicator, number, date and time begins
  // with something other than a letter, a slash or an underscore.
  private static boolean isPlain(String text) {
    if (text.isEmpty() || RESERVED.contains(text.toLowerCase(Locale.ROOT))) {
      return false;
    }
    char first = text.charAt(0);
    char last = text.charAt(text.length() - 1);
    return (Character.isLetter(first) || first == '/' || first == '_')
        && last != ' '
        && last != ':'
        && !text.contains(": ")
        && !text.contains(" #")
        && Printable.isPrintable(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    // What Printable writes are escapes of YAML as well.
    return Printable.escape(quoted.append('"').toString());
  }
}
