package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The metrics that a worker of 2025 reports in a request of its own. Its samples that differ in
 * labels only are added up; of more than 32 metrics the first are taken.
 *
 * @param name the component; null where only its id is given
 * @param id the registry's id of the component, empty where its name is given
 * @param metrics what it reports; null for nothing
 */
public record MetricsReport(@Nullable String name, String id, @Nullable HeartbeatMetrics metrics) {

  private static final List<String> TYPES = List.of("counter", "gauge", "histogram", "summary");

  /**
   * Reads a report.
   *
   * @throws RuntimeApiException.InvalidRequest naming every field that is wrong
   */
  public static MetricsReport fromJson(JsonObject json) {
    Validation validation = new Validation();
    String name = null;
    if (json.get("component_name") instanceof StringNode text) {
      name = validation.name(text.stringValue());
    } else if (json.get("component_name") != null) {
      validation.reject(
          "string_type",
          "component_name",
          "Input should be a valid string",
          json.get("component_name"));
    }
    JsonNode id = json.get("runtime_id");
    if (id != null && !(id.isNumber() || id.isString())) {
      validation.reject("int_type", "runtime_id", "Input should be a valid integer", id);
    } else if (id == null && json.get("component_name") == null) {
      validation.reject("missing", "component_name", "Field required", json.node());
    }
    Map<String, Double> values = values(json, validation);
    validation.throwIfInvalid();
    ObjectNode numbers = JsonNodeFactory.instance.objectNode();
    values.forEach((metric, value) -> {
      if (numbers.size() < HeartbeatMetrics.MOST) {
        numbers.set(metric, HeartbeatMetrics.number(value));
      }
    });
    return new MetricsReport(
        name,
        name == null && id != null ? id.asString() : "",
        numbers.isEmpty() ? null : new HeartbeatMetrics(new JsonObject(numbers)));
  }

  private static Map<String, Double> values(JsonObject json, Validation validation) {
    Map<String, Double> values = new LinkedHashMap<>();
    if (!(json.get("metrics") instanceof ArrayNode list)) {
      validation.reject(
          "list_type", "metrics", "Input should be a valid list", json.get("metrics"));
      return values;
    }
    for (int i = 0; i < list.size(); i++) {
      String path = "metrics." + i;
      JsonObject metric = JsonObject.from(list.get(i));
      if (metric == null) {
        validation.reject("dict_type", path, "Input should be a valid dictionary", list.get(i));
      } else if (isValid(path, metric, validation)) {
        JsonNode value = metric.get("metric_value");
        values.merge(
            String.valueOf(metric.text("metric_name")),
            value == null ? 0 : value.doubleValue(),
            Double::sum);
      }
    }
    return values;
  }

  private static boolean isValid(String path, JsonObject metric, Validation validation) {
    JsonNode name = metric.get("metric_name");
    JsonNode type = metric.get("metric_type");
    JsonNode value = metric.get("metric_value");
    if (name == null || !name.isString() || !HeartbeatMetrics.isName(name.stringValue())) {
      validation.reject(
          "string_pattern_mismatch",
          path + ".metric_name",
          "Metric name should have at most "
              + HeartbeatMetrics.LONGEST_NAME
              + " characters and match pattern '"
              + HeartbeatMetrics.NAME_PATTERN
              + "'",
          name);
      return false;
    }
    if (type != null && !(type.isString() && TYPES.contains(type.stringValue()))) {
      validation.reject(
          FieldError.unexpected(
              path + ".metric_type", "'counter', 'gauge', 'histogram' or 'summary'", type));
      return false;
    }
    if (value == null || !value.isNumber() || !Double.isFinite(value.doubleValue(Double.NaN))) {
      validation.reject(
          "finite_number", path + ".metric_value", "Input should be a finite number", value);
      return false;
    }
    return true;
  }

  /** The number of metrics that are stored. */
  public int count() {
    return metrics == null ? 0 : metrics.count();
  }

  /** Whether it is about a component, by its id. */
  public boolean isOf(RuntimeComponentInfo row) {
    return id.equals(row.runtimeId());
  }
}
