package io.noetl.runtime.endpoint;

import io.noetl.runtime.endpoint.api.ComponentRoutes;
import io.noetl.runtime.endpoint.api.MetricRoutes;
import io.noetl.runtime.endpoint.api.PoolStatus;
import io.noetl.runtime.endpoint.api.ServerRoutes;
import io.noetl.runtime.endpoint.auth.Authorizer;
import io.noetl.runtime.endpoint.connection.HttpListener;
import io.noetl.runtime.endpoint.connection.LostConnections;
import io.noetl.runtime.endpoint.connection.MemoryBudgets;
import io.noetl.runtime.endpoint.context.EndpointContext;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import io.noetl.runtime.endpoint.context.EndpointOptions.Limits;
import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.discovery.DiscoveryRoutes;
import io.noetl.runtime.endpoint.host.HostFilter;
import io.noetl.runtime.endpoint.http.HttpErrorHandler;
import io.noetl.runtime.endpoint.http.HttpHandler;
import io.noetl.runtime.endpoint.http.HttpServices;
import io.noetl.runtime.endpoint.http.ReplyWriter;
import io.noetl.runtime.endpoint.http.RequestIds;
import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.list.BlockedCounts;
import io.noetl.runtime.endpoint.list.ListRoutes;
import io.noetl.runtime.endpoint.list.ServedDependencies;
import io.noetl.runtime.endpoint.metrics.MetricSource;
import io.noetl.runtime.endpoint.metrics.Metrics;
import io.noetl.runtime.endpoint.registry.CallLimiter;
import io.noetl.runtime.endpoint.registry.CompatibilityGate;
import io.noetl.runtime.endpoint.registry.DatabaseMonitor;
import io.noetl.runtime.endpoint.registry.Deadlines;
import io.noetl.runtime.endpoint.registry.ListDeadlines;
import io.noetl.runtime.endpoint.route.Access;
import io.noetl.runtime.endpoint.route.ErrorAnswers;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.endpoint.route.RouteTable;
import io.noetl.runtime.endpoint.task.Scheduler;
import io.noetl.runtime.endpoint.task.SweepMetrics;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.maintenance.RuntimeMaintenance;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The parts of an endpoint, wired together; nothing runs or listens yet. */
final class EndpointParts {

  /** How long a list without a place waits for its refusal. */
  private static final Duration LIST_REFUSAL = Duration.ofMillis(500);

  final ServerLog log;
  final Authorizer authorizer;
  final DatabaseMonitor database;
  final Deadlines deadlines;
  final ListDeadlines listDeadlines;
  final Deadlines listRefusals;
  final CallLimiter limiter;
  final Scheduler scheduler;
  final HostFilter hosts;
  final LostConnections lost;
  final CompatibilityGate compatibility;
  final MemoryBudgets budgets = new MemoryBudgets();
  final SweepMetrics sweeps = new SweepMetrics();
  final List<Route> routes;
  final ReplyWriter replies;
  final HttpHandler handler;
  final HttpListener listener;

  EndpointParts(
      RuntimeApi registry,
      RuntimeMaintenance maintenance,
      EndpointOptions options,
      EndpointContext context) {
    Limits limits = options.limits();
    LongSupplier nanoTime = context.nanoTime();
    this.log = new ServerLog(context);
    this.authorizer = new Authorizer(options.listening().tokens());
    this.database = new DatabaseMonitor(log, nanoTime);
    this.deadlines = new Deadlines(limits.deadline(), nanoTime);
    this.listDeadlines =
        new ListDeadlines(
            limits.listDeadline(),
            limits.deadline(),
            database,
            () -> registry.list(ServerRoutes.LOOK),
            nanoTime);
    this.listRefusals = new Deadlines(LIST_REFUSAL, nanoTime);
    this.scheduler = new Scheduler(log);
    this.hosts = new HostFilter(options.listening());
    this.lost = new LostConnections(log, options.accessLog());
    ErrorAnswers errors = new ErrorAnswers(limits.retryAfter());
    this.limiter =
        new CallLimiter(
            limits.inFlight(), deadlines, listDeadlines, listRefusals, database, errors);
    this.compatibility = new CompatibilityGate(registry, options.compatibility(), log);
    ListQuota lists = new ListQuota(limits.listsPerClient());
    ServedDependencies dependencies =
        new ServedDependencies(registry, options.liveness().offlineAfter(), nanoTime);
    Metrics metrics =
        new Metrics(
            maintenance,
            options.liveness().offlineAfter(),
            context.version(),
            List.of(
                limiter,
                listClients(lists),
                sweeps,
                lost,
                budgets,
                hosts,
                scheduler,
                compatibility,
                blocked(dependencies),
                droppedLines(context)));
    this.routes = routes(registry, maintenance, options, errors, lists, dependencies, context);
    routes.add(metricsRoute(metrics));
    this.replies = new ReplyWriter(log, options.accessLog(), metrics, budgets, lost, nanoTime);
    HttpServices services =
        new HttpServices(
            new RouteTable(routes),
            limiter,
            authorizer,
            hosts,
            budgets,
            limits.deadline(),
            new RequestIds(context.chance()),
            replies,
            log,
            nanoTime);
    this.handler = new HttpHandler(services);
    this.listener =
        new HttpListener(options, handler, new HttpErrorHandler(services), lost, budgets);
  }

  private List<Route> routes(
      RuntimeApi registry,
      RuntimeMaintenance maintenance,
      EndpointOptions options,
      ErrorAnswers errors,
      ListQuota lists,
      ServedDependencies dependencies,
      EndpointContext context) {
    var offlineAfter = options.liveness().offlineAfter();
    List<Route> all = new ArrayList<>();
    all.addAll(new ComponentRoutes(registry, options.defaultName(), compatibility).routes());
    all.addAll(
        new ListRoutes(registry, dependencies, offlineAfter, lists, database::answered).routes());
    all.addAll(
        new DiscoveryRoutes(
                registry, dependencies, offlineAfter, lists, context.chance(), context.clock())
            .routes());
    all.addAll(new MetricRoutes(registry, offlineAfter, lists, context.clock()).routes());
    all.addAll(
        new ServerRoutes(registry, database, errors, offlineAfter, scheduler, context.version())
            .routes());
    all.add(PoolStatus.route(maintenance::work));
    return all;
  }

  private Route metricsRoute(Metrics metrics) {
    return Route.local(
        "/metrics",
        Access.READ,
        call -> {
          Metrics.Page page = metrics.page(database.isReachable(), call.accept());
          return new Reply(200, page.contentType(), Map.of(), page.text());
        });
  }

  /**
   * How many connections and bodies were dropped to free memory or places, before it was known what
   * they were about.
   */
  long droppedUnread() {
    return lost.atLimits() + budgets.cut();
  }

  private static MetricSource listClients(ListQuota lists) {
    return metrics ->
        GaugeWithCallback.builder()
            .name("noetl_runtime_list_clients")
            .help("Clients (tokens or addresses) that wait for a list or receive one.")
            .callback(page -> page.call(lists.clients()))
            .register(metrics);
  }

  private static MetricSource blocked(ServedDependencies dependencies) {
    BlockedCounts counts = new BlockedCounts(dependencies::recent);
    return metrics ->
        GaugeWithCallback.builder()
            .name("noetl_runtime_components_blocked")
            .help("Living components by kind that lack a dependency.")
            .labelNames("kind")
            .callback(
                page -> counts.now().forEach((kind, count) -> page.call((double) count, kind)))
            .register(metrics);
  }

  private static MetricSource droppedLines(EndpointContext context) {
    return metrics ->
        CounterWithCallback.builder()
            .name("noetl_runtime_log_lines_dropped_total")
            .help("Log lines that were dropped because the reader was too slow.")
            .callback(page -> page.call((double) context.droppedLines().getAsLong()))
            .register(metrics);
  }
}
