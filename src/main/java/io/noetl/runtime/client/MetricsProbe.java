package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks components for their version at the addresses that they registered. Anybody may register any
 * address, so they are told no secret, and are not waited for.
 */
public final class MetricsProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final String userAgent;
  private final Consumer<String> trace;

  /**
   * A probe that connects when it is asked.
   *
   * @param trace takes a line for each request and answer
   */
  public MetricsProbe(String userAgent, Consumer<String> trace) {
    this.userAgent = userAgent;
    this.trace = trace;
  }

  /** The version that the metrics of an address have; null where it cannot be known. */
  public @Nullable String version(String address) {
    try {
      ServerAddress server = ServerAddress.of(address);
      ClientOptions options = new ClientOptions(server, PATIENCE, null, Map.of(), userAgent, trace);
      Headers headers = new Headers(userAgent, null, Map.of());
      try (HttpTransport transport = new HttpTransport(options, headers)) {
        HttpAnswer answer = transport.send(Call.get("/metrics"), PATIENCE);
        return answer.succeeded() ? BuildInfo.of(answer.text()).version() : null;
      }
    } catch (RuntimeApiException unknown) {
      return null;
    }
  }
}
