package io.noetl.runtime.json;

import io.noetl.runtime.secrets.Confidential;
import io.noetl.runtime.secrets.SecretMask;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An immutable JSON object that keeps its fields in order, unknown ones included. Requests and rows
 * are validated on construction, so they hold this view rather than databind's mutable node.
 *
 * @param node not modified after construction
 */
public record JsonObject(ObjectNode node) implements Confidential<JsonObject> {

  public static final JsonObject EMPTY = new JsonObject(JsonNodeFactory.instance.objectNode());

  /** The value as an object; null where it is something else. */
  public static @Nullable JsonObject from(@Nullable JsonNode value) {
    return value instanceof ObjectNode object ? new JsonObject(object) : null;
  }

  /** An object of values that {@link JsonNodes#of} takes. */
  public static JsonObject of(Map<String, ? extends @Nullable Object> fields) {
    return new JsonObject(JsonNodes.object(fields));
  }

  @Override
  public JsonObject masked() {
    ObjectNode masked = SecretMask.fields(node);
    return masked.equals(node) ? this : new JsonObject(masked);
  }

  public boolean isEmpty() {
    return node.isEmpty();
  }

  public boolean has(String field) {
    return node.has(field);
  }

  /** A field's value; null where the field is absent or null. */
  public @Nullable JsonNode get(String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : value;
  }

  /** The names of the fields in their order. */
  public Collection<String> names() {
    return node.propertyNames();
  }

  /** The fields in their order; a field that is null has a null node. */
  public Set<Map.Entry<String, JsonNode>> properties() {
    return node.properties();
  }

  /** A text, number or boolean as text; null where the field is absent, null or structured. */
  public @Nullable String text(String field) {
    return text(node.get(field));
  }

  /** The same of a value. */
  public static @Nullable String text(@Nullable JsonNode value) {
    return value == null || value.isNull() || value.isContainer() ? null : value.asString();
  }

  /** A nested object; empty where the field is absent or something else. */
  public JsonObject object(String field) {
    JsonObject nested = from(node.get(field));
    return nested == null ? EMPTY : nested;
  }

  /** An ISO 8601 time, read as UTC where it names no offset; null where there is none. */
  public @Nullable Instant instant(String field) {
    return instant(node.get(field));
  }

  /** The same of a value. */
  public static @Nullable Instant instant(@Nullable JsonNode value) {
    if (value == null || !value.isString()) {
      return null;
    }
    String text = value.stringValue().replace(' ', 'T');
    if (text.startsWith("+") || text.startsWith("-")) {
      // A year of other than four digits; differences of such times overflow a long of
      // milliseconds.
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException withoutOffset) {
      try {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException notATime) {
        return null;
      }
    }
  }

  /** A node with the same fields, to be changed. */
  public ObjectNode copy() {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(node);
    return copy;
  }

  /**
   * This object with one field set; a new field goes to the end.
   *
   * @param value what {@link JsonNodes#of} takes
   */
  public JsonObject with(String field, @Nullable Object value) {
    ObjectNode changed = copy();
    changed.set(field, JsonNodes.of(value));
    return new JsonObject(changed);
  }

  /** This object with one field set unless {@code value} is null or an empty object. */
  public JsonObject withPresent(String field, @Nullable Object value) {
    boolean isNothing = value == null || (value instanceof JsonObject nested && nested.isEmpty());
    return isNothing ? this : with(field, value);
  }

  /** This object with the fields of {@code other}, which win, at their place or at the end. */
  public JsonObject merge(JsonObject other) {
    ObjectNode merged = copy();
    merged.setAll(other.node);
    return new JsonObject(merged);
  }

  /** The object as JSON; that of the node would build a mapper. */
  @Override
  public String toString() {
    return Json.write(this);
  }

  /** Ids exceed what many JSON readers hold in a number, so they are always strings here. */
  public JsonObject withTextId() {
    JsonNode id = node.get("runtime_id");
    return id != null && id.isNumber() ? with("runtime_id", id.asString()) : this;
  }
}
