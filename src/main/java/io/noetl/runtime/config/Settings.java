package io.noetl.runtime.config;

import io.noetl.runtime.text.DurationText;
import io.noetl.runtime.text.EscapedText;
import io.noetl.runtime.text.ShellWord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one run: flag before environment before the chosen context before file before the
 * context of the NoETL CLI before default.
 *
 * <p>Files are read on first need and once. Not for several threads: ask before any are started.
 */
public final class Settings {

  private final Map<String, String> environment;
  private final Path home;
  private final Map<Setting, String> flags;
  private final ConfigFiles files;

  /**
   * Takes what decides the settings and looks at no file yet.
   *
   * @param flags what the command line says, several entries of one setting one a line
   * @throws ConfigException.InvalidSetting when a flag is given without a value, as an unset shell
   *     variable leaves it
   */
  public Settings(Map<String, String> environment, Path home, Map<Setting, String> flags) {
    this(environment, home, flags, new ConfigFiles(environment, home));
    for (Map.Entry<Setting, String> flag : flags.entrySet()) {
      check(flag.getKey(), flag.getValue());
    }
  }

  private Settings(
      Map<String, String> environment, Path home, Map<Setting, String> flags, ConfigFiles files) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.flags = Map.copyOf(flags);
    this.files = files;
  }

  private static void check(Setting setting, String value) {
    if (setting.flag() == null) {
      throw new IllegalArgumentException(setting + " has no flag");
    }
    if (value.isBlank()) {
      throw new ConfigException.InvalidSetting(
          setting.flag() + " is empty", "give it a value or remove it", null);
    }
  }

  /** These settings with a duration that is no longer than {@code most}. */
  public Settings atMost(Duration most, Setting setting) {
    if (duration(setting).compareTo(most) <= 0) {
      return this;
    }
    Map<Setting, String> limited = new EnumMap<>(Setting.class);
    limited.putAll(flags);
    limited.put(setting, Math.max(1, most.toMillis()) + "ms");
    return new Settings(environment, home, limited);
  }

  /** What flags and the environment set, without any context: for when a file cannot be read. */
  public Settings withoutFiles() {
    Map<String, String> rest = new HashMap<>(environment);
    Setting.CONTEXT.variables().forEach(rest::remove);
    Map<Setting, String> others = new EnumMap<>(Setting.class);
    others.putAll(flags);
    others.remove(Setting.CONTEXT);
    return new Settings(rest, home, others, ConfigFiles.ignored(rest, home));
  }

  /** The value that holds, with its origin. */
  public Resolved get(Setting setting) {
    String fromFlag = flags.get(setting);
    if (fromFlag != null) {
      String flag = Objects.requireNonNull(setting.flag());
      return new Resolved(setting, fromFlag, new Origin.Flag(flag));
    }
    // A file is read only if flags and variables do not answer the question.
    boolean isByFlag = flags.containsKey(Setting.CONTEXT);
    Resolved fromContext = isByFlag ? ofContext(setting, true) : null;
    if (fromContext != null) {
      return fromContext;
    }
    Resolved fromVariable = EnvironmentValues.of(setting, environment);
    if (fromVariable != null) {
      return fromVariable;
    }
    fromContext = isByFlag ? null : ofContext(setting, false);
    if (fromContext != null) {
      return fromContext;
    }
    String fromFile = setting.key() == null ? null : files.ours().values().get(setting);
    if (fromFile != null) {
      return new Resolved(setting, fromFile, new Origin.File(files.ours().path()));
    }
    // Who chose a context of ours, be it without a server, chose none of the other tool's.
    Resolved fromNoetl =
        setting == Setting.SERVER && context() == null ? files.noetls().server() : null;
    return fromNoetl != null
        ? fromNoetl
        : new Resolved(setting, setting.defaultText(), new Origin.Default());
  }

  /** Every setting in the order of its row; show {@link Resolved#masked()} only. */
  public List<Resolved> all() {
    return Arrays.stream(Setting.values()).map(this::get).toList();
  }

  /** The value as it was written; null where the setting is unset. */
  public @Nullable String text(Setting setting) {
    return get(setting).value();
  }

  /** The entries of a setting that takes several; empty where it is unset. */
  public List<String> list(Setting setting) {
    return get(setting).entries();
  }

  /** A value that {@link DurationText} reads. */
  public Duration duration(Setting setting) {
    return choice(setting, DurationText::parse);
  }

  /** A whole number that is not negative. */
  public int count(Setting setting) {
    return choice(setting, ValueText::count);
  }

  /** A node as NoETL reads it: the last ten bits of the number; null where it is unset. */
  public @Nullable Integer node(Setting setting) {
    String value = text(setting);
    return value == null ? null : (int) (Long.parseLong(value) & 0x3FF);
  }

  /** True for {@code true}, {@code 1}, {@code yes}, {@code y} and {@code on}, in any case. */
  public boolean flag(Setting setting) {
    return choice(setting, ValueText::flag);
  }

  /**
   * A file or directory; null where it is unset. {@code ~/} is the home directory, and a relative
   * path in the configuration file starts at the folder of that file.
   */
  public @Nullable Path path(Setting setting) {
    Resolved resolved = get(setting);
    if (resolved.value() == null) {
      return null;
    }
    Path path = resolved.read(text -> ValueText.path(text, home));
    return switch (resolved.origin()) {
      case Origin.File(Path file) -> file.resolveSibling(path);
      case Origin.ChosenContext chosen -> chosen.path().resolveSibling(path);
      default -> path;
    };
  }

  /**
   * What {@code reader} makes of the value of a setting that has a value or a default; when it
   * throws an IllegalArgumentException with a sentence, the error names the origin.
   *
   * @throws ConfigException when the reader refuses the value
   */
  public <T> T choice(Setting setting, Function<String, T> reader) {
    return get(setting).read(reader);
  }

  /**
   * The tool's own configuration file, be it there or not.
   *
   * @throws ConfigException.NoHome when it has no place
   */
  public Path file() {
    return files.place();
  }

  /**
   * Why a configuration file that may be there counted as missing; null where none did, or none was
   * needed yet.
   */
  public @Nullable String passedOver() {
    return files.passedOver();
  }

  /** Every context by its name: ours, and those of the NoETL CLI that ours do not hide. */
  public Map<String, FileContext> contexts() {
    Map<String, FileContext> all = new LinkedHashMap<>(files.noetls().contexts());
    all.putAll(files.ours().contexts());
    return all;
  }

  /** The contexts of the tool's own file. */
  public Map<String, FileContext> ownContexts() {
    return files.ours().contexts();
  }

  /** The settings that hold where the command line names this context and no registry. */
  public Settings in(FileContext context) {
    return new Settings(environment, home, Map.of(Setting.CONTEXT, context.name()));
  }

  /**
   * The selected context, even if variables override it; null where none is selected.
   *
   * @throws ConfigException.InvalidFile when no context has the name that was chosen
   */
  public @Nullable FileContext chosenContext() {
    return context();
  }

  /**
   * The context in use: the one that is chosen, else the current one of the NoETL CLI where a
   * server comes from it; null where there is none.
   *
   * @throws ConfigException.InvalidFile when no context has the name that was chosen
   */
  public @Nullable FileContext contextInUse() {
    FileContext chosen = context();
    if (chosen != null) {
      return chosen;
    }
    return get(Setting.SERVER).origin() instanceof Origin.Context(String name, Path path)
        ? files.noetls().contexts().get(name)
        : null;
  }

  private @Nullable Resolved ofContext(Setting setting, boolean isByFlag) {
    if (setting == Setting.CONTEXT || setting.key() == null) {
      return null;
    }
    FileContext chosen = context();
    String value = chosen == null ? null : chosen.values().get(setting);
    return chosen == null || value == null
        ? null
        : new Resolved(
            setting, value, new Origin.ChosenContext(chosen.name(), chosen.file(), isByFlag));
  }

  private @Nullable FileContext context() {
    Resolved name = get(Setting.CONTEXT);
    if (name.value() == null) {
      return null;
    }
    FileContext ours = files.ours().contexts().get(name.value());
    FileContext found = ours == null ? files.noetls().contexts().get(name.value()) : ours;
    if (found == null) {
      throw unknown(
          name.value(), EscapedText.quoted(name.value()) + " (" + name.origin().text() + ")");
    }
    return found;
  }

  /** Says that no context has that name, and which there are. */
  public ConfigException unknownContext(String name) {
    return unknown(name, EscapedText.quoted(name));
  }

  private ConfigException unknown(String name, String inWords) {
    Map<String, FileContext> all = contexts();
    return new ConfigException.InvalidFile(
        "unknown context " + inWords,
        all.isEmpty()
            ? "create it with: noetl-runtime context set " + ShellWord.of(name) + " --server URL"
            : "available: " + EscapedText.of(String.join(", ", all.keySet())),
        null);
  }
}
