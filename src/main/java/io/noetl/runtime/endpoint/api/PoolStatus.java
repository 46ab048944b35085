package io.noetl.runtime.endpoint.api;

import io.noetl.runtime.endpoint.route.Access;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.maintenance.DatabaseWork;
import java.util.function.Supplier;

/**
 * How busy the connections to the database are, in the form of the real servers: workers of 2026
 * ask every few seconds, and claim less while no connection is free. Asks no database itself.
 */
public final class PoolStatus {

  private PoolStatus() {}

  public static Route route(Supplier<DatabaseWork> work) {
    return Route.local("/api/pool/status", Access.READ, call -> Reply.json(200, of(work.get())));
  }

  private static JsonObject of(DatabaseWork work) {
    return JsonObject.EMPTY
        .with("pool_min", 0)
        .with("pool_max", work.most())
        .with("pool_size", work.active() + work.idle())
        .with("pool_available", work.idle())
        .with("requests_waiting", work.waiting())
        .with("utilization", work.most() == 0 ? 0.0 : (double) work.active() / work.most())
        // One that is not open yet is as free as one that is.
        .with("slots_available", Math.max(0, work.most() - work.active()))
        .with("status", "ok")
        // Tells clients that they need no such care here as with the real servers.
        .with("server", "noetl-runtime");
  }
}
