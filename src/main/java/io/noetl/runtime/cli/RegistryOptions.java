package io.noetl.runtime.cli;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which registry a command works on, and how to reach it. */
final class RegistryOptions {

  @Option(
      names = {"-s", "--server"},
      paramLabel = "URL",
      order = 60,
      description = "The API; http://localhost:8083 unless set.")
  @Nullable String server;

  @Option(
      names = "--direct",
      order = 61,
      description = "Use no server but a database: SQLite unless set.")
  boolean direct;

  @Option(
      names = "--database",
      paramLabel = "URL",
      order = 62,
      description = "sqlite:PATH; implies --direct.")
  @Nullable String database;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      order = 63,
      description = "The file that holds the bearer token.")
  @Nullable String tokenFile;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'K: V'",
      order = 64,
      description = "An extra header; may be repeated.")
  List<String> headers = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      order = 65,
      description = "For a whole request: 500ms, 5s, 2m; 5s unless set.")
  @Nullable String timeout;

  @Mixin final OutputOptions output = new OutputOptions();

  /** What the flags say, the environment and the files. */
  Settings settings(Map<Setting, String> more, Environment environment) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(more);
    output.addTo(flags);
    put(flags, Setting.SERVER, server);
    put(flags, Setting.DATABASE, database);
    put(flags, Setting.TOKEN_FILE, tokenFile);
    put(flags, Setting.TIMEOUT, timeout);
    if (direct) {
      flags.put(Setting.DIRECT, "true");
    }
    if (!headers.isEmpty()) {
      flags.put(Setting.HEADER, String.join("\n", headers));
    }
    if (server != null && (direct || database != null)) {
      throw new UsageException(
          "--server and " + (direct ? "--direct" : "--database") + " exclude each other",
          "name one registry");
    }
    return new Settings(environment.variables(), environment.home(), flags);
  }

  private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
    if (value != null) {
      flags.put(setting, value);
    }
  }
}
