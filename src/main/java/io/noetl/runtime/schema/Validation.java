package io.noetl.runtime.schema;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.NestingLimits;
import io.noetl.runtime.json.NumberLimits;
import io.noetl.runtime.text.ControlCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Collects what is wrong with a request, so that one answer names the bad fields. All limits on
 * what a component may be stand here.
 */
final class Validation {

  /** Long enough for every name in use, short enough for an index entry of PostgreSQL. */
  static final int LONGEST_NAME = 512;

  static final int LONGEST_STATUS = 64;
  static final int LONGEST_URI = 2_048;

  /** Of what a component runs, and of the host that it runs on. */
  static final int LONGEST_WORD = 255;

  /** Of labels, meta and capabilities each: keys of the object itself. */
  static final int MOST_KEYS = 256;

  /** Of the same: bytes of their JSON with all numbers written out, as jsonb does. */
  static final int MOST_BYTES = 64 * 1024;

  /** A request may have an error in every byte; more than these are not reported. */
  private static final int MOST_ERRORS = 20;

  private final List<FieldError> errors = new ArrayList<>();

  void reject(FieldError error) {
    if (!isFull()) {
      errors.add(error);
    }
  }

  void reject(String type, String field, String message, @Nullable JsonNode input) {
    reject(new FieldError(type, field, message, input));
  }

  void reject(String type, String field, String message, String input) {
    reject(type, field, message, StringNode.valueOf(input));
  }

  private boolean isFull() {
    return errors.size() == MOST_ERRORS;
  }

  /** Whether nothing is wrong so far. */
  boolean isEmpty() {
    return errors.isEmpty();
  }

  void throwIfInvalid() {
    if (!errors.isEmpty()) {
      throw new RuntimeApiException.InvalidRequest(errors, RuntimeApiException.Details.NONE);
    }
  }

  /** The same with further errors, of fields that have none yet. */
  void throwWith(List<FieldError> others) {
    if (!errors.isEmpty()) {
      List<String> known = new ArrayList<>();
      for (FieldError error : errors) {
        known.add(error.field());
      }
      for (FieldError other : others) {
        if (!known.contains(other.field())) {
          reject(other);
        }
      }
      throwIfInvalid();
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
    if (stripped.isEmpty()) {
      reject(FieldError.empty("name", StringNode.valueOf(name)));
    }
    return line("name", stripped, LONGEST_NAME);
  }

  /** A text of one line: stripped, blank as null. */
  @Nullable String optional(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    return line(field, text.strip(), field.equals("uri") ? LONGEST_URI : LONGEST_WORD);
  }

  /** A status word: stripped, lower case, {@code ready} where it is blank. */
  String status(@Nullable String status) {
    return status == null || status.isBlank()
        ? "ready"
        : line("status", status.strip(), LONGEST_STATUS).toLowerCase(Locale.ROOT);
  }

  void negative(String field, JsonNode input) {
    reject(FieldError.below(field, 0, input));
  }

  /**
   * Refuses what not every engine can store in a document: NUL and lone surrogates in its texts,
   * numbers beyond {@link NumberLimits}; and a document that is too large.
   */
  void storable(String field, @Nullable JsonNode value) {
    if (value != null) {
      size(field, value, walk(field, value));
    }
  }

  /** Refuses a document that is too large, whatever is in it. */
  void size(String field, JsonNode value) {
    size(field, value, 0);
  }

  private void size(String field, JsonNode value, long writtenOut) {
    int before = errors.size();
    if (value.isObject() && value.size() > MOST_KEYS) {
      reject(FieldError.tooManyKeys(field, MOST_KEYS, value));
    }
    if (NestingLimits.isDeeper(value, NestingLimits.MOST_REGISTERED)) {
      reject(
          "too_deep",
          field,
          "JSON should have at most " + NestingLimits.MOST_REGISTERED + " levels",
          StringNode.valueOf("…"));
    }
    if (errors.size() == before && writtenOut + Json.bytes(value).length > MOST_BYTES) {
      reject("too_large", field, "JSON should have at most " + MOST_BYTES + " bytes", value);
    }
  }

  /** Looks into all of it, and gives how many more bytes its numbers have when written out. */
  private long walk(String path, JsonNode value) {
    if (isFull()) {
      return 0;
    }
    return switch (value) {
      case StringNode text -> {
        text(path, text.stringValue());
        yield 0;
      }
      case ObjectNode object -> {
        long writtenOut = 0;
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          text(path, entry.getKey());
          writtenOut += walk(FieldError.path(path, entry.getKey()), entry.getValue());
        }
        yield writtenOut;
      }
      case ArrayNode list -> {
        long writtenOut = 0;
        for (JsonNode nested : list) {
          writtenOut += walk(path, nested);
        }
        yield writtenOut;
      }
      case NumericNode number -> {
        if (!NumberLimits.isAllowed(number.numberValue())) {
          reject("number_too_long", path, NumberLimits.SHOULD_BE, number);
          yield 0;
        }
        yield number instanceof DecimalNode decimal ? Math.abs(decimal.decimalValue().scale()) : 0;
      }
      default -> 0;
    };
  }

  private void text(String path, String text) {
    if (!isFull() && (text.indexOf('\0') >= 0 || loneSurrogate(text) >= 0)) {
      reject(
          "string_unicode",
          path,
          "String should hold neither NUL nor half of a surrogate pair",
          text);
    }
  }

  private String line(String field, String text, int most) {
    if (text.codePointCount(0, text.length()) > most) {
      reject(FieldError.tooLong(field, most, StringNode.valueOf(text)));
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Tests for ASCII first, so that a usual heartbeat need not load the rule.
      if ((c < ' ' || c > '~') && ControlCharacters.isControl(c)) {
        reject("string_control", field, "String should hold no control characters", text);
        return text;
      }
    }
    // The replacement character stands for undecodable bytes: the original name is lost.
    if (loneSurrogate(text) >= 0 || text.indexOf('\uFFFD') >= 0) {
      reject("string_unicode", field, "String should be valid Unicode", text);
    }
    return text;
  }

  static int loneSurrogate(String text) {
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
