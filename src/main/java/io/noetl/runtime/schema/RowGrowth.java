package io.noetl.runtime.schema;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Refuses what would make a component larger than any registration may: several small changes add
 * up. A row that another program wrote beyond the limits may be changed as long as it does not
 * grow, and be drained.
 */
final class RowGrowth {

  private RowGrowth() {}

  /**
   * Looks at an object of a row and at what is to change in it.
   *
   * @throws RuntimeApiException.InvalidRequest when it would be too large
   */
  static void check(String field, JsonObject stored, JsonObject patch) {
    if (patch.node().valueStream().allMatch(JsonNode::isNull)) {
      return;
    }
    ObjectNode grown = patched(stored, patch);
    boolean grows =
        grown.size() > stored.node().size() || Json.bytes(grown).length > Json.bytes(stored).length;
    if (grows) {
      Validation validation = new Validation();
      validation.size(field, grown);
      validation.throwIfInvalid();
    }
  }

  /** An object with single values of it set, or taken away where they are null. */
  static ObjectNode patched(JsonObject object, JsonObject patch) {
    ObjectNode patched = object.copy();
    patch.properties().forEach(entry -> patch(patched, entry.getKey(), entry.getValue()));
    return patched;
  }

  /** Sets one value of an object, or takes it away where it is null. */
  static void patch(ObjectNode object, String key, JsonNode value) {
    if (value.isNull()) {
      object.remove(key);
    } else {
      object.set(key, value);
    }
  }
}
