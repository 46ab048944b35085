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
  private @Nullable String passedOver;

  ConfigFiles(Map<String, String> environment, Path home) {
    this.environment = environment;
    this.home = new HomeDirectory(home);
  }

  /** The same with files that say nothing, whatever is in them. */
  static ConfigFiles ignored(Map<String, String> environment, Path home) {
    ConfigFiles files = new ConfigFiles(environment, home);
    files.ours = new ConfigFile(home, Map.of(), Map.of());
    files.noetls = new ContextFile(null, Map.of());
    return files;
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
              : readOurs();
    }
    return ours;
  }

  private ConfigFile readOurs() {
    try {
      return ConfigFile.read(place());
    } catch (ConfigException.Unsearchable closed) {
      if (ofXdg() != null) {
        throw closed;
      }
      passOver(closed);
      return new ConfigFile(home.path(), Map.of(), Map.of());
    }
  }

  /** The context file of the NoETL CLI. */
  ContextFile noetls() {
    if (noetls == null) {
      noetls = isMissing(NOETLS) ? new ContextFile(null, Map.of()) : readNoetls();
    }
    return noetls;
  }

  private ContextFile readNoetls() {
    try {
      return ContextFile.read(home.resolve(NOETLS, "set HOME to an absolute path"));
    } catch (ConfigException.Unsearchable closed) {
      passOver(closed);
      return new ContextFile(null, Map.of());
    }
  }

  /**
   * The home of a container's user is often root's: then nothing of this user's can be in it.
   *
   * @throws ConfigException.Unsearchable when it is this user's own, and only a directory in it is
   *     not
   */
  private void passOver(ConfigException.Unsearchable closed) {
    if (Files.isExecutable(home.path())) {
      throw closed;
    }
    passedOver = String.valueOf(closed.getMessage());
  }

  /** Why a file counts as missing that may be there; null where none does. */
  @Nullable String passedOver() {
    return passedOver;
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
