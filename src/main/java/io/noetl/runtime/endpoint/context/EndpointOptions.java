package io.noetl.runtime.endpoint.context;

import io.noetl.runtime.schema.compatibility.CompatibilityRule;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoint works.
 *
 * @param grace how long a stop waits for requests in flight
 * @param defaultName the component that a heartbeat without a name is for; null for none
 * @param accessLog whether each answer leaves a line in the log
 * @param compatibility which versions have to fit together; null where any may
 */
public record EndpointOptions(
    Listening listening,
    Limits limits,
    Liveness liveness,
    Duration grace,
    @Nullable String defaultName,
    boolean accessLog,
    @Nullable Compatibility compatibility) {

  /**
   * Which versions have to fit together.
   *
   * @param rules besides the ranges that components declare in their dependencies
   * @param again reads the rules again; throws a {@link RuntimeException} if they are invalid
   * @param refuses whether a registration that breaks one is refused, instead of logged only
   * @param recreates whether heartbeats may register components, and so are checked as well
   */
  public record Compatibility(
      List<CompatibilityRule> rules,
      Supplier<List<CompatibilityRule>> again,
      boolean refuses,
      boolean recreates) {}

  /**
   * Where the endpoint listens, and whose requests it accepts.
   *
   * @param address port 0 for a free one
   * @param tokens the file of bearer tokens; null where none is needed
   * @param tls the files of HTTPS; null for HTTP
   * @param allowedHosts host names that requests may name beside those of the address
   */
  public record Listening(
      InetSocketAddress address,
      @Nullable Path tokens,
      @Nullable TlsFiles tls,
      List<String> allowedHosts) {

    /** The kinds of files that a reload reads again. */
    public List<String> reloadable() {
      List<String> files = new ArrayList<>();
      if (tokens != null) {
        files.add("tokens");
      }
      if (tls != null) {
        files.add("certificate");
        files.add("key");
        if (tls.clientAuthority() != null) {
          files.add("client authorities");
        }
      }
      return files;
    }

    /** The URL of a port of this endpoint on a host. */
    public String url(String host, int port) {
      String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
      return (tls == null ? "http://" : "https://") + bracketed + ":" + port;
    }
  }

  /**
   * PEM files of TLS.
   *
   * @param certificate the server's certificate, followed by the intermediate ones
   * @param key its private key
   * @param clientAuthority the certificates that client certificates are verified with; null where
   *     clients need none
   */
  public record TlsFiles(Path certificate, Path key, @Nullable Path clientAuthority) {}

  /**
   * How long calls may take, and how many there may be.
   *
   * @param deadline the time within which a call other than a list is answered
   * @param listDeadline the same for lists; at least as long
   * @param retryAfter how long clients are asked to wait, in whole seconds
   * @param inFlight how many changes, how many lookups and how many lists may be in flight
   * @param listsPerClient how many different lists one token or address may wait for at once
   * @param connectionsPerAddress how many connections one address may have at once
   */
  public record Limits(
      Duration deadline,
      Duration listDeadline,
      Duration retryAfter,
      int inFlight,
      int listsPerClient,
      int connectionsPerAddress) {}

  /**
   * When components count as offline, and how the endpoint stays online itself.
   *
   * @param sweepEvery the time between two sweeps
   * @param offlineAfter the time without a heartbeat after which a component is marked offline
   * @param heartbeatEvery the time between the endpoint's own heartbeats; null where it does not
   *     register itself
   */
  public record Liveness(
      Duration sweepEvery, Duration offlineAfter, @Nullable Duration heartbeatEvery) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    /** The interval of its own heartbeats, at most a third of {@code offlineAfter}; or null. */
    public @Nullable Duration ownInterval() {
      Duration third = offlineAfter.dividedBy(3);
      Duration most = third.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : third;
      return heartbeatEvery == null || heartbeatEvery.compareTo(most) <= 0 ? heartbeatEvery : most;
    }
  }
}
