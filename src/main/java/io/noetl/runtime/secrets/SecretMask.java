package io.noetl.runtime.secrets;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Masks what is secret in JSON: what fields with a secret's name hold, and what is secret in texts.
 * What holds no secret comes back as it is.
 */
public final class SecretMask {

  /** What is shown instead of a secret. */
  public static final String MASK = "****";

  /** Fields of an object that says by one of them what another holds. */
  private static final List<String> NAMING = List.of("name", "key", "field");

  private static final List<String> NAMED = List.of("value", "before", "after", "api", "table");

  private SecretMask() {}

  /** Whether a field of that name holds a secret. */
  public static boolean isSecret(String name) {
    return SecretNames.isSecret(name);
  }

  /** The value of a field as it may be shown. */
  public static JsonNode value(String name, JsonNode value) {
    if (SecretNames.isSecret(name)) {
      return hidden(name, value);
    }
    return switch (value) {
      case StringNode text -> {
        String masked = shown(name, text.stringValue());
        yield masked.equals(text.stringValue()) ? text : StringNode.valueOf(masked);
      }
      case ObjectNode fields -> fields(fields);
      case ArrayNode list -> list(name, list);
      default -> value;
    };
  }

  /** The text that a field holds as it may be shown. */
  public static String text(String name, String text) {
    if (SecretNames.isSecret(name)) {
      return text.isEmpty() ? text : MASK;
    }
    return shown(name, text);
  }

  private static String shown(String name, String text) {
    boolean lacksScheme = !text.contains("://") && SecretNames.isAddress(name);
    return lacksScheme ? SecretText.address(text) : SecretText.of(text);
  }

  /** The fields of an object as they may be shown. */
  public static ObjectNode fields(ObjectNode fields) {
    ObjectNode masked = null;
    String named = named(fields);
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      String name = field.getKey();
      JsonNode shown =
          named != null && NAMED.contains(name)
              ? value(named, field.getValue())
              : value(name, field.getValue());
      if (!shown.equals(field.getValue())) {
        if (masked == null) {
          masked = JsonNodeFactory.instance.objectNode();
          masked.setAll(fields);
        }
        masked.set(name, shown);
      }
    }
    return masked == null ? fields : masked;
  }

  /** What one of the fields says of another, as in a list of variables or of differences. */
  private static @Nullable String named(ObjectNode fields) {
    for (String naming : NAMING) {
      if (fields.get(naming) instanceof StringNode path) {
        String text = path.stringValue();
        String name = text.substring(text.lastIndexOf('.') + 1);
        if (SecretNames.isSecret(name)) {
          return name;
        }
      }
    }
    return null;
  }

  private static ArrayNode list(String name, ArrayNode list) {
    ArrayNode masked = null;
    for (int i = 0; i < list.size(); i++) {
      JsonNode shown = value(name, list.get(i));
      if (!shown.equals(list.get(i))) {
        if (masked == null) {
          masked = JsonNodeFactory.instance.arrayNode();
          masked.addAll(list);
        }
        masked.set(i, shown);
      }
    }
    return masked == null ? list : masked;
  }

  private static JsonNode hidden(String name, JsonNode value) {
    boolean isNothing =
        value.isNull()
            || value.isBoolean()
            || (value.isString() && value.stringValue().isEmpty())
            || (value.isContainer() && value.isEmpty());
    boolean isCount = value.isNumber() && SecretNames.maySayHowMany(name);
    return isNothing || isCount ? value : StringNode.valueOf(MASK);
  }
}
