package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.NumberLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads the fields of a request as leniently as NoETL's server: numbers may be texts or {@code
 * 10.0}, and any scalar may stand for a text.
 *
 * <p>A mapper that binds records would stop at the first invalid field; the answer must name all of
 * them, in the server's words and with the given values.
 */
final class RequestFields {

  private final JsonObject json;
  private final @Nullable RuntimeKind servedKind;
  private final boolean isRow;
  private final Validation validation = new Validation();

  RequestFields(JsonObject json) {
    this(json, null);
  }

  /**
   * The fields of a request that came to a server.
   *
   * @param servedKind the kind, where it is known whatever the request says
   */
  RequestFields(JsonObject json, @Nullable RuntimeKind servedKind) {
    this(json, servedKind, false);
  }

  private RequestFields(JsonObject json, @Nullable RuntimeKind servedKind, boolean isRow) {
    this.json = json;
    this.servedKind = servedKind;
    this.isRow = isRow;
  }

  /** Those of a row, whose runtime object may hold what other programs wrote. */
  static RequestFields ofRow(JsonObject json) {
    return new RequestFields(json, null, true);
  }

  JsonObject json() {
    return json;
  }

  void throwIfInvalid() {
    validation.throwIfInvalid();
  }

  /** Throws what is wrong with these fields, if anything is, and with others. */
  void throwWith(RuntimeApiException.InvalidRequest others) {
    validation.throwWith(others.fields());
  }

  /** The name, which must be there and be a string. */
  String name() {
    if (!json.has("name")) {
      validation.reject("missing", "name", "Field required", json.node());
    } else if (json.get("name") instanceof StringNode name) {
      return name.stringValue();
    } else {
      validation.reject("string_type", "name", "Input should be a valid string", json.get("name"));
    }
    return "";
  }

  /** The first of {@code fields} that is present and not null, as text. */
  @Nullable String text(String... fields) {
    for (String field : fields) {
      JsonNode value = json.get(field);
      if (value != null && value.isContainer()) {
        validation.reject("string_type", field, "Input should be a valid string", value);
      } else if (value != null) {
        return value.asString();
      }
    }
    return null;
  }

  /** The address; servers know its third name in the registration of a heartbeat only. */
  @Nullable String uri() {
    return servedKind == null ? text("base_url", "uri", "endpoint") : text("base_url", "uri");
  }

  /** The kind under its name or its alias, which wins; worker_pool where neither is given. */
  RuntimeKind kind() {
    if (servedKind != null) {
      return servedKind;
    }
    String text = text("component_type", "kind");
    if (text == null) {
      return RuntimeKind.WORKER_POOL;
    }
    RuntimeKind kind = RuntimeKind.find(text);
    if (kind == null) {
      validation.reject(
          FieldError.unexpected("kind", RuntimeKind.EXPECTED, StringNode.valueOf(text)));
      return RuntimeKind.WORKER_POOL;
    }
    return kind;
  }

  JsonObject object(String field) {
    JsonNode value = json.get(field);
    if (value == null) {
      return JsonObject.EMPTY;
    }
    JsonObject object = JsonObject.from(value);
    if (object == null) {
      validation.reject("dict_type", field, "Input should be a valid dictionary", value);
      return JsonObject.EMPTY;
    }
    return object;
  }

  /**
   * The runtime fields with the dependencies and the version of the request among them.
   *
   * @param isPatch whether a null takes a field away
   */
  JsonObject withDependencies(JsonObject runtime, boolean isPatch) {
    // Asked here, so that a usual request loads no further class.
    boolean isUsual =
        !json.has("depends_on")
            && !json.has("version")
            && (isRow || !(runtime.has("depends_on") || runtime.has("version")));
    return isUsual ? runtime : DependencyFields.merged(json, runtime, isRow, isPatch, validation);
  }

  /** The labels: an object, or a list of words such as NoETL's own workers may send. */
  JsonObject labels() {
    if (!(json.get("labels") instanceof ArrayNode list)) {
      return object("labels");
    }
    List<String> words = new ArrayList<>(list.size());
    for (JsonNode item : list) {
      if (item.isString()) {
        words.add(item.stringValue());
      }
    }
    try {
      return words.size() == list.size() ? LabelWords.labels(words) : object("labels");
    } catch (IllegalArgumentException keyless) {
      validation.reject(
          "value_error",
          "labels",
          "Value error, " + FieldError.cut(String.valueOf(keyless.getMessage())),
          list);
      return JsonObject.EMPTY;
    }
  }

  /** The metrics of a heartbeat; null where there are none. */
  @Nullable HeartbeatMetrics metrics() {
    // Asked here, so that a usual heartbeat loads no further class.
    JsonObject values = json.has("metrics") ? object("metrics") : JsonObject.EMPTY;
    if (values.isEmpty()) {
      return null;
    }
    try {
      return new HeartbeatMetrics(values);
    } catch (RuntimeApiException.InvalidRequest invalid) {
      invalid.fields().forEach(validation::reject);
      return null;
    }
  }

  @Nullable Integer capacity() {
    JsonNode given = json.get("capacity");
    BigInteger number = integer("capacity", given);
    if (given == null || number == null) {
      return null;
    }
    if (number.signum() < 0) {
      validation.negative("capacity", given);
      return null;
    }
    if (number.bitLength() > 31) {
      validation.reject(FieldError.above("capacity", Integer.MAX_VALUE, given));
      return null;
    }
    return number.intValue();
  }

  @Nullable Long pid() {
    BigInteger number = integer("pid", json.get("pid"));
    if (number != null && number.bitLength() > 63) {
      validation.reject(
          "int_parsing_size", "pid", "Input should fit into 64 bits", json.get("pid"));
      return null;
    }
    return number == null ? null : number.longValue();
  }

  private @Nullable BigInteger integer(String field, @Nullable JsonNode value) {
    return switch (value) {
      case null -> null;
      case BooleanNode truth -> truth.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
      case DecimalNode number -> integer(field, number.decimalValue());
      case NumericNode number -> number.bigIntegerValue();
      case StringNode text -> parse(field, text.stringValue());
      default -> {
        validation.reject("int_type", field, "Input should be a valid integer", value);
        yield null;
      }
    };
  }

  private @Nullable BigInteger parse(String field, String text) {
    try {
      // The real server takes "10" and "10.0" but not "1e1"; huge exponents would cost memory too.
      String digits = text.strip();
      if (NumberLimits.isReadable(digits) && digits.indexOf('e') < 0 && digits.indexOf('E') < 0) {
        return integer(field, new BigDecimal(digits));
      }
    } catch (NumberFormatException notANumber) {
      // falls through to the same answer
    }
    validation.reject(
        "int_parsing",
        field,
        "Input should be a valid integer, unable to parse string as an integer",
        text);
    return null;
  }

  private @Nullable BigInteger integer(String field, BigDecimal decimal) {
    if (decimal.signum() == 0) {
      return BigInteger.ZERO;
    }
    long exponent = NumberLimits.exponent(decimal);
    // Far beyond every limit, and toBigIntegerExact would build all its digits.
    if (exponent >= 40) {
      return BigInteger.TEN.pow(40).multiply(BigInteger.valueOf(decimal.signum()));
    }
    try {
      // So it would of a number that is next to nothing.
      if (exponent >= 0) {
        return decimal.toBigIntegerExact();
      }
    } catch (ArithmeticException fraction) {
      // The same answer as for what is less than one.
    }
    validation.reject(
        "int_from_float",
        field,
        "Input should be a valid integer, got a number with a fractional part",
        DecimalNode.valueOf(decimal));
    return null;
  }
}
