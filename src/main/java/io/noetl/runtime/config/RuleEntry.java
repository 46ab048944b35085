package io.noetl.runtime.config;

import io.noetl.runtime.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the setting {@code compatibility}, not yet understood: an entry of the list in a
 * configuration file, or of the file that the setting names.
 *
 * @param json an object
 * @param origin where it stands, in words
 */
public record RuleEntry(String json, String origin) {

  private static final String HINT = "write - component: KIND, requires: KIND@RANGE";

  /**
   * The rules that hold; none where the setting is unset.
   *
   * @throws ConfigException.InvalidFile when the file that it names cannot be read or holds
   *     something else
   */
  public static List<RuleEntry> of(Settings settings) {
    Resolved resolved = settings.get(Setting.COMPATIBILITY);
    if (resolved.value() == null) {
      return List.of();
    }
    if (resolved.value().startsWith("{")) {
      return entries(resolved.entries(), resolved.origin().text());
    }
    Path file = settings.path(Setting.COMPATIBILITY);
    return entries(read(file == null ? Path.of("") : file).lines().toList(), "file " + file);
  }

  private static List<RuleEntry> entries(List<String> rules, String origin) {
    List<RuleEntry> entries = new ArrayList<>();
    for (String rule : rules) {
      entries.add(new RuleEntry(rule, "rule " + (entries.size() + 1) + ", " + origin));
    }
    return entries;
  }

  /** The rules of a file: a list, or a configuration file that has one. */
  private static String read(Path file) {
    Object root = YamlDocument.content(file);
    Object rules = root instanceof Map<?, ?> map ? map.get(Setting.COMPATIBILITY.key()) : root;
    if (rules instanceof List<?> list) {
      return lines(file.toString(), list);
    }
    throw invalid(
        file + " holds " + YamlDocument.shape(root) + " where a list of rules is expected", null);
  }

  /** A list of maps as objects, one a line. */
  static String lines(String place, List<?> rules) {
    List<String> lines = new ArrayList<>();
    for (Object rule : rules) {
      if (!(rule instanceof Map<?, ?>)) {
        throw invalid(
            place + " holds " + YamlDocument.shape(rule) + " where a rule is expected", null);
      }
      lines.add(Json.write(rule));
    }
    return ListText.of(lines);
  }

  /** The error of a rule that cannot be understood. */
  public ConfigException refused(RuntimeException why) {
    return invalid("compatibility (" + origin + "): " + why.getMessage(), why);
  }

  private static ConfigException invalid(String message, @Nullable Throwable cause) {
    return new ConfigException.InvalidFile(
        message, cause == null ? HINT : "correct it there", cause);
  }
}
