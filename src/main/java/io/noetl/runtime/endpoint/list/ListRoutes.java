package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.route.Access;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes that show components. */
public final class ListRoutes {

  private final RuntimeApi registry;
  private final ListWriter bytes;

  /** With it, who reads a list judges its rows as the sweeper does. */
  private final Map<String, String> told;

  public ListRoutes(
      RuntimeApi registry, Duration offlineAfter, ListQuota places, Runnable progress) {
    this.registry = registry;
    this.told = Map.of(Liveness.SWEPT_AFTER, Liveness.seconds(offlineAfter));
    this.bytes = new ListWriter(registry, places, progress);
  }

  public List<Route> routes() {
    return List.of(
        Route.list("/api/worker/pools", call -> ofKind(RuntimeKind.WORKER_POOL, call)),
        Route.list("/api/brokers", call -> ofKind(RuntimeKind.BROKER, call)),
        Route.list("/api/runtimes", this::ofAnyKind),
        Route.lookUp("/api/runtimes/{kind}/{name}", Access.READ, this::one));
  }

  /** As the real server does, these two ignore all other parameters. */
  private Reply ofKind(RuntimeKind kind, Call call) {
    RuntimeListQuery query =
        new RuntimeListQuery(
            kind, null, null, call.parameter("runtime"), call.parameter("status"), Map.of());
    return reply(bytes.of(query, null, echo(call), false, call));
  }

  private Reply ofAnyKind(Call call) {
    RuntimeListQuery query = ListParameters.query(call);
    ListPage page = ListParameters.page(call);
    return reply(bytes.of(query, page, echo(call), ListParameters.masksSecrets(call), call));
  }

  private Reply reply(ListWriter.Written list) {
    try {
      Reply reply =
          new Reply(200, Reply.JSON, told, list.bytes(), list.stored(), list.release())
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
    return Reply.jsonBytes(Json.bytes(found.getFirst().json()), told);
  }

  /** A refusal in the form of a list, since clients of the real server look into that. */
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
