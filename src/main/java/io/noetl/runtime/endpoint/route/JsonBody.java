package io.noetl.runtime.endpoint.route;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonNodes;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.MalformedJsonException;
import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the JSON of a request as leniently as the Python server, with the same error messages. */
public final class JsonBody {

  /** The longest body in bytes. */
  public static final int LONGEST = 1 << 20;

  private static final String NOT_AN_OBJECT =
      "Input should be a valid dictionary or object to extract fields from";

  private JsonBody() {}

  /** An object, whatever type the body claims to be. */
  public static JsonObject object(Call call) {
    if (call.body().length == 0) {
      throw refused("missing", "Field required", null);
    }
    JsonNode value = value(call);
    JsonObject object = JsonObject.from(value);
    if (object == null) {
      throw refused("model_attributes_type", NOT_AN_OBJECT, value);
    }
    return object;
  }

  /** The same, but a body of another media type is an error, as text. */
  public static JsonObject typedObject(Call call) {
    String text = text(call);
    if (text == null) {
      throw new InvalidRequest(
          "There was an error parsing the body", RuntimeApiException.Details.NONE);
    }
    if (!isJson(call.contentType())) {
      throw refused("model_attributes_type", NOT_AN_OBJECT, JsonNodes.of(text));
    }
    return object(call);
  }

  /** The same, but an empty body is an empty object. */
  public static JsonObject objectOrEmpty(Call call) {
    return call.body().length == 0 ? JsonObject.EMPTY : object(call);
  }

  /** The body without its byte order mark; null when it is not UTF-8. */
  private static @Nullable String text(Call call) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(call.body())).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUnicode) {
      return null;
    }
  }

  private static JsonNode value(Call call) {
    String text = text(call);
    if (text == null) {
      throw new MalformedBody("it is not UTF-8", 0);
    }
    try {
      return Json.read(text);
    } catch (MalformedJsonException broken) {
      throw new MalformedBody(broken.problem(), offset(text, broken));
    }
  }

  private static int offset(String text, MalformedJsonException broken) {
    int start = 0;
    for (int line = 1; line < broken.line(); line++) {
      start = text.indexOf('\n', start) + 1;
    }
    return Math.min(text.length(), start + broken.column() - 1);
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return true;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.isEmpty() || type.equals("application/json") || type.endsWith("+json");
  }

  private static InvalidRequest refused(String type, String message, @Nullable JsonNode input) {
    return new InvalidRequest(new FieldError(type, "", message, input));
  }

  /** A body that is not JSON; its answer names the position. */
  public static final class MalformedBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final int offset;

    public MalformedBody(String problem, int offset) {
      super(problem);
      this.problem = problem;
      this.offset = offset;
    }

    public Reply reply() {
      return Reply.detail(
          422,
          List.of(
              JsonObject.EMPTY
                  .with("type", "json_invalid")
                  .with("loc", List.of("body", offset))
                  .with("msg", "JSON decode error")
                  .with("input", Map.of())
                  .with("ctx", Map.of("error", problem))));
    }
  }
}
