package io.noetl.runtime.endpoint;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come in and get an id, and those whose answers take time a virtual thread of their
 * own.
 */
final class HttpGate extends Handler.Abstract.NonBlocking {

  private static final int LONGEST_ID = 128;

  /** How long a request or an answer may stand still on its way. */
  private static final Duration STANDSTILL = Duration.ofSeconds(10);

  final RouteTable routes;
  final WatchedRegistry registry;
  final Guard guard;
  final Sites sites;
  final ServerLog log;
  final Metrics metrics;
  final World world;
  final boolean accessLog;

  /** How long a call may wait before the registry is asked. */
  final Duration patience;

  final HeldBytes held;
  final LostConnections lost;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String idPrefix;
  private final AtomicLong ids = new AtomicLong();
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean draining;

  HttpGate(
      RouteTable routes,
      WatchedRegistry registry,
      Guard guard,
      Sites sites,
      ServerLog log,
      Metrics metrics,
      World world,
      EndpointOptions options,
      HeldBytes held,
      LostConnections lost) {
    this.routes = routes;
    this.registry = registry;
    this.guard = guard;
    this.sites = sites;
    this.log = log;
    this.metrics = metrics;
    this.world = world;
    this.accessLog = options.accessLog();
    this.patience = options.deadline();
    this.held = held;
    this.lost = lost;
    this.idPrefix = Long.toHexString(world.chance().nextLong()) + "-";
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    inside.incrementAndGet();
    EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
    // Before the connection looks for its next request, which may stand still again.
    Callback rested = Callback.from(() -> rest(end), callback);
    Callback counted = Callback.from(rested, inside::decrementAndGet);
    try {
      Exchange exchange = new Exchange(this, request, response, counted);
      if (exchange.isPrompt()) {
        exchange.run();
      } else {
        // All of a prompt one is here, and its answer is short: it is spared another timer.
        end.setIdleTimeout(STANDSTILL.toMillis());
        threads.execute(exchange);
      }
    } catch (RuntimeException | Error unbegun) {
      counted.failed(unbegun);
    }
    return true;
  }

  private static void rest(EndPoint end) {
    if (end.getIdleTimeout() != HttpListener.IDLE.toMillis()) {
      end.setIdleTimeout(HttpListener.IDLE.toMillis());
    }
  }

  int inside() {
    return inside.get();
  }

  /** Waits until every request that came in is answered, or the time of the JVM's clock. */
  void awaitEmpty(long end) {
    try {
      while (inside.get() > 0 && System.nanoTime() - end < 0) {
        Thread.sleep(10);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on connections end with their next answer. */
  void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  /** The id that came, where it is one that may go into a header and a log; else a new one. */
  String id(@Nullable String given) {
    return given != null && isPlain(given)
        ? given
        : idPrefix + Long.toHexString(ids.incrementAndGet());
  }

  private static boolean isPlain(String id) {
    return !id.isEmpty()
        && id.length() <= LONGEST_ID
        && id.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || c == '.');
  }
}
