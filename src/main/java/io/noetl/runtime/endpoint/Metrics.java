package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the endpoint counts, and the page on which it shows that. */
final class Metrics {

  private static final String DURATION = "http_request_duration_seconds";

  /** The page is to come when the database does not, so it waits for it no longer than this. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final RuntimeApi registry;
  private final Duration staleAfter;
  private final World world;
  private final SweepCounts sweeps;
  private final Timings withoutRoute = new Timings();
  private final AtomicReference<@Nullable FutureTask<Map<List<String>, Integer>>> counting =
      new AtomicReference<>();

  Metrics(RuntimeApi registry, Duration staleAfter, World world, SweepCounts sweeps) {
    this.registry = registry;
    this.staleAfter = staleAfter;
    this.world = world;
    this.sweeps = sweeps;
  }

  void answered(@Nullable Route route, int status, long nanos) {
    (route == null ? withoutRoute : route.timings()).record(status, nanos);
  }

  /** The page of all metrics. */
  String page(List<Route> routes, WatchedRegistry watched, DatabaseWatch database) {
    Map<List<String>, Integer> components = components();
    MetricsText text = new MetricsText();
    text.family("noetl_runtime_info", "gauge", "The version that runs.");
    text.sample("noetl_runtime_info", 1, "version", world.version());
    text.family(DURATION, "histogram", "Time from the request's head to its answer.");
    withoutRoute.writeTo(text, DURATION, "", "none");
    for (Route route : routes) {
      route.timings().writeTo(text, DURATION, route.method(), route.path());
    }
    text.single(
        "noetl_runtime_calls_in_flight",
        "gauge",
        "Calls that are at the registry now.",
        watched.inFlight());
    text.family(
        "noetl_runtime_calls_refused_total", "counter", "Calls answered 503 without the registry.");
    text.sample(
        "noetl_runtime_calls_refused_total", watched.turnedAway.sum(), "reason", "in_flight");
    text.sample("noetl_runtime_calls_refused_total", watched.late.sum(), "reason", "deadline");
    text.single(
        "noetl_runtime_database_up",
        "gauge",
        "Whether the database can be reached.",
        components != null && database.isReachable() ? 1 : 0);
    if (components != null) {
      write(components, text);
    }
    sweeps.writeTo(text);
    ProcessMetrics.writeTo(text);
    return text.toString();
  }

  private static void write(Map<List<String>, Integer> components, MetricsText text) {
    String name = "noetl_runtime_components";
    text.family(name, "gauge", "Components by kind and effective status.");
    components.forEach(
        (key, count) -> text.sample(name, count, "kind", key.getFirst(), "status", key.getLast()));
  }

  /** Counts once for all who ask at the same time; null where the database gives no answer. */
  private @Nullable Map<List<String>, Integer> components() {
    FutureTask<Map<List<String>, Integer>> fresh = new FutureTask<>(this::count);
    FutureTask<Map<List<String>, Integer>> running = counting.compareAndExchange(null, fresh);
    if (running == null) {
      Thread.startVirtualThread(() -> {
        fresh.run();
        counting.set(null);
      });
      running = fresh;
    }
    try {
      return running.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException noAnswer) {
      return null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private Map<List<String>, Integer> count() throws RuntimeApiException {
    RuntimeListResponse listed = registry.list(RuntimeListQuery.of(null));
    Map<List<String>, Integer> counts =
        new TreeMap<>(Comparator.comparing((List<String> key) -> String.join("/", key)));
    for (RuntimeComponentInfo item : listed.items()) {
      if (!item.isLease() && listed.asOf() != null) {
        String status = Liveness.of(item, listed.asOf(), staleAfter).effectiveStatus();
        counts.merge(List.of(String.valueOf(item.kind()), status), 1, Integer::sum);
      }
    }
    return counts;
  }
}
