package io.noetl.runtime.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that one answer names every bad field. */
final class Validation {

  /** Long enough for every name in use, short enough for an index entry of PostgreSQL. */
  static final int LONGEST_NAME = 512;

  private final List<FieldError> errors = new ArrayList<>();

  void reject(String type, String field, String message, @Nullable Object input) {
    errors.add(new FieldError(type, field, message, input));
  }

  void throwIfInvalid() {
    if (!errors.isEmpty()) {
      throw new RuntimeApiException.InvalidRequest(errors, RuntimeApiException.Details.NONE);
    }
  }

  /** A component's name, stripped: 1 to 512 characters without controls or lone surrogates. */
  static String checkName(String name) {
    Validation validation = new Validation();
    String checked = validation.name(name);
    validation.throwIfInvalid();
    return checked;
  }

  /** The same for a constructor that checks more than the name. */
  String name(String name) {
    String stripped = name.strip();
    int length = stripped.codePointCount(0, stripped.length());
    if (length == 0) {
      reject("string_too_short", "name", "String should have at least 1 character", name);
    } else if (length > LONGEST_NAME) {
      reject("string_too_long", "name", "String should have at most 512 characters", name);
    }
    return line("name", stripped);
  }

  /** A text of one line: stripped, blank as null. */
  @Nullable String optional(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    return line(field, text.strip());
  }

  /** A status word: stripped, lower case, {@code ready} where it is blank. */
  String status(@Nullable String status) {
    String word = optional("status", status);
    return word == null ? "ready" : word.toLowerCase(Locale.ROOT);
  }

  void negative(String field, @Nullable Object input) {
    reject("greater_than_equal", field, "Input should be greater than or equal to 0", input);
  }

  /**
   * Refuses what not every engine can store in a document: NUL and lone surrogates in its texts,
   * numbers beyond {@link NumberLimits}.
   */
  void storable(String field, @Nullable Object value) {
    switch (value) {
      case String text -> {
        if (text.indexOf('\0') >= 0 || loneSurrogate(text) >= 0) {
          reject(
              "string_unicode",
              field,
              "String should hold neither NUL nor half of a surrogate pair",
              text);
        }
      }
      case Map<?, ?> map ->
          map.forEach((key, nested) -> {
            storable(field, key);
            storable(field + "." + key, nested);
          });
      case List<?> list -> list.forEach(nested -> storable(field, nested));
      case Number number -> {
        if (!NumberLimits.isAllowed(number)) {
          reject("number_too_long", field, NumberLimits.SHOULD_BE, number);
        }
      }
      case null, default -> {}
    }
  }

  private String line(String field, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.getType(text.charAt(i)) == Character.CONTROL) {
        reject("string_control", field, "String should hold no control characters", text);
        return text;
      }
    }
    // The replacement character stands for bytes that somebody could not decode: the name is lost.
    if (loneSurrogate(text) >= 0 || text.indexOf('\uFFFD') >= 0) {
      reject("string_unicode", field, "String should be valid Unicode", text);
    }
    return text;
  }

  private static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }
}
