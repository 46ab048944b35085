package io.noetl.runtime.endpoint.connection;

import io.noetl.runtime.endpoint.connection.LostConnections.Reason;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import io.noetl.runtime.endpoint.limits.ConnectionLimits;
import io.noetl.runtime.endpoint.limits.HeadLimits;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.tls.Passphrase;
import io.noetl.runtime.tls.PemKeyStore;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The HTTP server Jetty, with its connections, TLS and limits. */
public final class HttpListener {

  /** Longer than the interval of a worker's heartbeats, so that it need not reconnect. */
  public static final Duration IDLE = Duration.ofSeconds(75);

  private static final int HEADER_BYTES = 16 * 1024;
  private static final int MOST_CONNECTIONS = 10_000;

  /** One selector, one acceptor, and the rest for other tasks of Jetty. */
  private static final int THREADS = 8;

  /** A server cannot ask for a passphrase. */
  private static final Passphrase NO_PASSPHRASE =
      new Passphrase(
          null, null, "--tls-key", "store it without a passphrase: openssl pkey -in OLD -out NEW");

  private final Server server;
  private final ServerConnector connector;
  private final SslContextFactory.@Nullable Server tls;
  private final EndpointOptions options;
  private final LostConnections lost;
  private final MemoryBudgets budgets;

  public HttpListener(
      EndpointOptions options,
      Handler handler,
      ErrorHandler errors,
      LostConnections lost,
      MemoryBudgets budgets) {
    this.options = options;
    this.lost = lost;
    this.budgets = budgets;
    this.tls = options.listening().tls() == null ? null : tls(options.listening().tls());
    QueuedThreadPool threads = new Threads();
    threads.setName("http");
    this.server = new Server(threads);
    HttpConnectionFactory http =
        new HeadLimits(configuration(), budgets.heads, end -> lost.cut(end, Reason.HEAD_LIMIT));
    this.connector = new ServerConnector(server, null, null, null, 1, 1, factories(http));
    connector.setHost(options.listening().address().getHostString());
    connector.setPort(options.listening().address().getPort());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(1024);
    server.addConnector(connector);
    ConnectionLimits connections =
        new ConnectionLimits(
            MOST_CONNECTIONS,
            options.limits().connectionsPerAddress(),
            connector::getConnectedEndPoints,
            lost);
    connector.addBean(connections);
    budgets.countConnections(connections::count);
    server.setErrorHandler(errors);
    server.setHandler(handler);
  }

  /**
   * Starts to listen.
   *
   * @return the port
   * @throws Unreachable when the address is in use or is not an address of this host
   */
  public int start() {
    try {
      server.start();
      return connector.getLocalPort();
    } catch (Exception taken) {
      throw new Unreachable(
          "cannot listen on "
              + options.listening().address().getHostString()
              + ":"
              + options.listening().address().getPort()
              + ": "
              + reason(taken),
          Details.causedBy(taken).withHint("name another address with --listen"));
    }
  }

  /** The timeouts of requests that are being received. */
  public RequestTimeouts requestTimeouts(LongSupplier nanoTime) {
    return new RequestTimeouts(connector, nanoTime, lost);
  }

  /** Accepts no more connections; the open ones stay. */
  public void stopAccepting() {
    connector.close();
  }

  /** Closes all connections. */
  public void stop() {
    try {
      server.stop();
    } catch (Exception unfinished) {
      // The grace is over; requests still in flight are dropped.
    }
  }

  /** Reads the certificates again, for new connections. */
  public void reloadTls() {
    EndpointOptions.TlsFiles files = options.listening().tls();
    if (tls != null && files != null) {
      KeyStore renewed = own(files);
      Path authority = files.clientAuthority();
      KeyStore clients = authority == null ? null : PemKeyStore.authorities(authority);
      try {
        tls.reload(factory -> {
          factory.setKeyStore(renewed);
          if (clients != null) {
            factory.setTrustStore(clients);
          }
        });
      } catch (Exception unfit) {
        throw new Unreachable(
            "the renewed certificate cannot be used: " + reason(unfit), Details.causedBy(unfit));
      }
    }
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  private ConnectionFactory[] factories(HttpConnectionFactory http) {
    return tls == null
        ? new ConnectionFactory[] {http}
        : new ConnectionFactory[] {new TlsConnections(tls, lost, budgets.tls), http};
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(true);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    // The header cache would take most of the memory of a connection.
    configuration.setHeaderCacheSize(0);
    // A component's name may contain an encoded slash, and no path is one of a file system.
    configuration.setUriCompliance(
        UriCompliance.from(
            Set.of(
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS)));
    return configuration;
  }

  private static KeyStore own(EndpointOptions.TlsFiles files) {
    return PemKeyStore.identity(files.certificate(), files.key(), NO_PASSPHRASE);
  }

  private static SslContextFactory.Server tls(EndpointOptions.TlsFiles files) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setKeyStore(own(files));
    factory.setKeyStorePassword("");
    factory.setSniRequired(false);
    if (files.clientAuthority() != null) {
      factory.setTrustStore(PemKeyStore.authorities(files.clientAuthority()));
      factory.setNeedClientAuth(true);
    }
    return factory;
  }

  /**
   * After an answer, Jetty lets another thread look for the next request on the connection. Here
   * the same thread does: waking another one costs more than the rest of a heartbeat.
   */
  private static final class Threads extends QueuedThreadPool {

    Threads() {
      super(THREADS, 1);
    }

    @Override
    public void execute(Runnable task) {
      if (task instanceof Connection) {
        task.run();
      } else {
        super.execute(task);
      }
    }
  }
}
