package io.noetl.runtime.secrets;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came out of {@link SecretMask} and comes back: masks are no values, and never become any.
 */
public final class MaskedValues {

  /** What stands before and behind a mask inside of a text. */
  private static final List<String> IN_TEXT =
      List.of(
          ":" + SecretMask.MASK + "@",
          "//" + SecretMask.MASK + "@",
          "=" + SecretMask.MASK,
          "\"" + SecretMask.MASK + "\"");

  private MaskedValues() {}

  /** The place of a mask in the fields of an object, such as {@code meta.nats_url}. */
  public static List<String> places(ObjectNode fields) {
    Set<String> places = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      find(field.getKey(), field.getValue(), places);
    }
    return List.copyOf(places);
  }

  private static void find(String place, JsonNode value, Set<String> places) {
    if (value instanceof ObjectNode fields) {
      for (Map.Entry<String, JsonNode> field : fields.properties()) {
        find(place + '.' + field.getKey(), field.getValue(), places);
      }
    } else if (value instanceof ArrayNode list) {
      for (JsonNode nested : list) {
        find(place, nested, places);
      }
    } else if (value.isString() && isMasked(value.stringValue())) {
      places.add(place);
    }
  }

  private static boolean isMasked(String text) {
    for (String form : IN_TEXT) {
      if (text.contains(form)) {
        return true;
      }
    }
    return text.equals(SecretMask.MASK);
  }

  /**
   * A value with the secrets that its masks stand for, as far as they are known.
   *
   * @param name the field that holds it
   * @param real what was masked, perhaps
   */
  public static JsonNode restored(String name, JsonNode value, @Nullable JsonNode real) {
    if (real != null && value.equals(SecretMask.value(name, real))) {
      return real;
    }
    if (value instanceof ObjectNode fields && real instanceof ObjectNode known) {
      return restored(fields, known);
    }
    if (value instanceof ArrayNode list && real instanceof ArrayNode known) {
      return restored(name, list, known);
    }
    return value;
  }

  private static ObjectNode restored(ObjectNode fields, ObjectNode real) {
    // One field may say of another that it is a secret, so the whole object is masked.
    ObjectNode masked = SecretMask.fields(real);
    ObjectNode restored = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      JsonNode known = real.get(name);
      boolean isMask = known != null && value.equals(masked.get(name));
      restored.set(name, isMask ? known : restored(name, value, known));
    }
    return restored;
  }

  private static ArrayNode restored(String name, ArrayNode list, ArrayNode real) {
    ArrayNode restored = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < list.size(); i++) {
      JsonNode item = list.get(i);
      restored.add(i < real.size() ? restored(name, item, real.get(i)) : item);
    }
    return restored;
  }
}
