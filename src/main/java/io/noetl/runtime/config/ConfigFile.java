package io.noetl.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tool's own configuration file, checked as a whole: a misspelt key must not go unnoticed. */
record ConfigFile(Path path, Map<Setting, String> values) {

  static ConfigFile read(Path path) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    YamlDocument.read(path)
        .root()
        .forEach((key, value) -> {
          Setting setting = setting(String.valueOf(key), path);
          values.put(setting, value(setting, value, path));
        });
    return new ConfigFile(path, Map.copyOf(values));
  }

  private static Setting setting(String key, Path path) {
    Setting setting = Setting.withKey(key);
    if (setting != null) {
      return setting;
    }
    List<String> keys = new ArrayList<>();
    for (Setting known : Setting.values()) {
      if (known.key() != null) {
        keys.add(known.key());
      }
    }
    String nearest = NearestWord.to(key, keys);
    throw new ConfigException.InvalidFile(
        "unknown key " + EscapedText.quoted(key) + " in " + path,
        nearest == null
            ? "the keys are " + String.join(", ", keys)
            : "did you mean " + nearest + "?",
        null);
  }

  private static String value(Setting setting, @Nullable Object value, Path path) {
    String text =
        switch (setting.kind()) {
          case LABELS ->
              value instanceof String commaList
                  ? ListText.ofCommaList(commaList)
                  : ListText.of(entries(setting, value, "=", path));
          case HEADERS -> ListText.of(entries(setting, value, ": ", path));
          case TEXT, PATH, URL, SECRET, DURATION, COUNT, SWITCH -> single(setting, value, path);
        };
    if (text.isEmpty()) {
      throw new ConfigException.InvalidFile(
          setting.key() + " in " + path + " has no value", "give it one, or remove the line", null);
    }
    return text;
  }

  /** A map, a list of texts, or a list of small maps, which {@code - Name: value} is in YAML. */
  private static List<String> entries(
      Setting setting, @Nullable Object value, String separator, Path path) {
    List<String> entries = new ArrayList<>();
    switch (value) {
      case List<?> list -> {
        for (Object item : list) {
          if (item instanceof List<?>) {
            throw misshapen(setting, item, path);
          }
          entries.addAll(entries(setting, item, separator, path));
        }
      }
      case Map<?, ?> map ->
          map.forEach((key, item) ->
              entries.add(key + separator + line(setting, single(setting, item, path), path)));
      case null, default -> entries.add(line(setting, single(setting, value, path), path));
    }
    return entries;
  }

  private static String single(Setting setting, @Nullable Object value, Path path) {
    return switch (value) {
      case null -> "";
      case String text -> text.strip();
      default -> throw misshapen(setting, value, path);
    };
  }

  private static String line(Setting setting, String text, Path path) {
    if (text.indexOf('\n') >= 0) {
      throw new ConfigException.InvalidFile(
          setting.key() + " in " + path + " holds an entry of several lines",
          "write it on one line",
          null);
    }
    return text;
  }

  private static ConfigException misshapen(Setting setting, Object value, Path path) {
    return new ConfigException.InvalidFile(
        setting.key()
            + " in "
            + path
            + " holds "
            + YamlDocument.shape(value)
            + " where a single value is expected",
        "write " + setting.key() + ": VALUE",
        null);
  }
}
