package io.noetl.runtime.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    if (patch.fields().values().stream().allMatch(value -> value == null)) {
      return;
    }
    Map<String, @Nullable Object> grown = patched(stored, patch);
    boolean grows =
        grown.size() > stored.fields().size()
            || Json.bytes(grown).length > Json.bytes(stored.fields()).length;
    if (grows) {
      Validation validation = new Validation();
      validation.size(field, grown);
      validation.throwIfInvalid();
    }
  }

  /** An object with single values of it set, or taken away where they are null. */
  static Map<String, @Nullable Object> patched(JsonObject object, JsonObject patch) {
    Map<String, @Nullable Object> patched = new LinkedHashMap<>(object.fields());
    patch
        .fields()
        .forEach((key, value) -> {
          if (value == null) {
            patched.remove(key);
          } else {
            patched.put(key, value);
          }
        });
    return patched;
  }
}
