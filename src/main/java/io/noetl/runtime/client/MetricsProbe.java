package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the versions of components from their registered addresses. Any client may register any
 * address, so requests carry no credentials and have a short timeout.
 */
public final class MetricsProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final String userAgent;
  private final Consumer<String> trace;

  /**
   * A probe that connects on use.
   *
   * @param trace takes a line for each request and answer
   */
  public MetricsProbe(String userAgent, Consumer<String> trace) {
    this.userAgent = userAgent;
    this.trace = trace;
  }

  /** The version in the metrics of an address; null where it is not available. */
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
