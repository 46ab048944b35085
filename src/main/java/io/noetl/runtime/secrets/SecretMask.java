package io.noetl.runtime.secrets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Masks what is secret in plain JSON values: what fields with a secret's name hold, and what is
 * secret in texts. What holds no secret comes back as it is.
 */
public final class SecretMask {

  /** What is shown in place of a secret. */
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
  public static @Nullable Object value(String name, @Nullable Object value) {
    if (SecretNames.isSecret(name)) {
      return hidden(name, value);
    }
    if (value instanceof String text) {
      boolean lacksScheme = !text.contains("://") && SecretNames.isAddress(name);
      String masked = lacksScheme ? SecretText.address(text) : SecretText.of(text);
      return masked.equals(text) ? text : masked;
    }
    if (value instanceof Map<?, ?> fields) {
      return fields(fields);
    }
    return value instanceof List<?> list ? list(name, list) : value;
  }

  /** The fields of an object as they may be shown. */
  public static Map<?, ?> fields(Map<?, ?> fields) {
    Map<Object, @Nullable Object> masked = null;
    String named = named(fields);
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      String name = String.valueOf(field.getKey());
      Object shown =
          named != null && NAMED.contains(name)
              ? value(named, field.getValue())
              : value(name, field.getValue());
      if (!Objects.equals(shown, field.getValue())) {
        masked = masked == null ? new LinkedHashMap<>(fields) : masked;
        masked.put(field.getKey(), shown);
      }
    }
    return masked == null ? fields : masked;
  }

  /** What one of the fields says of another, as in a list of variables or of differences. */
  private static @Nullable String named(Map<?, ?> fields) {
    for (String naming : NAMING) {
      if (fields.get(naming) instanceof String path) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (SecretNames.isSecret(name)) {
          return name;
        }
      }
    }
    return null;
  }

  private static List<?> list(String name, List<?> list) {
    List<@Nullable Object> masked = null;
    for (int i = 0; i < list.size(); i++) {
      Object shown = value(name, list.get(i));
      if (!Objects.equals(shown, list.get(i))) {
        masked = masked == null ? new ArrayList<>(list) : masked;
        masked.set(i, shown);
      }
    }
    return masked == null ? list : masked;
  }

  private static @Nullable Object hidden(String name, @Nullable Object value) {
    boolean isNothing =
        value == null
            || value instanceof Boolean
            || (value instanceof String text && text.isEmpty())
            || (value instanceof Map<?, ?> fields && fields.isEmpty())
            || (value instanceof List<?> list && list.isEmpty());
    boolean isCount = value instanceof Number && SecretNames.maySayHowMany(name);
    return isNothing || isCount || MASK.equals(value) ? value : MASK;
  }
}
