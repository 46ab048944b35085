package io.noetl.runtime.endpoint;

import io.noetl.runtime.endpoint.api.ComponentRoutes;
import io.noetl.runtime.endpoint.api.PoolStatus;
import io.noetl.runtime.endpoint.api.ServerRoutes;
import io.noetl.runtime.endpoint.auth.Authorizer;
import io.noetl.runtime.endpoint.connection.HttpListener;
import io.noetl.runtime.endpoint.connection.LostConnections;
import io.noetl.runtime.endpoint.connection.MemoryBudgets;
import io.noetl.runtime.endpoint.context.EndpointContext;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.host.HostFilter;
import io.noetl.runtime.endpoint.http.HttpErrorHandler;
import io.noetl.runtime.endpoint.http.HttpHandler;
import io.noetl.runtime.endpoint.http.HttpServices;
import io.noetl.runtime.endpoint.http.ReplyWriter;
import io.noetl.runtime.endpoint.http.RequestIds;
import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.limits.MemoryRelease;
import io.noetl.runtime.endpoint.list.ListRoutes;
import io.noetl.runtime.endpoint.metrics.Metrics;
import io.noetl.runtime.endpoint.registry.CallLimiter;
import io.noetl.runtime.endpoint.registry.DatabaseMonitor;
import io.noetl.runtime.endpoint.registry.Deadlines;
import io.noetl.runtime.endpoint.registry.ListDeadlines;
import io.noetl.runtime.endpoint.route.Access;
import io.noetl.runtime.endpoint.route.ErrorAnswers;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.endpoint.route.RouteTable;
import io.noetl.runtime.endpoint.task.CarrierThreads;
import io.noetl.runtime.endpoint.task.HeartbeatLoss;
import io.noetl.runtime.endpoint.task.Scheduler;
import io.noetl.runtime.endpoint.task.SelfRegistration;
import io.noetl.runtime.endpoint.task.SweepMetrics;
import io.noetl.runtime.endpoint.task.Sweeper;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeMaintenance;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The runtime API over HTTP: what listens, what sweeps, and its own place in the registry. */
public final class RuntimeEndpoint implements AutoCloseable {

  /** How exactly deadlines are kept. */
  private static final Duration TICK = Duration.ofMillis(25);

  private static final Duration LOOK_AT_ARRIVALS = Duration.ofSeconds(1);

  private static final Duration SHORTEST_LEAVE = Duration.ofMillis(500);

  private final ServerLog log;
  private final Authorizer guard;
  private final ReplyWriter replies;
  private final HttpHandler gate;
  private final HttpListener listener;
  private final SelfRegistration own;
  private final boolean isComponent;
  private final String address;
  private final Duration grace;

  /** What a reload reads again. */
  private final List<String> renewed;

  private final Scheduler scheduler;

  /**
   * Starts to serve; closing it leaves the registry open.
   *
   * @throws RuntimeApiException when it cannot listen there, or a file that it needs is not right
   */
  public RuntimeEndpoint(
      RuntimeApi registry,
      RuntimeMaintenance maintenance,
      EndpointOptions options,
      EndpointContext context) {
    this.log = new ServerLog(context);
    this.guard = new Authorizer(options.tokens());
    DatabaseMonitor database = new DatabaseMonitor(log, context.nanoTime());
    ErrorAnswers refusals = new ErrorAnswers(options.retryAfter());
    Deadlines deadlines = new Deadlines(options.deadline(), context.nanoTime());
    ListDeadlines listDeadlines =
        new ListDeadlines(
            options.listDeadline(),
            options.deadline(),
            database,
            () -> registry.list(ServerRoutes.LOOK),
            context.nanoTime());
    CallLimiter watched =
        new CallLimiter(options.mostInFlight(), deadlines, listDeadlines, database, refusals);
    ListQuota places = new ListQuota(options.listsPerClient());
    SweepMetrics sweeps = new SweepMetrics();
    this.scheduler = new Scheduler(log, System::nanoTime);
    HostFilter sites = new HostFilter(options);
    LostConnections lost = new LostConnections(log, options.accessLog());
    MemoryBudgets held = new MemoryBudgets();
    Metrics metrics =
        new Metrics(
            maintenance,
            options.offlineAfter(),
            context.version(),
            List.of(
                watched,
                page -> listClients(page, places),
                sweeps,
                lost,
                held,
                sites,
                scheduler,
                page -> droppedLines(page, context)));
    List<Route> routeList =
        routes(registry, options, database, refusals, places, scheduler, context);
    routeList.add(PoolStatus.route(maintenance::work));
    routeList.add(metrics(metrics, database));
    RouteTable routes = new RouteTable(routeList);
    this.replies =
        new ReplyWriter(log, options.accessLog(), metrics, held, lost, context.nanoTime());
    HttpServices services =
        new HttpServices(
            routes,
            watched,
            guard,
            sites,
            held,
            options.deadline(),
            new RequestIds(context.chance()),
            replies,
            log,
            context.nanoTime());
    this.gate = new HttpHandler(services);
    this.listener = new HttpListener(options, gate, new HttpErrorHandler(services), lost, held);
    int port = listener.start();
    this.address = address(options, options.listen().getHostString(), port);
    this.own = new SelfRegistration(registry, database, uri(options, context, port), port, context);
    Sweeper sweeper =
        new Sweeper(
            maintenance,
            database,
            new HeartbeatLoss(routeList, () -> unheard(lost, held)),
            own.key(),
            options.sweepEvery(),
            options.offlineAfter(),
            log,
            sweeps,
            context.nanoTime());
    this.grace = options.grace();
    this.renewed = options.renewable();
    scheduler.every(TICK, TICK, "deadlines", deadlines::expire);
    scheduler.every(TICK, TICK, "deadlines of lists", listDeadlines::tick);
    scheduler.every(
        LOOK_AT_ARRIVALS,
        LOOK_AT_ARRIVALS,
        "arrivals",
        listener.arrivals(context.nanoTime())::tick);
    scheduler.every(
        LOOK_AT_ARRIVALS,
        LOOK_AT_ARRIVALS,
        "aftermath",
        new MemoryRelease(() -> unheard(lost, held), System::gc)::tick);
    scheduler.every(options.sweepEvery(), options.sweepEvery(), "sweeper", sweeper::tick);
    scheduler.every(Duration.ZERO, CarrierThreads.PAUSE, "carriers", CarrierThreads::wake);
    Duration beatEvery = options.ownBeat();
    this.isComponent = beatEvery != null;
    if (beatEvery != null) {
      scheduler.every(Duration.ZERO, beatEvery, "heartbeat", own::tick);
    }
    scheduler.watch();
    log.info(
        "listening",
        JsonObject.EMPTY
            .with("address", address)
            .with("as", own.name())
            .with("hosts", sites.words()));
  }

  /** The line of the log that stands for lines that nobody read in time. */
  public static String dropped(long lines, EndpointContext context) {
    return ServerLog.line("warning", "lines_dropped", ServerLog.with("lines", lines), context);
  }

  /** Where it answers, such as {@code http://127.0.0.1:8083}. */
  public String address() {
    return address;
  }

  /** Reads the files of tokens and certificates again; what is broken is told and not taken. */
  public void reload() {
    try {
      // All files are read before anything changes, so that no half of it is taken.
      Runnable tokens = guard.renewal();
      listener.reloadTls();
      tokens.run();
      log.info("reloaded", ServerLog.with("renewed", renewed));
    } catch (RuntimeApiException broken) {
      log.warn("not_reloaded", ServerLog.with("message", broken.getMessage()));
    } catch (RuntimeException broken) {
      log.warn("not_reloaded", ServerLog.with("message", broken.toString()));
    }
  }

  /** Stops listening, answers what is in flight, and deregisters itself, all within the grace. */
  @Override
  public void close() {
    long end = System.nanoTime() + grace.toNanos();
    log.info("draining", ServerLog.with("address", address));
    replies.closeConnections();
    listener.refuse();
    gate.awaitEmpty(end);
    listener.stop();
    scheduler.close();
    if (isComponent) {
      leave(end);
    }
    log.info("stopped", ServerLog.with("address", address));
  }

  /** A database that is away must not hold the end up; a moment is left in any case. */
  private void leave(long end) {
    Duration left = Duration.ofNanos(Math.max(end - System.nanoTime(), SHORTEST_LEAVE.toNanos()));
    try {
      if (!Thread.startVirtualThread(own::leave).join(left)) {
        log.warn("not_deregistered", ServerLog.with("message", "the database does not answer"));
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Route> routes(
      RuntimeApi registry,
      EndpointOptions options,
      DatabaseMonitor database,
      ErrorAnswers refusals,
      ListQuota places,
      Scheduler scheduler,
      EndpointContext context) {
    List<Route> routes = new ArrayList<>();
    routes.addAll(new ComponentRoutes(registry, options.defaultName()).routes());
    routes.addAll(
        new ListRoutes(registry, options.offlineAfter(), places, database::answered).routes());
    routes.addAll(
        new ServerRoutes(
                registry, database, refusals, options.offlineAfter(), scheduler, context.version())
            .routes());
    return routes;
  }

  /** The page of metrics, which counts itself. */
  private static Route metrics(Metrics metrics, DatabaseMonitor database) {
    return Route.local(
        "/metrics",
        Access.READ,
        call -> {
          Metrics.Page page = metrics.page(database.isReachable(), call.accept());
          return new Reply(200, page.contentType(), Map.of(), page.text());
        });
  }

  /** What ended for want of room before anybody heard what it was. */
  private static long unheard(LostConnections lost, MemoryBudgets held) {
    return lost.forWantOfRoom() + held.cut();
  }

  private static void listClients(PrometheusRegistry metrics, ListQuota places) {
    GaugeWithCallback.builder()
        .name("noetl_runtime_list_clients")
        .help("Tokens and addresses that wait for a list or are being sent one.")
        .callback(page -> page.call(places.clients()))
        .register(metrics);
  }

  private static void droppedLines(PrometheusRegistry metrics, EndpointContext context) {
    CounterWithCallback.builder()
        .name("noetl_runtime_log_lines_dropped_total")
        .help("Lines of the log that were dropped because nobody read them in time.")
        .callback(page -> page.call((double) context.droppedLines().getAsLong()))
        .register(metrics);
  }

  /** Others reach an endpoint that listens everywhere by the name of its host. */
  private static String uri(EndpointOptions options, EndpointContext context, int port) {
    InetSocketAddress listen = options.listen();
    boolean everywhere = listen.getAddress() != null && listen.getAddress().isAnyLocalAddress();
    return address(options, everywhere ? context.hostName() : listen.getHostString(), port);
  }

  private static String address(EndpointOptions options, String host, int port) {
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (options.tls() == null ? "http://" : "https://") + bracketed + ":" + port;
  }
}
