package io.noetl.runtime.cli.dependency;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.output.OutputFormat;
import io.noetl.runtime.text.ShellWord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms of a graph; the formats of all commands are one of them. */
enum GraphFormat {
  TREE,
  DOT,
  MERMAID,
  COMMON;

  /** The words on the command line. */
  static final List<String> ALL =
      List.of("tree", "table", "json", "jsonl", "yaml", "csv", "name", "dot", "mermaid");

  /**
   * The format of the options or of a setting; the option of what is drawn is taken away, since no
   * other command knows it.
   *
   * @throws UsageException for an option that is no format
   */
  static GraphFormat of(RegistryOptions registry, Environment environment) {
    String word = registry.output.format;
    if (word == null) {
      boolean isDefault =
          registry.settings(Map.of(), environment).get(Setting.OUTPUT).origin()
              instanceof Origin.Default;
      return isDefault ? TREE : COMMON;
    }
    GraphFormat drawn = drawn(word);
    if (drawn != null) {
      registry.output.format = OutputFormat.TABLE.word();
      return drawn;
    }
    try {
      OutputFormat.of(word);
      return COMMON;
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(
          "unknown output format " + ShellWord.of(word), "use one of " + String.join(", ", ALL));
    }
  }

  private static @Nullable GraphFormat drawn(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "tree" -> TREE;
      case "dot" -> DOT;
      case "mermaid" -> MERMAID;
      default -> null;
    };
  }
}
