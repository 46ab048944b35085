package io.noetl.runtime.endpoint.api;

import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.list.CountedLists;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.JsonBody;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.MetricsReport;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The routes about metrics of components: their page, and the reports of older workers. */
public final class MetricRoutes {

  private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final RuntimeApi registry;
  private final Duration offlineAfter;
  private final CountedLists lists;
  private final InstantSource clock;

  public MetricRoutes(
      RuntimeApi registry, Duration offlineAfter, ListQuota quota, InstantSource clock) {
    this.registry = registry;
    this.offlineAfter = offlineAfter;
    this.lists = new CountedLists(quota);
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.list("/metrics/components", this::components),
        Route.change("POST", "/api/metrics/report", this::report));
  }

  private Reply components(Call call) {
    String accept = call.accept();
    boolean isOpen = accept != null && accept.contains("application/openmetrics-text");
    return lists.answer(
        call,
        () -> {
          ComponentMetricsPage page = new ComponentMetricsPage();
          registry.stream(
              RuntimeListQuery.ALL.withLeases(false),
              (row, asOf) ->
                  page.add(
                      row, Liveness.of(row, asOf == null ? clock.instant() : asOf, offlineAfter)));
          return new Reply(200, isOpen ? OPEN : PLAIN, Map.of(), page.text(isOpen));
        });
  }

  /** Stored as a heartbeat with these metrics: the component that reports is alive. */
  private Reply report(Call call) {
    MetricsReport report = MetricsReport.fromJson(JsonBody.object(call));
    RuntimeComponentInfo row = find(report);
    RuntimeHeartbeatResponse answer =
        registry.heartbeat(
            new RuntimeHeartbeatRequest(row.name(), kind(row), null).with(report.metrics()));
    return Reply.json(
        200,
        JsonObject.EMPTY
            .with("status", "ok")
            .with("runtime_id", answer.runtimeId())
            .with("metrics_inserted", report.count()));
  }

  /** A worker pool where components of several kinds have the name. */
  private RuntimeComponentInfo find(MetricsReport report) {
    String name = report.name();
    List<RuntimeComponentInfo> found = new ArrayList<>();
    if (name == null) {
      registry.stream(
          RuntimeListQuery.ALL,
          (row, asOf) -> {
            if (report.isOf(row)) {
              found.add(row);
            }
          });
    } else {
      found.addAll(registry.list(RuntimeListQuery.named(null, name)).items());
      found.sort((one, other) -> Boolean.compare(isOther(one), isOther(other)));
    }
    if (found.isEmpty()) {
      throw new UnknownComponent(
          RuntimeKind.WORKER_POOL, name == null ? report.id() : name, Details.NONE);
    }
    return found.getFirst();
  }

  private static boolean isOther(RuntimeComponentInfo row) {
    return kind(row) != RuntimeKind.WORKER_POOL;
  }

  private static RuntimeKind kind(RuntimeComponentInfo row) {
    String word = row.kind();
    RuntimeKind kind = word == null ? null : RuntimeKind.find(word);
    return kind == null ? RuntimeKind.WORKER_POOL : kind;
  }
}
