package io.noetl.runtime.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Settings under a name, of which one at a time holds.
 *
 * @param values what the context sets
 * @param isProtected whether a change there wants a confirmation
 * @param file where it stands
 */
public record FileContext(
    String name, Map<Setting, String> values, boolean isProtected, Path file) {

  public FileContext {
    values = Map.copyOf(values);
  }
}
