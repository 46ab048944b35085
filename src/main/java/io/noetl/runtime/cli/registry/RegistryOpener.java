package io.noetl.runtime.cli.registry;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.client.ClientOptions;
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
import io.noetl.runtime.schema.Diagnosis;
import io.noetl.runtime.schema.MissingDatabase;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeMaintenance;
import io.noetl.runtime.service.RuntimeService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens the registry that the settings name: a server over HTTP, or a database. */
public final class RegistryOpener {

  /** Heartbeats and lists are gathered, so that a few connections serve any number of callers. */
  private static final int SERVED_CONNECTIONS = 8;

  /** Where NoETL's own server, worker and command line expect a server. */
  private static final String NOETLS_DEFAULT = "http://localhost:8082";

  private static final int BY_FLAG = 4;
  private static final int NOT_WANTED = -1;

  private final Environment environment;
  private final boolean stays;
  private final MissingDatabase missing;

  /** For a command that looks at what is there, makes its calls and ends. */
  public RegistryOpener(Environment environment) {
    this(environment, false, MissingDatabase.REFUSED);
  }

  /**
   * For a process that may stay, or may make a database.
   *
   * @param stays whether a deadline is for each call, however it was set
   * @param missing what becomes of an embedded database that is not there
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

  /** The server that the settings name, whatever they say of direct mode. */
  public RuntimeApi openServer(Settings settings, Diagnostics diagnostics) {
    return new HttpRuntimeApi(clientOptions(settings, diagnostics));
  }

  /** The database that the settings name, whatever they say of a server. */
  public RuntimeApi openDatabase(Settings settings, Diagnostics diagnostics) {
    return new DatabaseOpener(environment, missing).open(settings, diagnostics);
  }

  /**
   * What only direct mode can do, on the database that the settings name.
   *
   * @throws UsageException when they name a server
   */
  public RuntimeMaintenance openMaintenance(Settings settings, Diagnostics diagnostics) {
    if (!isDirect(settings)) {
      throw new UsageException(
          "this command works on a database, not through a server",
          "add --direct or --database URL");
    }
    return new DatabaseOpener(environment, missing).open(settings, diagnostics);
  }

  /** The database that the settings name, to serve: a server is none. */
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
    return new ServedDatabase(service, service, url.startsWith(DatabaseOpener.SQLITE));
  }

  /**
   * A flag or a context that names a server outranks what asks for direct mode from further away.
   */
  public static boolean isDirect(Settings settings) {
    int direct = NOT_WANTED;
    if (settings.text(Setting.DATABASE) != null) {
      direct = rank(settings.get(Setting.DATABASE).origin(), 2);
    }
    if (settings.flag(Setting.DIRECT)) {
      direct = Math.max(direct, rank(settings.get(Setting.DIRECT).origin(), 2));
    }
    // The server is asked for last: its context file need not be read, nor be valid, without one.
    return direct == BY_FLAG
        || (direct != NOT_WANTED && direct >= rank(settings.get(Setting.SERVER).origin(), 0));
  }

  /** What names the registry. */
  public static Origin origin(Settings settings) {
    if (!isDirect(settings)) {
      return settings.get(Setting.SERVER).origin();
    }
    boolean isNamed = settings.text(Setting.DATABASE) != null;
    return settings.get(isNamed ? Setting.DATABASE : Setting.DIRECT).origin();
  }

  /** How well an origin holds against another that names another way to a registry. */
  private static int rank(Origin origin, int ofEnvironment) {
    return switch (origin) {
      case Origin.Flag flag -> BY_FLAG;
      case Origin.ChosenContext chosen -> chosen.isByFlag() ? 3 : 1;
      case Origin.Environment environment -> ofEnvironment;
      default -> 0;
    };
  }

  /** Looks whether an embedded database is there, for who would wait for it otherwise. */
  public void check(Settings settings) {
    if (isDirect(settings)) {
      new DatabaseOpener(environment).check(settings);
    }
  }

  /** The same texts, or one of them, for whatever names the same registry; connects to none. */
  Set<String> places(Settings settings) {
    return isDirect(settings)
        ? new DatabaseOpener(environment).places(settings)
        : Set.of(SettingReader.read(settings, Setting.SERVER, ServerAddress::of).place());
  }

  /** The way to the registry, to be looked at step by step. */
  public Diagnosis openDiagnosis(Settings settings, Diagnostics diagnostics) {
    return isDirect(settings)
        ? new DatabaseOpener(environment).openDiagnosis(settings, diagnostics)
        : new HttpDiagnosis(clientOptions(settings, diagnostics));
  }

  /** Finds the version in the metrics that an address serves. */
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
          "warning: --insecure takes any certificate, so anybody may pose as " + address);
    }
    BearerToken token = BearerToken.of(settings);
    return new ClientOptions(
        address,
        settings.duration(Setting.TIMEOUT),
        new Retries(
            settings.count(Setting.RETRIES),
            settings.duration(Setting.DEADLINE),
            // Who sets a deadline means the command; the default guards each of its requests.
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
      if (name.isEmpty() || !name.chars().allMatch(RegistryOpener::isHeaderCharacter)) {
        throw new UsageException("a header is not 'Name: value'", "use --header 'Name: value'");
      }
      headers.put(name, value);
    }
    return headers;
  }

  private static boolean isHeaderCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  /** Loads what a server is asked with, while the command line is read. */
  public static void prepare() {
    HttpRuntimeApi.prepare();
  }
}
