package io.noetl.runtime.endpoint.route;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer, before it is sent.
 *
 * @param headers those that not every answer has
 * @param stored the body where it is sent in portions, from memory or a file; null otherwise
 * @param held to be run once when the answer is sent or dropped; null for nothing
 */
public record Reply(
    int status,
    String contentType,
    Map<String, String> headers,
    byte[] body,
    @Nullable StoredBody stored,
    @Nullable Runnable held) {

  public static final String JSON = "application/json";

  public Reply(int status, String contentType, Map<String, String> headers, byte[] body) {
    this(status, contentType, headers, body, null, null);
  }

  /** The length of the body in bytes. */
  public long length() {
    return stored == null ? body.length : stored.size();
  }

  /** To be called once for each answer, when it is sent or dropped. */
  public void release() {
    if (held != null) {
      held.run();
    }
  }

  public static Reply json(int status, @Nullable Object value) {
    return new Reply(status, JSON, Map.of(), Json.bytes(value));
  }

  public static Reply jsonBytes(byte[] json, Map<String, String> headers) {
    return new Reply(200, JSON, headers, json);
  }

  public static Reply text(int status, String contentType, String text) {
    return new Reply(status, contentType, Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The form of all errors. */
  public static Reply detail(int status, Object detail) {
    return json(status, JsonObject.EMPTY.with("detail", detail));
  }

  public Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, contentType, more, body, stored, held);
  }

  /** The same answer, which runs this once when it is sent or dropped. */
  public Reply heldBy(Runnable release) {
    return new Reply(status, contentType, headers, body, stored, release);
  }
}
