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
 *     whole body
 * @param message what the field should be
 * @param input the value that was given
 */
public record FieldError(String type, String field, String message, @Nullable Object input) {

  private static final int LONGEST_INPUT = 60;

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
