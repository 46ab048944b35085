package io.noetl.runtime.cli.registry;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.config.HomeDirectory;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.diagnosis.Diagnosis;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import io.noetl.runtime.service.DatabaseDiagnosis;
import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.RuntimeService;
import io.noetl.runtime.service.Snowflake;
import io.noetl.runtime.text.DatabaseUrl;
import io.noetl.runtime.text.NearestWord;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens the database of direct mode: the configured one, or the PostgreSQL database from NoETL's
 * variables, or the default SQLite file.
 */
public final class DatabaseOpener {

  private static final String FILE = "noetl/runtime.db";

  private final Environment environment;
  private final Setting patience;
  private final Setting listPatience;
  private final boolean autoRecreate;
  private final int connections;
  private final MissingDatabase missing;

  /** For a one-shot command that needs an existing database. */
  public DatabaseOpener(Environment environment) {
    this(environment, MissingDatabase.REFUSED);
  }

  /** For a one-shot command. */
  public DatabaseOpener(Environment environment, MissingDatabase missing) {
    this(environment, Setting.TIMEOUT, Setting.TIMEOUT, true, 1, missing);
  }

  /**
   * For a process with its own settings.
   *
   * @param patience the setting for the statement timeout
   * @param listPatience the setting for the timeout of lists
   * @param autoRecreate whether a heartbeat may register an unknown component
   * @param connections the maximum number of connections
   * @param missing what to do when an SQLite file does not exist
   */
  public DatabaseOpener(
      Environment environment,
      Setting patience,
      Setting listPatience,
      boolean autoRecreate,
      int connections,
      MissingDatabase missing) {
    this.environment = environment;
    this.patience = patience;
    this.listPatience = listPatience;
    this.autoRecreate = autoRecreate;
    this.connections = connections;
    this.missing = missing;
  }

  /** A service that connects on first use; reports conflicting environment variables. */
  RuntimeService open(Settings settings, Diagnostics diagnostics) {
    RuntimeService service = open(settings, diagnostics, RuntimeService::open);
    String disagreement = disagreement(settings);
    if (disagreement != null) {
      diagnostics.note(disagreement);
    }
    return service;
  }

  /** The connection to the database as diagnosis steps. */
  Diagnosis openDiagnosis(Settings settings, Diagnostics diagnostics) {
    return open(settings, diagnostics, DatabaseDiagnosis::open);
  }

  /** Identities of the database: URLs of the same database share at least one. Does not connect. */
  Set<String> places(Settings settings) {
    return ofOptions(settings, DirectOptions::identities);
  }

  /** Checks that the SQLite file exists, without creating it. */
  void check(Settings settings) {
    ofOptions(
        settings,
        options -> {
          options.check();
          return options;
        });
  }

  private <T> T ofOptions(Settings settings, Function<DirectOptions, T> function) {
    Resolved database = database(settings);
    Diagnostics silent =
        new Diagnostics(environment.err(), false, false, true, environment.clock());
    return SettingReader.read(
        database,
        url -> opened(function, options(expanded(url, database.origin()), settings, silent)));
  }

  private <T> T open(
      Settings settings, Diagnostics diagnostics, Function<DirectOptions, T> opening) {
    Resolved database = database(settings);
    boolean showsPassword = !Objects.equals(database.masked(), database.value());
    if (showsPassword && database.origin() instanceof Origin.Flag) {
      diagnostics.warn(
          "warning: every user of this machine can see the password in --database; use PGPASSWORD"
              + " or the password file");
    }
    return SettingReader.read(
        database,
        url -> {
          DirectOptions options = options(expanded(url, database.origin()), settings, diagnostics);
          if (missing != MissingDatabase.REFUSED
              && !(database.origin() instanceof Origin.Default)) {
            options.checkFolder();
          }
          return opened(opening, options);
        });
  }

  /** Errors in libpq variables name the variable; other errors concern the URL. */
  private static <T> T opened(Function<DirectOptions, T> opening, DirectOptions options) {
    try {
      return opening.apply(options);
    } catch (RuntimeApiException.InvalidRequest refused) {
      FieldError error = refused.fields().isEmpty() ? null : refused.fields().getFirst();
      if (error != null && error.type().equals("variable")) {
        throw new UsageException(error.sentence(), "correct or unset " + error.field());
      }
      if (error != null && error.type().equals("unknown_parameter")) {
        throw new RuntimeApiException.InvalidRequest(withNearest(error));
      }
      if (error == null) {
        // The message names the file and parameter, and has a hint.
        throw new UsageException(String.valueOf(refused.getMessage()), refused.hint());
      }
      throw refused;
    }
  }

  private static FieldError withNearest(FieldError unknown) {
    String message = unknown.message();
    String name = message.substring(message.lastIndexOf(' ') + 1);
    String nearest = NearestWord.to(name, DirectOptions.parameterNames());
    return nearest == null
        ? unknown
        : new FieldError(
            unknown.type(), unknown.field(), message + "; did you mean " + nearest + "?");
  }

  /** The URL of the database of direct mode, with its origin. */
  public Resolved database(Settings settings) {
    Resolved named = settings.get(Setting.DATABASE);
    if (named.value() != null) {
      return named;
    }
    NoetlDatabase ofVariables = NoetlDatabase.of(settings);
    return ofVariables == null
        ? new Resolved(Setting.DATABASE, DatabaseUrl.SQLITE + defaultFile(), new Origin.Default())
        : ofVariables.url();
  }

  /**
   * Which of NoETL's variables are used where they conflict; null where they do not, or are unused.
   */
  public static @Nullable String disagreement(Settings settings) {
    NoetlDatabase database =
        settings.text(Setting.DATABASE) == null ? NoetlDatabase.of(settings) : null;
    return database == null ? null : database.disagreement(settings.get(Setting.PGPASSWORD));
  }

  private DirectOptions options(String url, Settings settings, Diagnostics diagnostics) {
    boolean isPostgres = !url.startsWith(DatabaseUrl.SQLITE);
    return new DirectOptions(
        url,
        environment.variables(),
        String.valueOf(settings.text(Setting.SCHEMA)),
        isPostgres ? password(settings) : null,
        isPostgres ? passwordFile(settings) : null,
        settings.duration(patience),
        settings.duration(listPatience),
        autoRecreate,
        ids(settings),
        diagnostics::trace,
        connections,
        missing,
        diagnostics);
  }

  /** Expands {@code ~/} and paths relative to a configuration file, which no shell does. */
  private String expanded(String url, Origin origin) {
    String path =
        url.startsWith(DatabaseUrl.SQLITE) ? url.substring(DatabaseUrl.SQLITE.length()) : "";
    if (path.startsWith("~/")) {
      return DatabaseUrl.SQLITE
          + home()
              .resolve(
                  path.substring(2), "set HOME to an absolute path, or write " + url + " in full");
    }
    boolean isRelative = !path.isEmpty() && !path.startsWith("/") && !path.equals(":memory:");
    if (!isRelative) {
      return url;
    }
    return switch (origin) {
      case Origin.File(Path file) -> DatabaseUrl.SQLITE + file.resolveSibling(path);
      case Origin.ChosenContext chosen -> DatabaseUrl.SQLITE + chosen.path().resolveSibling(path);
      default -> url;
    };
  }

  private Snowflake ids(Settings settings) {
    Integer node = settings.node(Setting.NODE);
    long epoch = Snowflake.NOETL_EPOCH_MILLIS;
    return node == null
        ? Snowflake.byChance(environment.clock(), epoch, environment.host().random())
        : Snowflake.ofSharedNode(environment.clock(), epoch, node, environment.host().random());
  }

  private static @Nullable String password(Settings settings) {
    String password = settings.text(Setting.PGPASSWORD);
    // NoETL's password is for NoETL's database only, not for one that a URL names.
    boolean isNoetls = settings.text(Setting.DATABASE) == null;
    NoetlDatabase noetls = password == null && isNoetls ? NoetlDatabase.of(settings) : null;
    Resolved own = noetls == null ? null : noetls.password();
    return own == null ? password : own.value();
  }

  private @Nullable Path passwordFile(Settings settings) {
    Path named = settings.path(Setting.PGPASSFILE);
    return named == null && home().isKnown() ? home().path().resolve(".pgpass") : named;
  }

  private Path defaultFile() {
    String data = environment.variables().getOrDefault("XDG_DATA_HOME", "");
    // The XDG base directory specification requires relative paths to be ignored.
    return data.startsWith("/")
        ? Path.of(data).resolve(FILE)
        : home()
            .resolve(
                ".local/share/" + FILE,
                "set HOME or XDG_DATA_HOME to an absolute path, or name a database with"
                    + " --database");
  }

  private HomeDirectory home() {
    return new HomeDirectory(environment.home());
  }
}
