package io.noetl.runtime.cli.registry;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.client.ClientOptions;
import io.noetl.runtime.client.Headers;
import io.noetl.runtime.client.HttpDiagnosis;
import io.noetl.runtime.client.HttpRuntimeApi;
import io.noetl.runtime.client.MetricsProbe;
import io.noetl.runtime.client.ProxyRules;
import io.noetl.runtime.client.Retries;
import io.noetl.runtime.client.ServerAddress;
import io.noetl.runtime.client.TlsOptions;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.diagnosis.Diagnosis;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import io.noetl.runtime.schema.maintenance.RuntimeMaintenance;
import io.noetl.runtime.service.RuntimeService;
import io.noetl.runtime.text.DatabaseUrl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens the registry from the settings: a server over HTTP, or a database. */
public final class RegistryOpener {

  /** Heartbeats and lists are batched, so that a few connections serve any number of clients. */
  private static final int SERVED_CONNECTIONS = 8;

  /** The default server URL of NoETL's own programs. */
  private static final String NOETLS_DEFAULT = "http://localhost:8082";

  private static final int BY_FLAG = 4;
  private static final int NOT_WANTED = -1;

  private final Environment environment;
  private final boolean stays;
  private final MissingDatabase missing;

  /** For a one-shot command that needs an existing database. */
  public RegistryOpener(Environment environment) {
    this(environment, false, MissingDatabase.REFUSED);
  }

  /**
   * For a process that may be long-running, or may create a database.
   *
   * @param stays whether a deadline always applies to each call
   * @param missing what to do when an SQLite file does not exist
   */
  public RegistryOpener(Environment environment, boolean stays, MissingDatabase missing) {
    this.environment = environment;
    this.stays = stays;
    this.missing = missing;
  }

  /** A registry that connects on first use. */
  public RuntimeApi open(Settings settings, Diagnostics diagnostics) {
    return isDirect(settings)
        ? openDatabase(settings, diagnostics)
        : openServer(settings, diagnostics);
  }

  /** The server from the settings, even in direct mode. */
  public RuntimeApi openServer(Settings settings, Diagnostics diagnostics) {
    return new HttpRuntimeApi(clientOptions(settings, diagnostics));
  }

  /** The database from the settings, even where they select a server. */
  public RuntimeApi openDatabase(Settings settings, Diagnostics diagnostics) {
    return new DatabaseOpener(environment, missing).open(settings, diagnostics);
  }

  /**
   * The maintenance interface of the database from the settings.
   *
   * @throws UsageException when the settings select a server
   */
  public RuntimeMaintenance openMaintenance(Settings settings, Diagnostics diagnostics) {
    if (!isDirect(settings)) {
      throw new UsageException(
          "this command works on a database, not through a server",
          "add --direct or --database URL");
    }
    return new DatabaseOpener(environment, missing).open(settings, diagnostics);
  }

  /** The database that {@code serve} works on. */
  public ServedDatabase openServed(Settings settings, Diagnostics diagnostics) {
    DatabaseOpener opener =
        new DatabaseOpener(
            environment,
            Setting.ANSWER_WITHIN,
            Setting.LIST_WITHIN,
            settings.flag(Setting.AUTO_RECREATE),
            SERVED_CONNECTIONS,
            MissingDatabase.CREATED);
    RuntimeService service = opener.open(settings, diagnostics);
    String url = String.valueOf(opener.database(settings).value());
    return new ServedDatabase(service, service, url.startsWith(DatabaseUrl.SQLITE));
  }

  /**
   * Whether the settings select direct mode. A flag or context that names a server takes precedence
   * over a setting for direct mode with a lower rank.
   */
  public static boolean isDirect(Settings settings) {
    int direct = NOT_WANTED;
    if (settings.text(Setting.DATABASE) != null) {
      direct = rank(settings.get(Setting.DATABASE).origin(), 2);
    }
    if (settings.flag(Setting.DIRECT)) {
      direct = Math.max(direct, rank(settings.get(Setting.DIRECT).origin(), 2));
    }
    // The server is resolved last: without need its context file is not read, nor has to be valid.
    return direct == BY_FLAG
        || (direct != NOT_WANTED && direct >= rank(settings.get(Setting.SERVER).origin(), 0));
  }

  /** The origin of the setting that selects the registry. */
  public static Origin origin(Settings settings) {
    if (!isDirect(settings)) {
      return settings.get(Setting.SERVER).origin();
    }
    boolean isNamed = settings.text(Setting.DATABASE) != null;
    return settings.get(isNamed ? Setting.DATABASE : Setting.DIRECT).origin();
  }

  /** The precedence of an origin among settings that select different registries. */
  private static int rank(Origin origin, int ofEnvironment) {
    return switch (origin) {
      case Origin.Flag flag -> BY_FLAG;
      case Origin.ChosenContext chosen -> chosen.isByFlag() ? 3 : 1;
      case Origin.Environment environment -> ofEnvironment;
      default -> 0;
    };
  }

  /** Checks that an SQLite file exists, before waiting for it. */
  public void check(Settings settings) {
    if (isDirect(settings)) {
      new DatabaseOpener(environment).check(settings);
    }
  }

  /**
   * Identities of the registry: settings for the same registry share at least one. Does not
   * connect.
   */
  Set<String> places(Settings settings) {
    return isDirect(settings)
        ? new DatabaseOpener(environment).places(settings)
        : Set.of(SettingReader.read(settings, Setting.SERVER, ServerAddress::of).place());
  }

  /** The connection to the registry as diagnosis steps. */
  public Diagnosis openDiagnosis(Settings settings, Diagnostics diagnostics) {
    return isDirect(settings)
        ? new DatabaseOpener(environment).openDiagnosis(settings, diagnostics)
        : new HttpDiagnosis(clientOptions(settings, diagnostics));
  }

  /** Reads the version from the metrics endpoint at an address. */
  public Function<String, @Nullable String> versions(Diagnostics diagnostics) {
    return new MetricsProbe(userAgent(), diagnostics::trace)::version;
  }

  private String userAgent() {
    return "noetl-runtime/" + environment.version();
  }

  private ClientOptions clientOptions(Settings settings, Diagnostics diagnostics) {
    ServerAddress address = SettingReader.read(settings, Setting.SERVER, ServerAddress::of);
    TlsOptions tls =
        new TlsOptions(
            settings.path(Setting.CACERT),
            settings.path(Setting.CERT),
            settings.path(Setting.KEY),
            settings.path(Setting.KEY_PASSPHRASE_FILE),
            settings.flag(Setting.INSECURE));
    if (tls.insecure()) {
      diagnostics.warn(
          "warning: --insecure skips certificate verification, so anybody can impersonate "
              + address);
    }
    BearerToken token = BearerToken.of(settings);
    return new ClientOptions(
        address,
        settings.duration(Setting.TIMEOUT),
        new Retries(
            settings.count(Setting.RETRIES),
            settings.duration(Setting.DEADLINE),
            // A configured deadline applies to the whole command; the default applies to each
            // request.
            !stays && !(settings.get(Setting.DEADLINE).origin() instanceof Origin.Default),
            environment.host().random(),
            Retries.Time.REAL),
        token == null ? null : token.value(),
        headers(settings),
        tls,
        ProxyRules.from(environment.variables()),
        userAgent(),
        diagnostics.isVerbose() ? diagnostics::trace : ClientOptions.UNTRACED,
        diagnostics,
        token == null ? BearerToken.USUAL_VARIABLE : token.variable(),
        settings.get(Setting.SERVER).origin() instanceof Origin.Default
            ? ServerAddress.of(NOETLS_DEFAULT)
            : null);
  }

  private static Map<String, String> headers(Settings settings) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : settings.list(Setting.HEADER)) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip();
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      if (!Headers.isToken(name)) {
        throw new UsageException("a header is not 'Name: value'", "use --header 'Name: value'");
      }
      headers.put(name, value);
    }
    return headers;
  }

  /** Loads the HTTP client in the background while the command line is parsed. */
  public static void prepare() {
    HttpRuntimeApi.prepare();
  }
}
