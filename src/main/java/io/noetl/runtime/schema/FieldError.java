package io.noetl.runtime.schema;

import io.noetl.runtime.secrets.SecretMask;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
public record FieldError(String type, String field, String message, @Nullable Object input) {

  private static final int LONGEST_INPUT = 60;

  /** Of places and inputs: a request may be one long text, and have many faults in it. */
  private static final int LONGEST = 200;

  public FieldError {
    field = cut(field);
    if (input instanceof String text) {
      input = cut(text);
    } else if (input instanceof Number && input.toString().length() > LONGEST) {
      input = cut(input.toString());
    }
  }

  /** What the place of a field within another is called; no longer than is shown of it. */
  static String path(String outer, @Nullable Object field) {
    return outer.length() > LONGEST ? outer : cut(outer) + '.' + cut(String.valueOf(field));
  }

  /** The input as JSON may hold it: of a long object or list, the beginning of its text. */
  public @Nullable Object shortInput() {
    if (input instanceof Map<?, ?> || input instanceof List<?>) {
      String json = Json.write(input);
      return json.length() > LONGEST ? cut(json) : input;
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
    StringBuilder line = new StringBuilder(message);
    if (input instanceof String || input instanceof Number || input instanceof Boolean) {
      Object shown = SecretMask.value(field.substring(field.lastIndexOf('.') + 1), input);
      line.append(" (got ").append(shorten(Json.write(shown))).append(')');
    } else if (input instanceof List<?>) {
      line.append(" (got a list)");
    } else if (input instanceof Map<?, ?> && !type.equals("missing")) {
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
