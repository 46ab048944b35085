package io.noetl.runtime.cli.serve;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.LogLines;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.DatabaseOpener;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.ServedDatabase;
import io.noetl.runtime.cli.systemd.SystemdNotifier;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.endpoint.RuntimeEndpoint;
import io.noetl.runtime.endpoint.context.EndpointContext;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import io.noetl.runtime.endpoint.host.HostPolicy;
import io.noetl.runtime.json.LogFormat;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code serve}: serves the runtime API until a signal ends it. */
@Command(
    name = "serve",
    header = "Run the API server: the runtime API on a database.",
    description = {
      "",
      "Workers and commands use it like a NoETL server, and a NoETL server may use the same"
          + " PostgreSQL database at the same time. It marks components without heartbeats"
          + " offline, registers itself as server_api, and logs on stderr (text on a terminal,"
          + " otherwise JSON lines). SIGTERM ends it after the requests in flight; SIGHUP reloads"
          + " tokens, certificates and compatibility rules. Under systemd it reports readiness.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime serve",
      "  noetl-runtime serve --database postgresql://noetl@db/noetl --listen :8083 \\",
      "    --tokens-file /etc/noetl/tokens --tls-cert tls.crt --tls-key tls.key"
    })
public final class ServeCommand implements Callable<Integer> {

  /** About ten thousand lines of the access log, those of a busy second. */
  private static final int QUEUED_BYTES = 4 << 20;

  @Mixin private final ServeOptions options = new ServeOptions();

  private final Environment environment;

  public ServeCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = options.settings(environment);
    EndpointOptions endpoint = endpoint(settings, () -> options.settings(environment));
    LogFormat format = logFormat();
    EndpointContext context = context(format, settings);
    environment
        .streams()
        .queue()
        .begin(QUEUED_BYTES, lines -> RuntimeEndpoint.dropped(lines, context));
    Diagnostics diagnostics =
        new Diagnostics(
                environment.err(), false, options.verbose, options.quiet, environment.clock())
            .logged(new LogLines(format, environment.clock()));
    check(endpoint.listening(), diagnostics);
    try (ServedDatabase database =
        new RegistryOpener(environment).openServed(settings, diagnostics)) {
      check(database);
      CountDownLatch stop = new CountDownLatch(1);
      environment.host().signals().on("TERM", stop::countDown);
      environment.host().signals().on("INT", stop::countDown);
      SystemdNotifier systemd = SystemdNotifier.of(environment, diagnostics);
      try (RuntimeEndpoint running =
          new RuntimeEndpoint(database.registry(), database.maintenance(), endpoint, context)) {
        environment.host().signals().on("HUP", running::reload);
        if (systemd != null) {
          systemd.tell("READY=1\nSTATUS=Serving at " + running.address());
        }
        stop.await();
        if (systemd != null) {
          systemd.tell("STOPPING=1\nSTATUS=Finishing requests in flight");
        }
      }
    }
    return ExitCode.OK.code();
  }

  private LogFormat logFormat() {
    if (options.logFormat != null) {
      return LogLines.format(options.logFormat);
    }
    return environment.terminals().err() ? LogFormat.TEXT : LogFormat.JSON;
  }

  private void check(EndpointOptions.Listening listening, Diagnostics diagnostics) {
    if (listening.tokens() != null) {
      SecretFile.check("--tokens-file", listening.tokens(), options.strict, diagnostics);
    }
    if (listening.tls() != null) {
      SecretFile.check("--tls-key", listening.tls().key(), options.strict, diagnostics);
    }
  }

  /** Fails at once for permanent problems; an unavailable database may return. */
  private static void check(ServedDatabase database) {
    try {
      database.registry().list(RuntimeListQuery.named(RuntimeKind.SERVER_API, "check"));
    } catch (Unavailable | TimedOut passing) {
      // The server logs the outage and its end.
    } catch (Unreachable away) {
      if (database.isFile() || !away.isTransient()) {
        throw away;
      }
    }
  }

  private static EndpointOptions endpoint(Settings settings, Supplier<Settings> again) {
    InetSocketAddress listen = settings.choice(Setting.LISTEN, ListenAddress::of);
    Path tokens = settings.path(Setting.TOKENS_FILE);
    EndpointOptions.TlsFiles tls = tls(settings);
    boolean knowsClients = tokens != null || (tls != null && tls.clientAuthority() != null);
    if (!listen.getAddress().isLoopbackAddress()
        && !knowsClients
        && !settings.flag(Setting.ALLOW_ANONYMOUS)) {
      throw new UsageException(
          settings.text(Setting.LISTEN) + " accepts remote clients without authentication",
          "set --tokens-file, or allow it with --allow-anonymous");
    }
    return new EndpointOptions(
        new EndpointOptions.Listening(listen, tokens, tls, allowedHosts(settings)),
        new EndpointOptions.Limits(
            settings.duration(Setting.ANSWER_WITHIN),
            settings.duration(Setting.LIST_WITHIN),
            settings.duration(Setting.RETRY_AFTER),
            Math.max(1, settings.count(Setting.MAX_IN_FLIGHT)),
            Math.max(1, settings.count(Setting.LISTS_PER_CLIENT)),
            Math.max(1, settings.count(Setting.MAX_CONNECTIONS_PER_ADDRESS))),
        new EndpointOptions.Liveness(
            settings.duration(Setting.SWEEP_INTERVAL),
            settings.duration(Setting.OFFLINE_AFTER),
            settings.duration(Setting.EVERY)),
        settings.duration(Setting.GRACE),
        settings.text(Setting.NAME),
        settings.flag(Setting.ACCESS_LOG),
        ServedCompatibility.of(settings, again));
  }

  private static List<String> allowedHosts(Settings settings) {
    return settings.text(Setting.ALLOW_HOST) == null
        ? List.of()
        : settings.choice(Setting.ALLOW_HOST, HostPolicy::hosts);
  }

  private static EndpointOptions.@Nullable TlsFiles tls(Settings settings) {
    Path certificate = settings.path(Setting.TLS_CERT);
    Path key = settings.path(Setting.TLS_KEY);
    Path clients = settings.path(Setting.TLS_CLIENT_CA);
    if (certificate != null && key != null) {
      return new EndpointOptions.TlsFiles(certificate, key, clients);
    }
    if (certificate != null || key != null || clients != null) {
      throw new UsageException(
          "TLS needs a certificate and its key", "give --tls-cert and --tls-key together");
    }
    return null;
  }

  private EndpointContext context(LogFormat format, Settings settings) {
    PrintWriter err = environment.err();
    return new EndpointContext(
        line -> {
          err.println(line);
          err.flush();
        },
        format,
        environment.streams().queue()::dropped,
        options.quiet,
        environment.clock(),
        System::nanoTime,
        environment.host().random(),
        environment.host().name().get(),
        ProcessHandle.current().pid(),
        environment.version(),
        new DatabaseOpener(environment).database(settings).masked());
  }
}
