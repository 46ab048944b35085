package io.noetl.runtime.endpoint.context;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoint works.
 *
 * @param listen where it listens; port 0 for a free one
 * @param deadline the time within which every call is answered that is no list
 * @param listDeadline the same for lists; at least as long
 * @param retryAfter what clients are told to wait, in whole seconds
 * @param mostInFlight how many changes, how many look-ups and how many lists may be under way
 * @param listsPerClient for how many different lists one token or address may wait at once
 * @param mostOfAddress how many connections one address may have at once
 * @param grace how long a stop waits for what is in flight
 * @param defaultName the component whose heartbeat a nameless one is; null for none
 * @param tokens the file of bearer tokens; null where nobody needs one
 * @param tls what makes it HTTPS; null for HTTP
 * @param allowedHosts further hosts that requests may name
 * @param accessLog whether every answer leaves a line in the log
 * @param sweepEvery the time between two sweeps
 * @param offlineAfter the silence after which a component is marked offline
 * @param beatEvery the time between two heartbeats of its own; null where it is no component itself
 */
public record EndpointOptions(
    InetSocketAddress listen,
    Duration deadline,
    Duration listDeadline,
    Duration retryAfter,
    int mostInFlight,
    int listsPerClient,
    int mostOfAddress,
    Duration grace,
    @Nullable String defaultName,
    @Nullable Path tokens,
    @Nullable TlsFiles tls,
    List<String> allowedHosts,
    boolean accessLog,
    Duration sweepEvery,
    Duration offlineAfter,
    @Nullable Duration beatEvery) {

  private static final Duration SHORTEST_BEAT = Duration.ofMillis(100);

  /** The files that may be read again, in words. */
  public List<String> renewable() {
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

  /**
   * The time between its own heartbeats, so short that no sweeper takes it for silent; null for
   * none.
   */
  public @Nullable Duration ownBeat() {
    Duration third = offlineAfter.dividedBy(3);
    Duration most = third.compareTo(SHORTEST_BEAT) < 0 ? SHORTEST_BEAT : third;
    return beatEvery == null || beatEvery.compareTo(most) <= 0 ? beatEvery : most;
  }

  /**
   * PEM files of TLS.
   *
   * @param certificate the server's certificate, followed by those between it and a root
   * @param key its private key
   * @param clientAuthority the certificates that vouch for clients; null where clients show none
   */
  public record TlsFiles(Path certificate, Path key, @Nullable Path clientAuthority) {}
}
