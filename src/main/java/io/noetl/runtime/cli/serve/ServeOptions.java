package io.noetl.runtime.cli.serve;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.text.ShellWord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code serve}. */
final class ServeOptions {

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      order = 10,
      description = "Address to listen on (default: 127.0.0.1:8083).")
  private @Nullable String listen;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      order = 10,
      description = "Port to listen on, instead of --listen.")
  private @Nullable String port;

  // Implied, since this is the server.
  @Option(names = "--direct", hidden = true)
  private boolean direct;

  @Option(
      names = "--database",
      paramLabel = "URL",
      order = 12,
      description = "sqlite:PATH or postgresql://HOST/DB (default: SQLite).")
  private @Nullable String database;

  @Option(
      names = "--tokens-file",
      paramLabel = "FILE",
      order = 20,
      description = "File with lines 'read TOKEN' or 'write TOKEN'.")
  private @Nullable String tokensFile;

  @Option(
      names = "--allow-anonymous",
      order = 21,
      description = "Accept remote clients without authentication.")
  private boolean allowAnonymous;

  @Option(
      names = "--allow-host",
      paramLabel = "HOST",
      order = 26,
      description = "Also accept this Host header; may be repeated.")
  private List<String> allowedHosts = List.of();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      order = 22,
      description = "TLS certificate with its chain (PEM).")
  private @Nullable String tlsCert;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      order = 23,
      description = "Private key of the certificate (PKCS#8 in PEM).")
  private @Nullable String tlsKey;

  @Option(
      names = "--tls-client-ca",
      paramLabel = "FILE",
      order = 24,
      description = "Require client certificates of these CAs (PEM).")
  private @Nullable String tlsClientCa;

  @Option(
      names = "--answer-within",
      paramLabel = "DURATION",
      order = 30,
      description = "Time limit for a call; 503 after it (default: 2s).")
  private @Nullable String answerWithin;

  @Option(
      names = "--list-within",
      paramLabel = "DURATION",
      order = 31,
      description = "Time limit for a list with its wait; 503 after it (default: 30s).")
  private @Nullable String listWithin;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      order = 32,
      description = "Changes, lookups and lists in flight, each; 503 above it (default: 512).")
  private @Nullable String maxInFlight;

  @Option(
      names = "--lists-per-client",
      paramLabel = "N",
      order = 33,
      description = "Lists in flight per token or address; 429 above it (default: 16).")
  private @Nullable String listsPerClient;

  @Option(
      names = "--max-connections-per-address",
      paramLabel = "N",
      order = 34,
      description = "Connections per client address, of 10000 in all (default: 5000).")
  private @Nullable String maxConnectionsPerAddress;

  @Option(
      names = "--sweep-interval",
      paramLabel = "DURATION",
      order = 35,
      description = "Time between two sweeps (default: 15s).")
  private @Nullable String sweepInterval;

  @Option(
      names = "--compatibility",
      paramLabel = "FILE",
      order = 27,
      description = "YAML file of rules on which versions fit together.")
  private @Nullable String compatibility;

  @Option(
      names = "--on-incompatible",
      paramLabel = "warn|refuse",
      order = 28,
      description = "Registrations that break a rule: warn (log, default) or refuse (409).")
  private @Nullable String onIncompatible;

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      order = 36,
      description = "Time for requests in flight at shutdown (default: 10s).")
  private @Nullable String grace;

  @Option(
      names = "--strict",
      order = 25,
      description = "Refuse token and key files that other users can read.")
  boolean strict;

  @Option(names = "--access-log", order = 37, description = "Log every response.")
  private boolean accessLog;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      order = 38,
      description = "Format of the log on stderr (default: text on a terminal, else json).")
  @Nullable String logFormat;

  @Option(
      names = {"-v", "--verbose"},
      order = 82,
      description = "Show SQL on stderr.")
  boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      order = 83,
      description = "Log warnings and errors only.")
  boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 90,
      description = "Show this help.")
  boolean help;

  /** The settings from flags, environment and files. */
  Settings settings(Environment environment) {
    if (port != null && listen != null) {
      throw new UsageException(
          "--listen and --port cannot be used together", "use only one of them");
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    put(flags, Setting.LISTEN, listen);
    put(flags, Setting.DATABASE, database);
    put(flags, Setting.TOKENS_FILE, tokensFile);
    put(flags, Setting.ALLOW_HOST, hosts());
    put(flags, Setting.TLS_CERT, tlsCert);
    put(flags, Setting.TLS_KEY, tlsKey);
    put(flags, Setting.TLS_CLIENT_CA, tlsClientCa);
    put(flags, Setting.ANSWER_WITHIN, answerWithin);
    put(flags, Setting.LIST_WITHIN, listWithin);
    put(flags, Setting.MAX_IN_FLIGHT, maxInFlight);
    put(flags, Setting.MAX_CONNECTIONS_PER_ADDRESS, maxConnectionsPerAddress);
    put(flags, Setting.LISTS_PER_CLIENT, listsPerClient);
    put(flags, Setting.SWEEP_INTERVAL, sweepInterval);
    put(flags, Setting.GRACE, grace);
    put(flags, Setting.COMPATIBILITY, compatibility);
    put(flags, Setting.ON_INCOMPATIBLE, onIncompatible);
    put(flags, Setting.ALLOW_ANONYMOUS, allowAnonymous ? "true" : null);
    put(flags, Setting.ACCESS_LOG, accessLog ? "true" : null);
    put(flags, Setting.DIRECT, direct ? "true" : null);
    Settings settings = new Settings(environment.variables(), environment.home(), flags);
    if (port == null) {
      return settings;
    }
    flags.put(Setting.LISTEN, withPort(port, settings));
    return new Settings(environment.variables(), environment.home(), flags);
  }

  private static String withPort(String port, Settings settings) {
    if (port.isEmpty() || !port.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      throw new UsageException(
          "--port " + ShellWord.of(port) + " is not a port", "use a number from 0 to 65535");
    }
    String listen = String.valueOf(settings.text(Setting.LISTEN));
    return listen.substring(0, listen.lastIndexOf(':') + 1) + port;
  }

  private @Nullable String hosts() {
    if (allowedHosts.stream().anyMatch(String::isBlank)) {
      throw new UsageException("--allow-host is empty", "name a host");
    }
    return allowedHosts.isEmpty() ? null : String.join("\n", allowedHosts);
  }

  private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
    if (value != null) {
      flags.put(setting, value);
    }
  }
}
