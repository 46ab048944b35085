package io.noetl.runtime.client;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a server.
 *
 * @param server where it is
 * @param timeout how long one request may take, from the first byte to the last
 * @param token the bearer token; null where the server wants none
 * @param headers extra headers of every request
 * @param userAgent what this program calls itself
 * @param trace takes a line for each request and answer, secrets masked
 */
public record ClientOptions(
    ServerAddress server,
    Duration timeout,
    @Nullable String token,
    Map<String, String> headers,
    String userAgent,
    Consumer<String> trace) {}
