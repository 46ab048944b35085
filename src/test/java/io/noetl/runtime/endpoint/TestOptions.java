package io.noetl.runtime.endpoint;

import io.noetl.runtime.endpoint.context.EndpointOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Options of an endpoint for a test, with time limits that suit a slow machine. */
public final class TestOptions {

  public int port;
  public LongSupplier nanoTime = System::nanoTime;
  public Duration deadline = Duration.ofSeconds(20);
  public Duration listDeadline = Duration.ofSeconds(60);
  public int listsPerClient = 16;
  public int mostInFlight = 64;
  public int mostOfAddress = 5000;
  public Duration grace = Duration.ofSeconds(20);
  public String defaultName;
  public Path tokens;
  public EndpointOptions.TlsFiles tls;

  /** The host that hand-written requests use. */
  public List<String> allowedHosts = List.of("h");

  public String listen = "127.0.0.1";
  public boolean accessLog;
  public EndpointOptions.Compatibility compatibility;
  public Duration beatEvery;
  public Duration sweepEvery = Duration.ofHours(1);
  public Duration offlineAfter = Duration.ofSeconds(60);

  /** Builds the options. */
  public EndpointOptions build() {
    return new EndpointOptions(
        new EndpointOptions.Listening(
            new InetSocketAddress(listen, port), tokens, tls, allowedHosts),
        new EndpointOptions.Limits(
            deadline,
            listDeadline,
            Duration.ofSeconds(3),
            mostInFlight,
            listsPerClient,
            mostOfAddress),
        new EndpointOptions.Liveness(sweepEvery, offlineAfter, beatEvery),
        grace,
        defaultName,
        accessLog,
        compatibility);
  }
}
