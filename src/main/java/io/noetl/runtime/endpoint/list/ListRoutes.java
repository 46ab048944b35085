package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.route.Access;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyDocument;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.dependency.DependencyReach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes that list components or show one. */
public final class ListRoutes {

  private final RuntimeApi registry;
  private final ServedDependencies dependencies;
  private final ListWriter writer;
  private final CountedLists counted;

  /** Headers that report the time after which without a heartbeat the sweeper marks a component. */
  private final Map<String, String> headers;

  public ListRoutes(
      RuntimeApi registry,
      ServedDependencies dependencies,
      Duration offlineAfter,
      ListQuota quota,
      Runnable progress) {
    this.registry = registry;
    this.dependencies = dependencies;
    this.headers = Map.of(Liveness.SWEPT_AFTER, Liveness.seconds(offlineAfter));
    this.writer = new ListWriter(registry, dependencies, quota, progress);
    this.counted = new CountedLists(quota);
  }

  public List<Route> routes() {
    return List.of(
        Route.list("/api/worker/pools", call -> ofKind(RuntimeKind.WORKER_POOL, call)),
        Route.list("/api/brokers", call -> ofKind(RuntimeKind.BROKER, call)),
        Route.list("/api/runtimes", this::ofAnyKind),
        Route.lookUp("/api/runtimes/{kind}/{name}", Access.READ, this::one),
        Route.list("/api/runtimes/{kind}/{name}/dependencies", call -> dependencies(call, false)),
        Route.list("/api/runtimes/{kind}/{name}/dependents", call -> dependencies(call, true)));
  }

  /** Like the Python server, ignores all other parameters. */
  private Reply ofKind(RuntimeKind kind, Call call) {
    RuntimeListQuery query =
        RuntimeListQuery.of(kind)
            .withRuntime(call.parameter("runtime"))
            .withStatus(call.parameter("status"));
    return reply(writer.of(query, null, echo(call), false, call));
  }

  private Reply ofAnyKind(Call call) {
    RuntimeListQuery query = ListParameters.query(call);
    ListPage page = ListParameters.page(call);
    return reply(writer.of(query, page, echo(call), ListParameters.masksSecrets(call), call));
  }

  private Reply reply(WrittenList list) {
    try {
      Reply reply =
          new Reply(200, Reply.JSON, headers, list.bytes(), list.stored(), list.release())
              .with("Vary", "Accept-Encoding");
      return list.isGzip() ? reply.with("Content-Encoding", "gzip") : reply;
    } catch (RuntimeException | Error unsent) {
      list.release().run();
      throw unsent;
    }
  }

  private Reply one(Call call) {
    RuntimeKind kind = RuntimeKind.of(call.path().getFirst());
    String name = call.path().getLast();
    List<RuntimeComponentInfo> found = registry.list(RuntimeListQuery.named(kind, name)).items();
    if (found.isEmpty()) {
      throw new UnknownComponent(kind, name, RuntimeApiException.Details.NONE);
    }
    return Reply.jsonBytes(Json.bytes(found.getFirst().json()), headers);
  }

  /** What a component depends on, or what depends on it, the component itself first. */
  private Reply dependencies(Call call, boolean reverse) {
    RuntimeKind kind = RuntimeKind.of(call.path().getFirst());
    String name = call.path().getLast();
    int depth = ListParameters.depth(call);
    return counted.answer(
        call, () -> Gzip.compressed(dependencies(kind, name, reverse, depth), call));
  }

  private Reply dependencies(RuntimeKind kind, String name, boolean reverse, int depth) {
    DependencyGraph graph = dependencies.with(new ComponentKey(kind.word(), name));
    DependencyNode node = graph.node(kind.word(), name);
    List<Dependency> dependents =
        reverse && node == null
            ? graph.missing().getOrDefault(new ComponentKey(kind.word(), name), List.of())
            : List.of();
    if (node == null && dependents.isEmpty()) {
      throw new UnknownComponent(kind, name, RuntimeApiException.Details.NONE);
    }
    List<JsonObject> items = new ArrayList<>();
    for (DependencyNode reached :
        new DependencyReach(reverse, depth)
            .from(node == null ? List.of() : List.of(node), List.of(dependents))
            .nodes()) {
      items.add(DependencyDocument.of(reached));
    }
    JsonObject answer = JsonObject.EMPTY.with("items", items).with("count", items.size());
    return Reply.jsonBytes(Json.bytes(answer), headers);
  }

  /** An error in the form of a list, which is where clients of the Python server look for it. */
  public static Reply refused(Call call, int status, @Nullable String error) {
    return Reply.json(
        status,
        JsonObject.EMPTY
            .with("items", List.of())
            .with("count", 0)
            .merge(echo(call))
            .with("error", error));
  }

  private static JsonObject echo(Call call) {
    return JsonObject.EMPTY
        .with("runtime", call.parameter("runtime"))
        .with("status", call.parameter("status"))
        .with("error", null);
  }
}
