package io.noetl.runtime.schema.declaration;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.secrets.Confidential;
import io.noetl.runtime.secrets.SecretMask;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One value that differs between two objects.
 *
 * @param field where it stands, such as {@code capacity} or {@code labels.env}
 * @param existed whether the first side has it, be it as null
 * @param before the first side's value; null where it has none
 * @param exists whether the second side has it
 * @param after the second side's value; null where it has none
 */
public record FieldChange(
    String field,
    boolean existed,
    @Nullable JsonNode before,
    boolean exists,
    @Nullable JsonNode after)
    implements Confidential<FieldChange> {

  /** What lies deeper is one value: each change below would have a copy of the path. */
  private static final int LONGEST_PATH = 1_000;

  /** Compares values, whatever the spelling of a number. */
  private static final Comparator<JsonNode> BY_VALUE = (left, right) -> isSame(left, right) ? 0 : 1;

  /**
   * Where two objects differ, in the order of the first; neither order nor the spelling of a number
   * matters. A field that is null or an empty object or list is none; inside of nested objects
   * every entry counts.
   */
  public static List<FieldChange> between(JsonObject before, JsonObject after) {
    List<FieldChange> changes = new ArrayList<>();
    compare("", withoutNothing(before), withoutNothing(after), changes);
    return changes;
  }

  private static JsonObject withoutNothing(JsonObject object) {
    return new JsonObject(
        object
            .copy()
            .removeIf(value -> value.isNull() || (value.isContainer() && value.isEmpty())));
  }

  private static void compare(
      String path, JsonObject before, JsonObject after, List<FieldChange> changes) {
    Set<String> fields = new LinkedHashSet<>(before.names());
    fields.addAll(after.names());
    for (String field : fields) {
      JsonNode left = before.node().get(field);
      JsonNode right = after.node().get(field);
      JsonObject leftObject = left == null ? JsonObject.EMPTY : JsonObject.from(left);
      JsonObject rightObject = right == null ? JsonObject.EMPTY : JsonObject.from(right);
      if (leftObject != null
          && rightObject != null
          && path.length() + field.length() <= LONGEST_PATH
          && !(leftObject.isEmpty() && rightObject.isEmpty())) {
        compare(path + field + '.', leftObject, rightObject, changes);
      } else if (left == null || right == null || !left.equals(BY_VALUE, right)) {
        changes.add(
            new FieldChange(
                path + field, left != null, before.get(field), right != null, after.get(field)));
      }
    }
  }

  private static boolean isSame(JsonNode left, JsonNode right) {
    boolean areNumbers = left.isNumber() && right.isNumber();
    return areNumbers ? isSameNumber(left.asString(), right.asString()) : left.equals(right);
  }

  private static boolean isSameNumber(String left, String right) {
    if (left.equals(right)) {
      return true;
    }
    try {
      return new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
    } catch (NumberFormatException infinite) {
      return false;
    }
  }

  @Override
  public FieldChange masked() {
    String name = field.substring(field.lastIndexOf('.') + 1);
    return new FieldChange(
        field,
        existed,
        before == null ? null : SecretMask.value(name, before),
        exists,
        after == null ? null : SecretMask.value(name, after));
  }

  /** The change as JSON shows it: a side that has no value is left out. */
  public JsonObject toJson() {
    JsonObject json = JsonObject.EMPTY.with("field", field);
    json = existed ? json.with("before", before) : json;
    return exists ? json.with("after", after) : json;
  }
}
