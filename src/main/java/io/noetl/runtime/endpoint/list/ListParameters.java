package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.json.JsonNodes;
import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters of a list. */
public final class ListParameters {

  private ListParameters() {}

  /** The filters {@code kind}, {@code runtime}, {@code status}, {@code name} and {@code label}. */
  static RuntimeListQuery query(Call call) {
    String name = blankAsNull(call.parameter("name"));
    return RuntimeListQuery.of(kind(call))
        .withName(name)
        .withRuntime(call.parameter("runtime"))
        .withStatus(call.parameter("status"))
        .withLabels(labels(call));
  }

  /** The filter {@code kind}; null for all kinds. */
  public static @Nullable RuntimeKind kind(Call call) {
    String kind = blankAsNull(call.parameter("kind"));
    return kind == null ? null : RuntimeKind.of(kind);
  }

  /** Whether {@code secrets=masked} asks for masked secrets. */
  public static boolean masksSecrets(Call call) {
    return "masked".equals(call.parameter("secrets"));
  }

  /** The page that {@code limit} and {@code after} select; null for the whole list. */
  static @Nullable ListPage page(Call call) {
    String limit = call.parameter("limit");
    String after = blankAsNull(call.parameter("after"));
    if (after != null && after.indexOf('\0') >= 0) {
      throw invalid("string_control", "after", "String should hold no control characters", after);
    }
    return limit == null && after == null
        ? null
        : new ListPage(limit == null ? Integer.MAX_VALUE : number("limit", limit), after);
  }

  /** How many steps {@code depth} allows; all without it. */
  static int depth(Call call) {
    String depth = call.parameter("depth");
    return depth == null ? Integer.MAX_VALUE : number("depth", depth);
  }

  private static int number(String field, String text) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 1) {
        return number;
      }
      throw new InvalidRequest(FieldError.below(field, 1, JsonNodes.of(text)));
    } catch (NumberFormatException notANumber) {
      throw invalid(
          "int_parsing",
          field,
          "Input should be a valid integer, unable to parse string as an integer",
          text);
    }
  }

  private static Map<String, String> labels(Call call) {
    Map<String, String> labels = new HashMap<>();
    for (String label : call.query().getOrDefault("label", List.of())) {
      int equals = label.indexOf('=');
      if (equals < 1) {
        throw invalid("value_error", "label", "Input should be KEY=VALUE", label);
      }
      labels.put(label.substring(0, equals), label.substring(equals + 1));
    }
    return labels;
  }

  private static @Nullable String blankAsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static InvalidRequest invalid(String type, String field, String message, String input) {
    return new InvalidRequest(new FieldError(type, field, message, input));
  }
}
