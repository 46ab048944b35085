package io.noetl.runtime.cli.terminal;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for results and diagnostics. */
public final class OutputOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      order = 80,
      description = "Output format: table (default), wide, json, jsonl, yaml, csv or name.")
  public @Nullable String format;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      order = 81,
      description = "Use color: auto (default), always or never.")
  public @Nullable String color;

  @Option(
      names = "--csv-raw",
      order = 81,
      description = "CSV without protection against formulas in spreadsheets.")
  boolean csvRaw;

  @Option(
      names = {"-v", "--verbose"},
      order = 82,
      description = "Log requests and responses, or SQL, on stderr.")
  public boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      order = 83,
      description = "Print only errors.")
  public boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 90,
      description = "Show this help.")
  boolean help;

  /**
   * Settings from these flags alone, without environment and files: for results that must not fail
   * because of a broken configuration.
   */
  public Settings settings() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    addTo(flags);
    // A home directory in which no configuration can be.
    return new Settings(Map.of(), Path.of("/dev/null"), flags);
  }

  /** Adds the settings that were given as flags. */
  public void addTo(Map<Setting, String> flags) {
    if (csvRaw) {
      flags.put(Setting.OUTPUT, "csv-raw");
    } else if (format != null) {
      flags.put(Setting.OUTPUT, format);
    }
    if (color != null) {
      flags.put(Setting.COLOR, color);
    }
  }
}
