package io.noetl.runtime.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings under a name; at most one context is in use at a time.
 *
 * @param values what the context sets
 * @param isProtected whether changes need a confirmation
 * @param file the file that defines it
 */
public record FileContext(
    String name, Map<Setting, String> values, boolean isProtected, Path file) {

  public FileContext {
    values = Map.copyOf(values);
  }

  /** Whether this is the context of that name in the same file. */
  public boolean isSameAs(@Nullable FileContext other) {
    return other != null && name.equals(other.name) && file.equals(other.file);
  }
}
