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
 * Which requests a server takes for its own. A page of another site can have a browser on this
 * machine send requests here: to the server's address, or to a name of the page's own site that a
 * DNS server says is this machine's. The first is told by {@code Origin}, the second by {@code
 * Host}.
 */
public final class HostPolicy {

  private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** So many texts are remembered: a client has its own spelling of a host, and few are in use. */
  private static final int MOST_KNOWN = 64;

  private final boolean restricts;
  private final Set<String> hosts;

  /** Values of {@code Host} that were read before, and are taken whatever the connection. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * A server's rule.
   *
   * @param listen where it listens; beyond the loopback it takes every host, unless some are
   *     allowed
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
   * @throws IllegalArgumentException with a sentence for the user
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

  /** The hosts that it takes, for a log. */
  public String words() {
    return restricts ? "loopback names, " + String.join(", ", hosts) : "any";
  }

  /**
   * What a request says of its site.
   *
   * @param hosts every value of its header {@code Host}
   * @param target the host in its first line where that names one; else any of the others
   * @param origins every value of its header {@code Origin}
   * @param local the address that the connection came to; null where that is not known
   */
  public record Asked(
      String method,
      List<String> hosts,
      @Nullable String target,
      List<String> origins,
      @Nullable InetAddress local) {}

  /**
   * Why a request is not answered.
   *
   * @param status of HTTP
   * @param reason one word, for metrics and logs
   * @param sentence for a person
   */
  public record Refusal(int status, String reason, String sentence) {}

  /** The refusal of a request; null where it is answered. */
  public @Nullable Refusal refusal(Asked asked) {
    Refusal refusal = restricts ? refusalOfHost(asked) : null;
    return refusal == null && CHANGES.contains(asked.method) ? refusalOfOrigin(asked) : refusal;
  }

  private @Nullable Refusal refusalOfHost(Asked asked) {
    if (asked.hosts.size() != 1) {
      return misdirected(
          "the request names " + (asked.hosts.isEmpty() ? "no host" : "several hosts"), "");
    }
    List<String> named =
        asked.target == null ? asked.hosts : List.of(asked.hosts.getFirst(), asked.target);
    for (String text : named) {
      if (known.contains(text)) {
        continue;
      }
      Authority authority = Authority.of(text);
      if (authority == null) {
        return misdirected("the request's Host is not a host name", "");
      }
      if (!isOwn(authority.host(), asked.local)) {
        String host = authority.host();
        return misdirected("the host " + host + " is not allowed here", " " + host);
      }
      remember(text, authority.host());
    }
    return null;
  }

  /** To read a host anew for each heartbeat took a tenth of its time and half of its memory. */
  private void remember(String text, String host) {
    if (known.size() < MOST_KNOWN && isOwn(host, null)) {
      known.add(text);
    }
  }

  /** No name leads anywhere but where its DNS server says; an address does. */
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

  private static @Nullable Refusal refusalOfOrigin(Asked asked) {
    if (asked.origins.isEmpty()) {
      return null;
    }
    Authority site = asked.hosts.size() == 1 ? Authority.of(asked.hosts.getFirst()) : null;
    return site != null && asked.origins.size() == 1 && site.isSiteOf(asked.origins.getFirst())
        ? null
        : new Refusal(403, "origin", "pages of other sites may not change anything here");
  }
}
