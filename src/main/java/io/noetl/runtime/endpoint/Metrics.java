package io.noetl.runtime.endpoint;

import io.noetl.runtime.endpoint.limits.ListPlaces;
import io.noetl.runtime.schema.ComponentCount;
import io.noetl.runtime.schema.RuntimeMaintenance;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

  private final RuntimeMaintenance maintenance;
  private final Duration staleAfter;
  private final World world;
  private final List<Counts> more;
  private final Timings withoutRoute = new Timings();
  private final AtomicReference<@Nullable FutureTask<List<ComponentCount>>> counting =
      new AtomicReference<>();

  Metrics(RuntimeMaintenance maintenance, Duration staleAfter, World world, List<Counts> more) {
    this.maintenance = maintenance;
    this.staleAfter = staleAfter;
    this.world = world;
    this.more = List.copyOf(more);
  }

  /** What counts for itself. */
  interface Counts {

    void writeTo(MetricsText text);
  }

  void answered(@Nullable Route route, int status, long nanos) {
    (route == null ? withoutRoute : route.timings()).record(status, nanos);
  }

  /** The page of all metrics. */
  String page(
      List<Route> routes, WatchedRegistry watched, ListPlaces places, DatabaseWatch database) {
    List<ComponentCount> components = components();
    MetricsText text = new MetricsText();
    text.family("noetl_runtime_info", "gauge", "The version that runs.");
    text.sample("noetl_runtime_info", 1, "version", world.version());
    text.family(DURATION, "histogram", "Time from the request's head to its answer.");
    withoutRoute.writeTo(text, DURATION, "", "none");
    for (Route route : routes) {
      route.timings().writeTo(text, DURATION, route.method(), route.path());
    }
    String inFlight = "noetl_runtime_calls_in_flight";
    text.family(inFlight, "gauge", "Calls that are at the registry now, or wait for it.");
    watched
        .inFlight()
        .forEach((work, calls) ->
            text.sample(inFlight, calls, "work", work.name().toLowerCase(Locale.ROOT)));
    text.family(
        "noetl_runtime_calls_refused_total",
        "counter",
        "Calls refused, or dropped because the client hung up, without the registry.");
    text.sample("noetl_runtime_calls_refused_total", watched.turnedAway(), "reason", "in_flight");
    text.sample("noetl_runtime_calls_refused_total", watched.late.sum(), "reason", "deadline");
    text.sample(
        "noetl_runtime_calls_refused_total", watched.abandoned.sum(), "reason", "client_gone");
    text.sample(
        "noetl_runtime_calls_refused_total", watched.tooMany.sum(), "reason", "lists_per_client");
    text.single(
        "noetl_runtime_list_clients",
        "gauge",
        "Tokens and addresses that wait for a list or are being sent one.",
        places.clients());
    text.single(
        "noetl_runtime_database_up",
        "gauge",
        "Whether the database can be reached.",
        components != null && database.isReachable() ? 1 : 0);
    if (components != null) {
      write(components, text);
    }
    DatabaseMetrics.write(maintenance.work(), text);
    more.forEach(counts -> counts.writeTo(text));
    ProcessMetrics.writeTo(text);
    return text.toString();
  }

  private static void write(List<ComponentCount> components, MetricsText text) {
    String name = "noetl_runtime_components";
    text.family(name, "gauge", "Components by kind and effective status, uncommon ones as other.");
    components.stream()
        .sorted(Comparator.comparing(ComponentCount::kind).thenComparing(ComponentCount::status))
        .forEach(
            same -> text.sample(name, same.count(), "kind", same.kind(), "status", same.status()));
  }

  /** Counts once for all who ask at the same time; null where the database gives no answer. */
  private @Nullable List<ComponentCount> components() {
    FutureTask<List<ComponentCount>> fresh = new FutureTask<>(() -> maintenance.counts(staleAfter));
    FutureTask<List<ComponentCount>> running = counting.compareAndExchange(null, fresh);
    if (running == null) {
      try {
        Thread.startVirtualThread(() -> {
          try {
            fresh.run();
          } finally {
            counting.set(null);
          }
        });
      } catch (RuntimeException | Error noThread) {
        counting.set(null);
        throw noThread;
      }
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
}
