package io.noetl.runtime.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two configuration files of a user, read on first need and once. */
final class ConfigFiles {

  private static final String OURS = "noetl/runtime.yaml";
  private static final String NOETLS = ".noetl/config.yaml";

  private final Map<String, String> environment;
  private final HomeDirectory home;

  private @Nullable ConfigFile ours;
  private @Nullable ContextFile noetls;

  ConfigFiles(Map<String, String> environment, Path home) {
    this.environment = environment;
    this.home = new HomeDirectory(home);
  }

  /**
   * Where the tool's own file is, be it there or not.
   *
   * @throws ConfigException.NoHome when it has no place
   */
  Path place() {
    Path ofXdg = ofXdg();
    return ofXdg == null
        ? home.resolve(".config/" + OURS, "set HOME or XDG_CONFIG_HOME to an absolute path")
        : ofXdg;
  }

  /** The tool's own file. */
  ConfigFile ours() {
    if (ours == null) {
      ours =
          ofXdg() == null && isMissing(".config/" + OURS)
              ? new ConfigFile(home.path(), Map.of(), Map.of())
              : ConfigFile.read(place());
    }
    return ours;
  }

  /** The context file of the NoETL CLI. */
  ContextFile noetls() {
    if (noetls == null) {
      noetls =
          isMissing(NOETLS)
              ? new ContextFile(null, Map.of())
              : ContextFile.read(home.resolve(NOETLS, "set HOME to an absolute path"));
    }
    return noetls;
  }

  /** The XDG base directory specification has relative paths ignored. */
  private @Nullable Path ofXdg() {
    String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
    return xdg.startsWith("/") ? Path.of(xdg).resolve(OURS) : null;
  }

  /** Nothing is missed where there is no home, unless a relative one holds the file. */
  private boolean isMissing(String file) {
    return !home.isKnown() && !Files.exists(home.path().resolve(file));
  }
}
