package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metrics that a component reports with a heartbeat: finite numbers by name.
 *
 * @param values the numbers; whole ones are written without a fraction
 */
public record HeartbeatMetrics(JsonObject values) {

  /** The field of a heartbeat, and of the runtime object that stores it. */
  public static final String FIELD = "metrics";

  /** When they were reported, within that object. */
  public static final String TIME = "time";

  /** The numbers themselves, within that object. */
  public static final String VALUES = "values";

  /** The metrics that say how many jobs are active; the first that a component reports counts. */
  public static final List<String> ACTIVE =
      List.of("active", "active_tasks", "concurrent_dispatches", "noetl_worker_active_tasks");

  public static final int MOST = 32;
  public static final int LONGEST_NAME = 128;

  /** The names that Prometheus takes. */
  public static final String NAME_PATTERN = "^[a-zA-Z_:][a-zA-Z0-9_:]*$";

  /** Whole numbers that a double holds exactly. */
  private static final double LARGEST_WHOLE = 1L << 53;

  public HeartbeatMetrics {
    Validation validation = new Validation();
    values = checked(values, validation);
    validation.throwIfInvalid();
  }

  public int count() {
    return values.node().size();
  }

  /** Whether the value of a runtime field is one that a heartbeat stored. */
  public static boolean isStored(@Nullable JsonNode value) {
    return value != null && value.isObject() && value.has(TIME) && value.path(VALUES).isObject();
  }

  /** Whether a metric may have this name. */
  public static boolean isName(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
      if (!isLetter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  /** A finite number as JSON. */
  public static JsonNode number(double value) {
    return value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE
        ? LongNode.valueOf((long) value)
        : DoubleNode.valueOf(value);
  }

  private static JsonObject checked(JsonObject values, Validation validation) {
    if (values.node().size() > MOST) {
      validation.reject(FieldError.tooManyKeys(FIELD, MOST, values.node()));
      return values;
    }
    ObjectNode checked = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> metric : values.properties()) {
      String name = metric.getKey();
      JsonNode value = metric.getValue();
      String path = FieldError.path(FIELD, name);
      if (name.length() > LONGEST_NAME) {
        validation.reject(
            "string_too_long",
            path,
            "Metric name should have at most " + LONGEST_NAME + " characters",
            value);
      } else if (!isName(name)) {
        validation.reject(
            "string_pattern_mismatch",
            path,
            "Metric name should match pattern '" + NAME_PATTERN + "'",
            value);
      } else if (!value.isNumber()) {
        validation.reject("float_type", path, "Input should be a valid number", value);
      } else if (!Double.isFinite(value.doubleValue(Double.NaN))) {
        validation.reject("finite_number", path, "Input should be a finite number", value);
      } else {
        checked.set(name, number(value.doubleValue()));
      }
    }
    return new JsonObject(checked);
  }
}
