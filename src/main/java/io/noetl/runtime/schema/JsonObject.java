package io.noetl.runtime.schema;

import io.noetl.runtime.secrets.Confidential;
import io.noetl.runtime.secrets.SecretMask;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that keeps its fields in the order they came, unknown ones included.
 *
 * <p>Values are {@code String}, {@code Number}, {@code Boolean}, {@code List}, {@code Map} or null.
 */
public record JsonObject(Map<String, @Nullable Object> fields) implements Confidential<JsonObject> {

  public static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Takes {@code value} for an object, or gives null where it is something else. */
  @SuppressWarnings("unchecked") // JSON objects have no other keys than strings
  public static @Nullable JsonObject from(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? new JsonObject((Map<String, @Nullable Object>) map)
        : null;
  }

  @Override
  public JsonObject masked() {
    Map<?, ?> masked = SecretMask.fields(fields);
    JsonObject object = masked.equals(fields) ? null : from(masked);
    return object == null ? this : object;
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  public boolean has(String field) {
    return fields.containsKey(field);
  }

  public @Nullable Object get(String field) {
    return fields.get(field);
  }

  /** A text, number or boolean as text; null where the field is absent, null or structured. */
  public @Nullable String text(String field) {
    Object value = fields.get(field);
    return value == null || value instanceof Map || value instanceof List ? null : value.toString();
  }

  /** A nested object; empty where the field is absent or something else. */
  public JsonObject object(String field) {
    JsonObject nested = from(fields.get(field));
    return nested == null ? EMPTY : nested;
  }

  /** An ISO 8601 time, read as UTC where it names no offset; null where there is none. */
  public @Nullable Instant instant(String field) {
    if (!(fields.get(field) instanceof String text)) {
      return null;
    }
    if (text.startsWith("+") || text.startsWith("-")) {
      // A year of other than four digits; differences of such times overflow a long of
      // milliseconds.
      return null;
    }
    try {
      return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    } catch (DateTimeException withoutOffset) {
      try {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException notATime) {
        return null;
      }
    }
  }

  /** This object with one field set; a new field goes to the end. */
  public JsonObject with(String field, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(fields);
    changed.put(field, value);
    return new JsonObject(changed);
  }

  /** This object with one field set unless {@code value} is null or an empty object. */
  JsonObject withPresent(String field, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    if (value instanceof JsonObject nested) {
      return nested.isEmpty() ? this : with(field, nested.fields());
    }
    return with(field, value);
  }

  /** This object with the fields of {@code other}, which win, at their place or at the end. */
  public JsonObject merge(JsonObject other) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(fields);
    merged.putAll(other.fields);
    return new JsonObject(merged);
  }

  /** Ids exceed what many JSON readers hold in a number, so they are always strings here. */
  JsonObject withTextId() {
    return fields.get("runtime_id") instanceof Number id ? with("runtime_id", id.toString()) : this;
  }
}
