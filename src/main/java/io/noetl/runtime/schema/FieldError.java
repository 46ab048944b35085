package io.noetl.runtime.schema;

import io.noetl.runtime.json.Json;
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
 * @param context the limit or the expected values that the message names; null for errors without
 */
public record FieldError(
    String type,
    String field,
    String message,
    @Nullable JsonNode input,
    @Nullable Context context) {

  private static final int LONGEST_INPUT = 60;

  /** Of places and inputs: a request may be one long text, and have many faults in it. */
  private static final int LONGEST = 200;

  /**
   * What a program needs of the message, as the real server's {@code ctx} has it.
   *
   * @param name the name of the limit, such as {@code max_length}
   * @param value a number, or a text of the expected values
   */
  public record Context(String name, Object value) {}

  public FieldError {
    field = cut(field);
    if (input != null && (input.isString() || input.isNumber())) {
      String text = input.asString();
      input = text.length() > LONGEST ? StringNode.valueOf(cut(text)) : input;
    }
  }

  /** An error without a context. */
  public FieldError(String type, String field, String message, @Nullable JsonNode input) {
    this(type, field, message, input, null);
  }

  /** The same where nothing that was given is to be shown. */
  public FieldError(String type, String field, String message) {
    this(type, field, message, (JsonNode) null);
  }

  /** The same of a text that was given, or of none. */
  public FieldError(String type, String field, String message, @Nullable String input) {
    this(type, field, message, input == null ? null : StringNode.valueOf(input));
  }

  /** A number below its lowest value. */
  public static FieldError below(String field, int lowest, JsonNode input) {
    return new FieldError(
        "greater_than_equal",
        field,
        "Input should be greater than or equal to " + lowest,
        input,
        new Context("ge", lowest));
  }

  /** A number above its highest value. */
  static FieldError above(String field, int highest, JsonNode input) {
    return new FieldError(
        "less_than_equal",
        field,
        "Input should be less than or equal to " + highest,
        input,
        new Context("le", highest));
  }

  /** A value that is none of those expected, which are given as one text. */
  static FieldError unexpected(String field, String expected, @Nullable JsonNode input) {
    return new FieldError(
        "literal_error",
        field,
        "Input should be " + expected,
        input,
        new Context("expected", expected));
  }

  /** An empty text. */
  static FieldError empty(String field, JsonNode input) {
    return new FieldError(
        "string_too_short",
        field,
        "String should have at least 1 character",
        input,
        new Context("min_length", 1));
  }

  /** A text of more than {@code longest} characters. */
  static FieldError tooLong(String field, int longest, JsonNode input) {
    return new FieldError(
        "string_too_long",
        field,
        "String should have at most " + longest + " characters",
        input,
        new Context("max_length", longest));
  }

  /** An object of more than {@code most} keys. */
  static FieldError tooManyKeys(String field, int most, JsonNode input) {
    return new FieldError(
        "too_long",
        field,
        "Dictionary should have at most " + most + " items",
        input,
        new Context("max_length", most));
  }

  /** A list of more than {@code most} items. */
  static FieldError tooManyItems(String field, int most, JsonNode input) {
    return new FieldError(
        "too_long",
        field,
        "List should have at most " + most + " items",
        input,
        new Context("max_length", most));
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
