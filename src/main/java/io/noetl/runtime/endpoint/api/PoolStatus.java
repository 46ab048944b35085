package io.noetl.runtime.endpoint.api;

import io.noetl.runtime.endpoint.route.Access;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.maintenance.DatabaseWork;
import java.util.function.Supplier;

/**
 * The state of the connection pool, in the form of the NoETL servers. Workers of 2026 poll it every
 * few seconds, and claim less work while no connection is free. Does not use the database.
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
        // A connection that is not open yet counts as free.
        .with("slots_available", Math.max(0, work.most() - work.active()))
        .with("status", "ok")
        // Lets clients distinguish this server from NoETL's own.
        .with("server", "noetl-runtime");
  }
}
