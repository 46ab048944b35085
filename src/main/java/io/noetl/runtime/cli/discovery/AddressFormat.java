package io.noetl.runtime.cli.discovery;

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

/** The forms of addresses; the formats of all commands are one of them. */
enum AddressFormat {
  URI,
  ENV,
  COMMON;

  /** The words on the command line. */
  static final List<String> ALL =
      List.of("uri", "env", "table", "json", "jsonl", "yaml", "csv", "name");

  /**
   * The format of the options or of a setting; the option of addresses is taken away, since no
   * other command knows it.
   *
   * @throws UsageException for an option that is no format
   */
  static AddressFormat of(RegistryOptions registry, Environment environment) {
    String word = registry.output.format;
    if (word == null) {
      boolean isDefault =
          registry.settings(Map.of(), environment).get(Setting.OUTPUT).origin()
              instanceof Origin.Default;
      return isDefault ? URI : COMMON;
    }
    switch (word.toLowerCase(Locale.ROOT)) {
      case "uri" -> {
        registry.output.format = OutputFormat.TABLE.word();
        return URI;
      }
      case "env" -> {
        registry.output.format = OutputFormat.TABLE.word();
        return ENV;
      }
      default -> {
        try {
          OutputFormat.of(word);
          return COMMON;
        } catch (IllegalArgumentException unknown) {
          throw new UsageException(
              "unknown output format " + ShellWord.of(word),
              "use one of " + String.join(", ", ALL));
        }
      }
    }
  }
}
