package io.noetl.runtime.cli.settings;

import io.noetl.runtime.cli.registry.RegistryProtection;
import io.noetl.runtime.config.FileContext;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.text.DatabaseUrl;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * The values that {@code context set} writes.
 *
 * @param values with absolute paths, since a context is used in any directory
 */
record ContextValues(Map<Setting, String> values) {

  /** The values of the options. */
  static ContextValues of(Map<Setting, String> given) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    values.putAll(given);
    values.replaceAll((setting, value) -> setting.namesAPath() ? absolute(value) : value);
    values.computeIfPresent(
        Setting.DATABASE,
        (setting, url) ->
            url.startsWith(DatabaseUrl.SQLITE) && !url.equals(DatabaseUrl.SQLITE + ":memory:")
                ? DatabaseUrl.SQLITE + absolute(url.substring(DatabaseUrl.SQLITE.length()))
                : url);
    return new ContextValues(values);
  }

  private static String absolute(String path) {
    return path.isEmpty() || path.startsWith("~")
        ? path
        : Path.of(path).toAbsolutePath().normalize().toString();
  }

  /** Whether a context with these values is another registry than before. */
  boolean changesRegistry(FileContext before) {
    return RegistryProtection.NAMING.stream()
        .anyMatch(setting ->
            values.containsKey(setting)
                && !values.get(setting).equals(before.values().get(setting)));
  }
}
