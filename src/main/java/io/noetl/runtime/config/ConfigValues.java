package io.noetl.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a map of settings in the configuration file.
 *
 * @param prefix what stands before a key where an error names it, such as {@code contexts.prod.}
 */
record ConfigValues(String prefix, Path path) {

  /** The value as one text, several entries one a line. */
  String value(Setting setting, @Nullable Object value) {
    String text =
        switch (setting.kind()) {
          case HOSTS ->
              value instanceof String commaList
                  ? ListText.ofCommaList(commaList)
                  : ListText.of(entries(setting, value, ":"));
          case LABELS ->
              value instanceof String commaList
                  ? ListText.ofCommaList(commaList)
                  : ListText.of(entries(setting, value, "="));
          case HEADERS -> ListText.of(entries(setting, value, ": "));
          case RULES ->
              value instanceof List<?> rules
                  ? RuleEntry.lines(place(setting), rules)
                  : single(setting, value);
          case TEXT, PATH, URL, SECRET, DURATION, COUNT, NODE, SWITCH -> single(setting, value);
        };
    if (text.isEmpty()) {
      throw new ConfigException.InvalidFile(
          place(setting) + " has no value", "give it one, or remove the line", null);
    }
    return text;
  }

  /** A map, a list of texts, or a list of small maps, which {@code - Name: value} is in YAML. */
  private List<String> entries(Setting setting, @Nullable Object value, String separator) {
    List<String> entries = new ArrayList<>();
    switch (value) {
      case List<?> list -> {
        for (Object item : list) {
          if (item instanceof List<?>) {
            throw misshapen(setting, item);
          }
          entries.addAll(entries(setting, item, separator));
        }
      }
      case Map<?, ?> map ->
          map.forEach(
              (key, item) -> entries.add(key + separator + line(setting, single(setting, item))));
      case null, default -> entries.add(line(setting, single(setting, value)));
    }
    return entries;
  }

  private String single(Setting setting, @Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> text.strip();
      default -> throw misshapen(setting, value);
    };
  }

  private String line(Setting setting, String text) {
    if (text.indexOf('\n') >= 0) {
      throw new ConfigException.InvalidFile(
          place(setting) + " holds an entry of several lines", "write it on a single line", null);
    }
    return text;
  }

  private String place(Setting setting) {
    return prefix + setting.key() + " in " + path;
  }

  private ConfigException misshapen(Setting setting, Object value) {
    return new ConfigException.InvalidFile(
        place(setting)
            + " holds "
            + YamlDocument.shape(value)
            + " where a single value is expected",
        "write " + setting.key() + ": VALUE",
        null);
  }
}
