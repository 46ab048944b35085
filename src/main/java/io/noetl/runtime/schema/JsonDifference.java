package io.noetl.runtime.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares JSON objects as values: neither order nor the spelling of a number matters. */
public final class JsonDifference {

  /** What lies deeper is one value: each change below would have a copy of the path. */
  private static final int LONGEST_PATH = 1_000;

  private JsonDifference() {}

  /**
   * Where two objects differ, in the order of the first. A field that is null or an empty object or
   * list is none; inside of nested objects every entry counts.
   */
  public static List<FieldChange> of(JsonObject before, JsonObject after) {
    List<FieldChange> changes = new ArrayList<>();
    compare("", withoutNothing(before), withoutNothing(after), changes);
    return changes;
  }

  private static JsonObject withoutNothing(JsonObject object) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> field : object.fields().entrySet()) {
      Object value = field.getValue();
      boolean isEmpty =
          (value instanceof Map<?, ?> map && map.isEmpty())
              || (value instanceof List<?> list && list.isEmpty());
      if (value != null && !isEmpty) {
        kept.put(field.getKey(), value);
      }
    }
    return new JsonObject(kept);
  }

  private static void compare(
      String path, JsonObject before, JsonObject after, List<FieldChange> changes) {
    Set<String> fields = new LinkedHashSet<>(before.fields().keySet());
    fields.addAll(after.fields().keySet());
    for (String field : fields) {
      Object left = before.get(field);
      Object right = after.get(field);
      boolean existed = before.has(field);
      boolean exists = after.has(field);
      JsonObject leftObject = existed ? JsonObject.from(left) : JsonObject.EMPTY;
      JsonObject rightObject = exists ? JsonObject.from(right) : JsonObject.EMPTY;
      if (leftObject != null
          && rightObject != null
          && path.length() + field.length() <= LONGEST_PATH
          && !(leftObject.isEmpty() && rightObject.isEmpty())) {
        compare(path + field + '.', leftObject, rightObject, changes);
      } else if (existed != exists || !same(left, right)) {
        changes.add(new FieldChange(path + field, existed, left, exists, right));
      }
    }
  }

  private static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Map<?, ?> leftMap && right instanceof Map<?, ?> rightMap) {
      return leftMap.keySet().equals(rightMap.keySet())
          && leftMap.entrySet().stream()
              .allMatch(entry -> same(entry.getValue(), rightMap.get(entry.getKey())));
    }
    if (left instanceof List<?> leftList && right instanceof List<?> rightList) {
      boolean same = leftList.size() == rightList.size();
      for (int i = 0; same && i < leftList.size(); i++) {
        same = same(leftList.get(i), rightList.get(i));
      }
      return same;
    }
    if (left instanceof Number one && right instanceof Number other) {
      return sameNumber(one.toString(), other.toString());
    }
    return Objects.equals(left, right);
  }

  private static boolean sameNumber(String left, String right) {
    if (left.equals(right)) {
      return true;
    }
    try {
      return new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
    } catch (NumberFormatException infinite) {
      return false;
    }
  }
}
