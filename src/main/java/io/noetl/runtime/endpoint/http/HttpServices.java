package io.noetl.runtime.endpoint.http;

import io.noetl.runtime.endpoint.auth.Authorizer;
import io.noetl.runtime.endpoint.connection.MemoryBudgets;
import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.host.HostFilter;
import io.noetl.runtime.endpoint.registry.CallLimiter;
import io.noetl.runtime.endpoint.route.RouteTable;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What an {@link Exchange} needs to answer a request; the same for all of them.
 *
 * @param patience the longest time for which a large body waits for its turn
 */
public record HttpServices(
    RouteTable routes,
    CallLimiter calls,
    Authorizer authorizer,
    HostFilter hosts,
    MemoryBudgets budgets,
    Duration patience,
    RequestIds ids,
    ReplyWriter replies,
    ServerLog log,
    LongSupplier nanoTime) {}
