package io.noetl.runtime.client;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Reads the reason and the field errors from the body of an unsuccessful answer. */
final class ErrorBody {

  private static final int LONGEST_TEXT = 300;

  private ErrorBody() {}

  /** The reason that the server gives, from one of the known fields. */
  static String reason(HttpAnswer answer) {
    JsonObject body = object(answer.json());
    for (String field : List.of("detail", "error", "message")) {
      String text = textOf(body.get(field));
      if (text != null) {
        return shorten(text);
      }
    }
    String type = answer.header("Content-Type");
    boolean page = type != null && type.contains("html");
    return body.isEmpty() && !page ? shorten(answer.text()) : "";
  }

  /** A text, or the message of an object; lists of field errors are read elsewhere. */
  private static @Nullable String textOf(@Nullable JsonNode value) {
    if (value == null || value.isArray()) {
      return null;
    }
    JsonObject object = JsonObject.from(value);
    if (object == null) {
      return value.asString();
    }
    for (String field : List.of("message", "reason", "msg", "detail")) {
      String text = object.text(field);
      if (text != null) {
        return text;
      }
    }
    return object.isEmpty() ? null : Json.write(object);
  }

  private static String shorten(String text) {
    String line = text.strip();
    int end = line.indexOf('\n') < 0 ? line.length() : line.indexOf('\n');
    return end <= LONGEST_TEXT ? line.substring(0, end) : line.substring(0, LONGEST_TEXT) + "…";
  }

  /** The field errors of a validation error, as FastAPI reports them; empty for none. */
  static List<FieldError> fieldErrors(HttpAnswer answer) {
    JsonNode detail = object(answer.json()).get("detail");
    List<FieldError> errors = new ArrayList<>();
    if (detail instanceof ArrayNode list) {
      for (JsonNode item : list) {
        JsonObject error = object(item);
        String message = error.text("msg");
        if (message != null) {
          String type = error.text("type");
          // Without the input, which may be the whole body that the caller sent.
          errors.add(new FieldError(type == null ? "" : type, field(error.get("loc")), message));
        }
      }
    }
    return errors;
  }

  /** The location of an error without its leading {@code body}. */
  private static String field(@Nullable JsonNode loc) {
    StringBuilder field = new StringBuilder();
    if (loc instanceof ArrayNode parts) {
      for (int i = 1; i < parts.size(); i++) {
        field.append(field.isEmpty() ? "" : ".").append(JsonObject.text(parts.get(i)));
      }
    }
    return field.toString();
  }

  /** The value as an object; empty where it is something else. */
  static JsonObject object(@Nullable JsonNode value) {
    JsonObject object = JsonObject.from(value);
    return object == null ? JsonObject.EMPTY : object;
  }
}
