package io.noetl.runtime.cli.registry;

import io.noetl.runtime.cli.failure.SuggestedCommand;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.terminal.OutputOptions;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import io.noetl.runtime.text.ShellWord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select a registry and configure the connection to it. */
public final class RegistryOptions {

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      order = 59,
      description = "Context to use; see noetl-runtime context.")
  public @Nullable String context;

  @Option(
      names = "--show-secrets",
      order = 79,
      description = "Show passwords and tokens of components in results.")
  public boolean showSecrets;

  @Option(
      names = {"-s", "--server"},
      paramLabel = "URL",
      order = 60,
      description = "URL of the server (default: http://localhost:8083).")
  @Nullable String server;

  @Option(
      names = "--direct",
      order = 61,
      description = "Work on a database directly, without a server (default: a local SQLite file).")
  boolean direct;

  @Option(
      names = "--database",
      paramLabel = "URL",
      order = 62,
      description =
          "Database of direct mode; implies --direct: sqlite:PATH or postgresql://HOST/DB.")
  public @Nullable String database;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      order = 63,
      description = "File that holds the bearer token.")
  @Nullable String tokenFile;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'K: V'",
      order = 64,
      description = "Extra request header; may be repeated.")
  List<String> headers = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      order = 65,
      description = "Time limit per request, such as 500ms or 2m (default: 5s).")
  @Nullable String timeout;

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      order = 66,
      description = "Time limit for the whole command (default: 30s per request).")
  @Nullable String deadline;

  @Option(
      names = "--retries",
      paramLabel = "N",
      order = 67,
      description = "Retries after a transient failure (default: 2).")
  @Nullable String retries;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      order = 68,
      description = "CA certificates for verifying the server (PEM).")
  @Nullable String cacert;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      order = 69,
      description = "Client certificate (PEM).")
  @Nullable String cert;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      order = 70,
      description = "Private key of the client certificate (PKCS#8 in PEM).")
  @Nullable String key;

  @Option(
      names = "--key-passphrase-file",
      paramLabel = "FILE",
      order = 71,
      description = "File that holds the passphrase of the private key.")
  @Nullable String keyPassphraseFile;

  @Option(
      names = "--insecure",
      order = 72,
      description = "Skip TLS certificate verification (prints a warning).")
  boolean insecure;

  @Mixin public final OutputOptions output = new OutputOptions();

  /** What the command does when an SQLite file does not exist; not an option. */
  public MissingDatabase missing = MissingDatabase.REFUSED;

  /** Takes the value of {@code --timeout} for a command that gives the option its own meaning. */
  public @Nullable String takeTimeout() {
    String taken = timeout;
    timeout = null;
    return taken;
  }

  /** A presenter for data from the registry. */
  public Presenter presenter(Settings settings, Environment environment) {
    return Presenter.of(settings, output.quiet, showSecrets, environment);
  }

  /** The flags that select the registry, for suggested commands. */
  public String registryFlags() {
    StringBuilder flags = new StringBuilder();
    if (context != null) {
      flags.append(" --context ").append(ShellWord.of(context));
    }
    if (server != null) {
      flags.append(" --server ").append(ShellWord.of(masked(Setting.SERVER, server)));
    }
    if (database != null) {
      // Masked, since suggestions are printed and may be logged.
      flags.append(" --database ").append(ShellWord.of(masked(Setting.DATABASE, database)));
    } else if (direct) {
      flags.append(" --direct");
    }
    return flags.toString();
  }

  private static String masked(Setting setting, String value) {
    return String.valueOf(
        new Resolved(setting, value, new Origin.Flag(String.valueOf(setting.flag()))).masked());
  }

  /** The hint of an error about an unknown component: list the registered ones of its kind. */
  public String listHint(RuntimeKind kind) {
    return "see what is registered: noetl-runtime list"
        + SuggestedCommand.kindFlag(kind.word())
        + registryFlags();
  }

  /** The failure of a command whose component is not registered. */
  public RuntimeApiException.UnknownComponent unknownComponent(RuntimeKind kind, String name) {
    return new RuntimeApiException.UnknownComponent(
        kind, name, Details.NONE.withHint(listHint(kind)));
  }

  /** The settings from flags, environment and files. */
  public Settings settings(Map<Setting, String> more, Environment environment) {
    Settings settings = ofBoth(more, environment);
    checkOne();
    return settings;
  }

  /**
   * Checks that the flags select only one registry.
   *
   * @throws UsageException when they select a server and a database
   */
  public void checkOne() {
    if (server != null && (direct || database != null)) {
      throw new UsageException(
          "--server and " + (direct ? "--direct" : "--database") + " cannot be used together",
          "name one registry");
    }
  }

  /** The same for a command that works on a server and on a database. */
  public Settings ofBoth(Map<Setting, String> more, Environment environment) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(more);
    output.addTo(flags);
    flags.putAll(given());
    put(flags, Setting.CONTEXT, context);
    return new Settings(environment.variables(), environment.home(), flags);
  }

  /** The settings that were given as flags. */
  public Map<Setting, String> given() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    put(flags, Setting.SERVER, server);
    put(flags, Setting.DATABASE, database);
    put(flags, Setting.TOKEN_FILE, tokenFile);
    put(flags, Setting.TIMEOUT, timeout);
    put(flags, Setting.DEADLINE, deadline);
    put(flags, Setting.RETRIES, retries);
    put(flags, Setting.CACERT, cacert);
    put(flags, Setting.CERT, cert);
    put(flags, Setting.KEY, key);
    put(flags, Setting.KEY_PASSPHRASE_FILE, keyPassphraseFile);
    if (insecure) {
      flags.put(Setting.INSECURE, "true");
    }
    if (direct) {
      flags.put(Setting.DIRECT, "true");
    }
    if (!headers.isEmpty()) {
      flags.put(Setting.HEADER, String.join("\n", headers));
    }
    return flags;
  }

  private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
    if (value != null) {
      flags.put(setting, value);
    }
  }
}
