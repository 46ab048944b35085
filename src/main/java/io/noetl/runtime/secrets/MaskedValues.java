package io.noetl.runtime.secrets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** Where a mask stands in the fields of an object, such as {@code meta.nats_url}. */
  public static List<String> places(Map<?, ?> fields) {
    Set<String> places = new LinkedHashSet<>();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      find(String.valueOf(field.getKey()), field.getValue(), places);
    }
    return List.copyOf(places);
  }

  private static void find(String place, @Nullable Object value, Set<String> places) {
    if (value instanceof Map<?, ?> fields) {
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        find(place + '.' + field.getKey(), field.getValue(), places);
      }
    } else if (value instanceof List<?> list) {
      for (Object nested : list) {
        find(place, nested, places);
      }
    } else if (value instanceof String text && isMasked(text)) {
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
  public static @Nullable Object restored(
      String name, @Nullable Object value, @Nullable Object real) {
    if (Objects.equals(value, SecretMask.value(name, real))) {
      return real;
    }
    if (value instanceof Map<?, ?> fields && real instanceof Map<?, ?> known) {
      return restored(fields, known);
    }
    if (value instanceof List<?> list && real instanceof List<?> known) {
      return restored(name, list, known);
    }
    return value;
  }

  private static Map<?, ?> restored(Map<?, ?> fields, Map<?, ?> real) {
    // One field may say of another that it is a secret, so the whole object is masked.
    Map<?, ?> masked = SecretMask.fields(real);
    Map<Object, @Nullable Object> restored = new LinkedHashMap<>(fields);
    fields.forEach((name, value) -> {
      boolean isMask = Objects.equals(value, masked.get(name)) && real.containsKey(name);
      restored.put(
          name, isMask ? real.get(name) : restored(String.valueOf(name), value, real.get(name)));
    });
    return restored;
  }

  private static List<?> restored(String name, List<?> list, List<?> real) {
    List<@Nullable Object> restored = new ArrayList<>(list);
    for (int i = 0; i < Math.min(list.size(), real.size()); i++) {
      restored.set(i, restored(name, list.get(i), real.get(i)));
    }
    return restored;
  }
}
