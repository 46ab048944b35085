package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonNodes;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.version.ComponentVersion;
import io.noetl.runtime.schema.version.InvalidVersionException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields {@code depends_on} and {@code version}. A request has them beside its other fields or
 * in {@code meta} or {@code runtime}; a row has them in its runtime object, which every server
 * keeps.
 */
final class DependencyFields {

  static final String VERSION = "version";

  /** References of one component. */
  static final int MOST = 100;

  private DependencyFields() {}

  /** Whether an object has one of them. */
  static boolean areIn(JsonObject json) {
    return json.has(ComponentReference.FIELD) || json.has(VERSION);
  }

  /**
   * The runtime fields of a request together with the fields of the request, which take precedence.
   *
   * @param isRow whether the runtime fields are those of a row, which may hold anything
   * @param isPatch whether a null takes a field away
   */
  static JsonObject merged(
      JsonObject json, JsonObject runtime, boolean isRow, boolean isPatch, Validation validation) {
    ObjectNode merged = runtime.copy();
    for (String field : new String[] {ComponentReference.FIELD, VERSION}) {
      boolean isBeside = json.has(field);
      if (!isBeside && (isRow || !runtime.has(field))) {
        continue;
      }
      JsonNode given = (isBeside ? json : runtime).get(field);
      JsonNode value =
          field.equals(VERSION)
              ? version(given, isBeside, validation)
              : references(given, validation);
      if (value != null) {
        merged.set(field, value);
      } else if (isPatch) {
        merged.set(field, NullNode.getInstance());
      } else {
        merged.remove(field);
      }
    }
    return new JsonObject(merged);
  }

  /** A registration with both beside its other fields, where they hold what they should. */
  static JsonObject lifted(JsonObject registration) {
    JsonObject meta = registration.object("meta");
    if (!areIn(meta)) {
      return registration;
    }
    ObjectNode lifted = registration.copy();
    ObjectNode rest = meta.copy();
    lifted.remove("meta");
    for (String field : new String[] {ComponentReference.FIELD, VERSION}) {
      Validation validation = new Validation();
      JsonNode value =
          field.equals(VERSION)
              ? version(meta.get(field), true, validation)
              : references(meta.get(field), validation);
      if (value != null && validation.isEmpty()) {
        lifted.set(field, value);
        rest.remove(field);
      }
    }
    if (!rest.isEmpty()) {
      lifted.set("meta", rest);
    }
    return new JsonObject(lifted);
  }

  private static @Nullable JsonNode references(@Nullable JsonNode given, Validation validation) {
    if (given == null || (given.isArray() && given.isEmpty())) {
      return null;
    }
    if (!(given instanceof ArrayNode list)) {
      validation.reject(
          "list_type", ComponentReference.FIELD, "Input should be a valid list", given);
      return null;
    }
    if (list.size() > MOST) {
      validation.reject(FieldError.tooManyItems(ComponentReference.FIELD, MOST, list));
      return null;
    }
    Set<String> references = new LinkedHashSet<>();
    for (JsonNode element : list) {
      if (!element.isString()) {
        validation.reject(
            "string_type", ComponentReference.FIELD, "Input should be a valid string", element);
        continue;
      }
      try {
        references.add(ComponentReference.parse(element.stringValue()).text());
      } catch (RuntimeApiException.InvalidRequest invalid) {
        invalid.fields().forEach(validation::reject);
      }
    }
    return JsonNodes.of(references);
  }

  /** A worker may have sent something else than a text as its version, which is kept. */
  private static @Nullable JsonNode version(
      @Nullable JsonNode given, boolean mustBeText, Validation validation) {
    if (given == null) {
      return null;
    }
    if (!given.isString()) {
      if (mustBeText) {
        validation.reject(
            "string_type", VERSION, "Input should be a valid string; quote a number", given);
      }
      return given;
    }
    try {
      return JsonNodes.of(ComponentVersion.parse(given.stringValue()).text());
    } catch (InvalidVersionException invalid) {
      validation.reject("value_error", VERSION, capitalized(invalid.problem()), given);
      return null;
    }
  }

  private static String capitalized(String problem) {
    return Character.toUpperCase(problem.charAt(0)) + problem.substring(1);
  }
}
