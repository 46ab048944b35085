package io.noetl.runtime.endpoint;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What an {@link Exchange} needs to answer a request; the same for all of them.
 *
 * @param patience the longest time for which a large body waits for its turn
 */
record HttpServices(
    RouteTable routes,
    CallLimiter registry,
    Authorizer guard,
    HostFilter sites,
    MemoryBudgets held,
    Duration patience,
    RequestIds ids,
    ReplyWriter replies,
    ServerLog log,
    LongSupplier nanoTime) {}
