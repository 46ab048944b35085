package io.noetl.runtime.schema;

import io.noetl.runtime.secrets.SecretMask;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * One thing that is wrong with one field of a request, in the terms of the real server's 422
 * answer.
 *
 * @param type the kind of error, such as {@code greater_than_equal}
 * @param field the field's name; with a dot between the parts where it is nested, empty for the
 *     whole body; cut where it is long
 * @param message what the field should be
 * @param input the value that was given; a text or number is cut where it is long
 */
public record FieldError(String type, String field, String message, @Nullable JsonNode input) {

  private static final int LONGEST_INPUT = 60;

  /** Of places and inputs: a request may be one long text, and have many faults in it. */
  private static final int LONGEST = 200;

  public FieldError {
    field = cut(field);
    if (input != null && (input.isString() || input.isNumber())) {
      String text = input.asString();
      input = text.length() > LONGEST ? StringNode.valueOf(cut(text)) : input;
    }
  }

  /** The same where nothing that was given is to be shown. */
  public FieldError(String type, String field, String message) {
    this(type, field, message, (JsonNode) null);
  }

  /** The same of a text that was given, or of none. */
  public FieldError(String type, String field, String message, @Nullable String input) {
    this(type, field, message, input == null ? null : StringNode.valueOf(input));
  }

  /** What the place of a field within another is called; no longer than is shown of it. */
  static String path(String outer, String field) {
    return outer.length() > LONGEST ? outer : cut(outer) + '.' + cut(field);
  }

  /** The input as JSON may hold it: of a long object or list, the beginning of its text. */
  public @Nullable JsonNode shortInput() {
    if (input != null && input.isContainer()) {
      String json = Json.write(input);
      return json.length() > LONGEST ? StringNode.valueOf(cut(json)) : input;
    }
    return input;
  }

  /** A text, or as much of it as errors show. */
  static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }

  /** One line for people: the field, what it should be and what was given. */
  public String sentence() {
    return field.isEmpty() ? problem() : field + ": " + problem();
  }

  /** The same without the field's name. */
  public String problem() {
    if (input == null || input.isNull()) {
      return message;
    }
    StringBuilder line = new StringBuilder(message);
    if (input.isValueNode()) {
      JsonNode shown = SecretMask.value(field.substring(field.lastIndexOf('.') + 1), input);
      line.append(" (got ").append(shorten(Json.write(shown))).append(')');
    } else if (input.isArray()) {
      line.append(" (got a list)");
    } else if (!type.equals("missing")) {
      line.append(" (got an object)");
    }
    return line.toString();
  }

  private static String shorten(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_INPUT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_INPUT)) + "…";
  }
}
