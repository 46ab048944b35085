package io.noetl.runtime.cli.component;

import org.jspecify.annotations.Nullable;

/**
 * A field that a key selects, written as {@code label:KEY} or {@code meta:KEY}.
 *
 * @param isLabel whether it is a label; otherwise a field of the runtime object
 */
public record KeyedField(boolean isLabel, String key) {

  private static final String LABEL = "label:";
  private static final String META = "meta:";
  private static final String METRIC = "metric:";

  /** The metric that is written as {@code metric:NAME}; null where it is none. */
  public static @Nullable String metric(String name) {
    return name.startsWith(METRIC) && name.length() > METRIC.length()
        ? name.substring(METRIC.length())
        : null;
  }

  /** The field of that name; null where the name has no such prefix, or no key behind it. */
  public static @Nullable KeyedField of(String name) {
    if (name.startsWith(LABEL) && name.length() > LABEL.length()) {
      return new KeyedField(true, name.substring(LABEL.length()));
    }
    return name.startsWith(META) && name.length() > META.length()
        ? new KeyedField(false, name.substring(META.length()))
        : null;
  }
}
