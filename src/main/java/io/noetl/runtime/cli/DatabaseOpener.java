package io.noetl.runtime.cli;

import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.Diagnosis;
import io.noetl.runtime.service.DatabaseDiagnosis;
import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.RuntimeService;
import io.noetl.runtime.service.Snowflake;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens direct mode's database: the one that is named, else the PostgreSQL that NoETL's own
 * variables name, else the embedded SQLite file.
 */
final class DatabaseOpener {

  /** What the URL of an SQLite file begins with. */
  static final String SQLITE = "sqlite:";

  /** libpq's variables, and the URL parameters that they stand for. */
  private static final Map<String, String> LIBPQ =
      Map.of(
          "PGSSLMODE", "sslmode",
          "PGSSLROOTCERT", "sslrootcert",
          "PGSSLCERT", "sslcert",
          "PGSSLKEY", "sslkey",
          "PGAPPNAME", "application_name",
          "PGCONNECT_TIMEOUT", "connect_timeout",
          "PGOPTIONS", "options",
          "PGTARGETSESSIONATTRS", "target_session_attrs");

  private final Environment environment;
  private final Setting patience;
  private final boolean autoRecreate;
  private final int connections;

  /** For a command that makes its call and ends. */
  DatabaseOpener(Environment environment) {
    this(environment, Setting.TIMEOUT, true, 1);
  }

  /**
   * For a process that may be stricter.
   *
   * @param patience the setting that says how long a statement may take
   * @param autoRecreate whether a heartbeat may register who is unknown
   * @param connections how many connections it may have at once
   */
  DatabaseOpener(Environment environment, Setting patience, boolean autoRecreate, int connections) {
    this.environment = environment;
    this.patience = patience;
    this.autoRecreate = autoRecreate;
    this.connections = connections;
  }

  /** A service that connects on first use. */
  RuntimeService open(Settings settings, Diagnostics diagnostics) {
    return open(settings, diagnostics, RuntimeService::open);
  }

  /** The way to the database, to be looked at step by step. */
  Diagnosis openDiagnosis(Settings settings, Diagnostics diagnostics) {
    return open(settings, diagnostics, DatabaseDiagnosis::open);
  }

  private <T> T open(
      Settings settings, Diagnostics diagnostics, Function<DirectOptions, T> opening) {
    if (settings.text(Setting.DATABASE) == null) {
      return opening.apply(options(defaultUrl(settings), settings, diagnostics));
    }
    Resolved database = settings.get(Setting.DATABASE);
    boolean showsPassword = !Objects.equals(database.masked(), database.value());
    if (showsPassword && database.origin() instanceof Origin.Flag) {
      diagnostics.warn(
          "warning: everybody on this machine can see the password in --database; use PGPASSWORD or"
              + " the password file");
    }
    return Checked.read(
        settings,
        Setting.DATABASE,
        url -> opening.apply(options(expanded(url, database.origin()), settings, diagnostics)));
  }

  /** The database of direct mode where none is named. */
  String defaultUrl(Settings settings) {
    String host = settings.text(Setting.POSTGRES_HOST);
    return host == null ? SQLITE + defaultFile() : noetlUrl(host, settings);
  }

  private DirectOptions options(String url, Settings settings, Diagnostics diagnostics) {
    boolean isPostgres = !url.startsWith(SQLITE);
    return new DirectOptions(
        isPostgres ? withVariables(url) : url,
        String.valueOf(settings.text(Setting.SCHEMA)),
        isPostgres ? password(settings) : null,
        isPostgres ? passwordFile(settings) : null,
        settings.duration(patience),
        autoRecreate,
        Snowflake.byChance(environment.clock(), Snowflake.NOETL_EPOCH_MILLIS, environment.chance()),
        diagnostics::trace,
        connections);
  }

  /** No shell expands a tilde in the middle of a word, and none reads the configuration file. */
  private String expanded(String url, Origin origin) {
    String path = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : "";
    if (path.startsWith("~/")) {
      return SQLITE + environment.home().resolve(path.substring(2));
    }
    boolean isRelative = !path.isEmpty() && !path.startsWith("/") && !path.equals(":memory:");
    if (!isRelative) {
      return url;
    }
    return switch (origin) {
      case Origin.File(Path file) -> SQLITE + file.resolveSibling(path);
      case Origin.ChosenContext chosen -> SQLITE + chosen.path().resolveSibling(path);
      default -> url;
    };
  }

  private static String noetlUrl(String host, Settings settings) {
    StringBuilder url = new StringBuilder("postgresql://");
    String user = settings.text(Setting.NOETL_USER);
    if (user != null) {
      url.append(encoded(user)).append('@');
    }
    url.append(host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host);
    String port = settings.text(Setting.POSTGRES_PORT);
    if (port != null) {
      url.append(':').append(port);
    }
    String database = settings.text(Setting.POSTGRES_DB);
    return database == null ? url.toString() : url.append('/').append(encoded(database)).toString();
  }

  /** What the URL says itself outranks the variables. */
  private String withVariables(String url) {
    // The query begins after the host: a question mark in a password does not begin one.
    int question = url.indexOf('?', url.lastIndexOf('@') + 1);
    String query = question < 0 ? "" : "&" + url.substring(question + 1);
    Map<String, String> missing = new LinkedHashMap<>();
    LIBPQ.forEach((variable, parameter) -> {
      String value = environment.variables().getOrDefault(variable, "");
      if (!value.isEmpty() && !query.contains("&" + parameter + "=")) {
        missing.put(parameter, value);
      }
    });
    if (missing.isEmpty()) {
      return url;
    }
    StringJoiner parameters = new StringJoiner("&", url + (question < 0 ? "?" : "&"), "");
    missing.forEach((parameter, value) -> parameters.add(parameter + "=" + encoded(value)));
    return parameters.toString();
  }

  private static @Nullable String password(Settings settings) {
    String password = settings.text(Setting.PGPASSWORD);
    // NoETL's own password is for NoETL's own database, not for any that a URL names.
    boolean isNoetls = settings.text(Setting.DATABASE) == null;
    return password == null && isNoetls ? settings.text(Setting.NOETL_PASSWORD) : password;
  }

  private Path passwordFile(Settings settings) {
    Path named = settings.path(Setting.PGPASSFILE);
    return named == null ? environment.home().resolve(".pgpass") : named;
  }

  private Path defaultFile() {
    String data = environment.variables().getOrDefault("XDG_DATA_HOME", "");
    // The XDG base directory specification has relative paths ignored.
    Path base = data.startsWith("/") ? Path.of(data) : environment.home().resolve(".local/share");
    return base.resolve("noetl/runtime.db");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
