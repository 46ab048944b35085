package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.ComponentOptions;
import io.noetl.runtime.cli.failure.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the options of {@code set}: values to set, and keys to take away. */
final class ValuePatch {

  private ValuePatch() {}

  /** A value that is not empty; null for none. */
  static @Nullable String value(String option, @Nullable String text) {
    if (text != null && text.isBlank()) {
      throw new UsageException(option + " is empty", "give it a value or remove it");
    }
    return text;
  }

  /** The labels to set; those to take away are null. */
  static Map<String, @Nullable String> labels(List<String> labels) {
    Map<String, @Nullable String> patch = new LinkedHashMap<>();
    for (String word : ComponentOptions.words(labels)) {
      String text = word.strip();
      if (text.equals("-")) {
        throw new UsageException("--label: - is not K=V", "write --label env=prod");
      }
      if (isRemoval(text)) {
        patch.put(text.substring(0, text.length() - 1), null);
      } else {
        ComponentOptions.labels(List.of(text))
            .node()
            .properties()
            .forEach(label -> patch.put(label.getKey(), label.getValue().stringValue()));
      }
    }
    return patch;
  }

  private static boolean isRemoval(String text) {
    return text.indexOf('=') < 0 && text.length() > 1 && text.endsWith("-");
  }

  /** Parses {@code K=V} and {@code K-}, which removes K; the last one with a key wins. */
  static Map<String, @Nullable String> pairs(String option, List<String> texts) {
    Map<String, @Nullable String> patch = new LinkedHashMap<>();
    for (String text : texts) {
      if (isRemoval(text)) {
        patch.put(text.substring(0, text.length() - 1), null);
      } else {
        patch.putAll(ComponentOptions.pairs(option, List.of(text)));
      }
    }
    return patch;
  }
}
