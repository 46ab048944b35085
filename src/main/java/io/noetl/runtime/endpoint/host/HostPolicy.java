package io.noetl.runtime.endpoint.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests by their Host and Origin. A page of another site can make a browser send
 * requests to this server: to its address (cross-site request, seen in {@code Origin}), or to a
 * name of the page's site that resolves to this machine (DNS rebinding, seen in {@code Host}).
 */
public final class HostPolicy {

  private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** How many accepted values are remembered; few different ones are in use. */
  private static final int MOST_KNOWN = 64;

  private final boolean restricts;
  private final Set<String> hosts;

  /**
   * Accepted values of {@code Host}, which are not parsed again: to parse the host of each
   * heartbeat took a tenth of its processor time.
   */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * The policy of a server.
   *
   * @param listen where it listens; when that is not a loopback address and no host is allowed, it
   *     accepts every host
   * @param allowed further hosts, as {@link #hosts} gives them
   */
  public HostPolicy(InetSocketAddress listen, List<String> allowed) {
    boolean isLoopback = listen.getAddress() != null && listen.getAddress().isLoopbackAddress();
    this.restricts = isLoopback || !allowed.isEmpty();
    this.hosts = new LinkedHashSet<>(allowed);
    String own = Authority.host(listen.getHostString());
    if (own != null) {
      hosts.add(own);
    }
  }

  /**
   * Reads the hosts of {@code --allow-host}, one a line.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static List<String> hosts(String lines) {
    List<String> hosts = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      String host = Authority.host(line.strip());
      if (host == null) {
        throw new IllegalArgumentException(
            "it should be a host name or address without a port, such as noetl.example.org");
      }
      hosts.add(host);
    }
    return List.copyOf(hosts);
  }

  /** The accepted hosts, for a log. */
  public String description() {
    return restricts ? "loopback names, " + String.join(", ", hosts) : "any";
  }

  /**
   * The parts of a request that the policy looks at.
   *
   * @param hosts every value of its header {@code Host}
   * @param target the authority of the request target, if it has one
   * @param origins every value of its header {@code Origin}
   * @param local the local address of the connection; null when it is unknown
   */
  public record RequestSource(
      String method,
      List<String> hosts,
      @Nullable String target,
      List<String> origins,
      @Nullable InetAddress local) {}

  /**
   * Why a request is refused.
   *
   * @param status the HTTP status
   * @param reason one word, for metrics and logs
   * @param message the message for the client
   */
  public record Refusal(int status, String reason, String message) {}

  /** Why a request is refused; null when it is accepted. */
  public @Nullable Refusal refusal(RequestSource source) {
    Refusal refusal = restricts ? refusalOfHost(source) : null;
    return refusal == null && CHANGES.contains(source.method) ? refusalOfOrigin(source) : refusal;
  }

  private @Nullable Refusal refusalOfHost(RequestSource source) {
    if (source.hosts.size() != 1) {
      return misdirected(
          "the request names " + (source.hosts.isEmpty() ? "no host" : "several hosts"), "");
    }
    List<String> named =
        source.target == null ? source.hosts : List.of(source.hosts.getFirst(), source.target);
    for (String text : named) {
      if (known.contains(text)) {
        continue;
      }
      Authority authority = Authority.of(text);
      if (authority == null) {
        return misdirected("the request's Host is not a host name", "");
      }
      if (!isOwn(authority.host(), source.local)) {
        String host = authority.host();
        return misdirected("the host " + host + " is not allowed here", " " + host);
      }
      remember(text, authority.host());
    }
    return null;
  }

  /**
   * Remembers a value that is accepted at every local address; forgets all where there are many.
   */
  private void remember(String text, String host) {
    if (!isOwn(host, null)) {
      return;
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.add(text);
  }

  /** An address of this machine is accepted, because no DNS server can redirect it. */
  private boolean isOwn(String host, @Nullable InetAddress local) {
    return Authority.isLoopback(host)
        || hosts.contains(host)
        || (local != null && host.equals(local.getHostAddress()));
  }

  private static Refusal misdirected(String problem, String example) {
    return new Refusal(
        421,
        "host",
        problem
            + "; where a proxy or a probe sends another Host than localhost, start serve with"
            + " --allow-host"
            + (example.isEmpty() ? " NAME" : example));
  }

  private static @Nullable Refusal refusalOfOrigin(RequestSource source) {
    if (source.origins.isEmpty()) {
      return null;
    }
    Authority site = source.hosts.size() == 1 ? Authority.of(source.hosts.getFirst()) : null;
    return site != null && source.origins.size() == 1 && site.isSiteOf(source.origins.getFirst())
        ? null
        : new Refusal(403, "origin", "pages of other sites may not change anything here");
  }
}
