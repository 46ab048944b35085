package io.noetl.runtime.config;

import io.noetl.runtime.text.EscapedText;
import io.noetl.runtime.text.NearestWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tool's own configuration file, checked as a whole: a misspelt key must not go unnoticed.
 *
 * @param values what holds whatever the context
 * @param contexts by their names, in the order of the file
 */
record ConfigFile(Path path, Map<Setting, String> values, Map<String, FileContext> contexts) {

  static final String CONTEXTS = "contexts";
  static final String PROTECTED = "protected";

  static ConfigFile read(Path path) {
    Map<?, ? extends @Nullable Object> root = YamlDocument.read(path).root();
    // Most runs have no file, and need nothing of what reads one.
    return root.isEmpty() ? new ConfigFile(path, Map.of(), Map.of()) : of(path, root);
  }

  /** What the root of a file says. */
  static ConfigFile of(Path path, Map<?, ? extends @Nullable Object> root) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    Map<String, FileContext> contexts = new LinkedHashMap<>();
    ConfigValues reader = new ConfigValues("", path);
    root.forEach((key, value) -> {
      if (key.equals(CONTEXTS)) {
        map(CONTEXTS, value, path)
            .forEach((name, context) ->
                contexts.put(String.valueOf(name), context(String.valueOf(name), context, path)));
      } else {
        Setting setting = setting(String.valueOf(key), "", List.of(CONTEXTS), path);
        values.put(setting, reader.value(setting, value));
      }
    });
    return new ConfigFile(path, Map.copyOf(values), contexts);
  }

  private static FileContext context(String name, @Nullable Object content, Path path) {
    String place = CONTEXTS + "." + EscapedText.of(name);
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    boolean isProtected = false;
    ConfigValues reader = new ConfigValues(place + ".", path);
    for (Map.Entry<?, ?> entry : map(place, content, path).entrySet()) {
      if (entry.getKey().equals(PROTECTED)) {
        isProtected = isTrue(place + "." + PROTECTED, entry.getValue(), path);
        continue;
      }
      Setting setting =
          setting(String.valueOf(entry.getKey()), " of " + place, List.of(PROTECTED), path);
      if (setting == Setting.CONTEXT) {
        throw new ConfigException.InvalidFile(
            place + " in " + path + " names a context", "only the file itself chooses one", null);
      }
      values.put(setting, reader.value(setting, entry.getValue()));
    }
    return new FileContext(name, values, isProtected, path);
  }

  private static boolean isTrue(String place, @Nullable Object value, Path path) {
    try {
      return ValueText.flag(value instanceof String text ? text : "");
    } catch (IllegalArgumentException refused) {
      throw new ConfigException.InvalidFile(
          place + " in " + path + ": " + refused.getMessage(), "correct it there", refused);
    }
  }

  private static Map<?, ?> map(String place, @Nullable Object value, Path path) {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> map -> map;
      default ->
          throw new ConfigException.InvalidFile(
              place + " in " + path + " holds " + YamlDocument.shape(value),
              "write settings below it, such as server: URL",
              null);
    };
  }

  private static Setting setting(String key, String place, List<String> others, Path path) {
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
    keys.addAll(others);
    String nearest = NearestWord.to(key, keys);
    throw new ConfigException.InvalidFile(
        "unknown key " + EscapedText.quoted(key) + place + " in " + path,
        nearest == null
            ? "the keys are " + String.join(", ", keys)
            : "did you mean " + nearest + "?",
        null);
  }
}
