package io.noetl.runtime.client;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One entry of {@code NO_PROXY}, as curl reads it: a host, a domain with its subdomains, a network
 * such as {@code 10.0.0.0/8}, or {@code *}; hosts and domains may have a port.
 */
final class NoProxyEntry {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*");

  private NoProxyEntry() {}

  /**
   * Whether {@code target} is reached without a proxy.
   *
   * @param entry in lower case
   */
  static boolean matches(String entry, URI target) {
    String host = bare(target.getHost().toLowerCase(Locale.ROOT));
    String name = bare(withoutPort(entry, ":" + Redirects.port(target)));
    String domain = name.startsWith("*.") ? name.substring(2) : name;
    domain = domain.startsWith(".") ? domain.substring(1) : domain;
    return entry.equals("*")
        || host.equals(domain)
        || (isAddress(host) ? isInNetwork(host, domain) : host.endsWith("." + domain));
  }

  private static String withoutPort(String entry, String port) {
    boolean isPort = entry.indexOf(':') == entry.lastIndexOf(':') || entry.endsWith("]" + port);
    return isPort && entry.endsWith(port)
        ? entry.substring(0, entry.length() - port.length())
        : entry;
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean isAddress(String host) {
    return ADDRESS.matcher(host).matches();
  }

  private static boolean isInNetwork(String host, String network) {
    int slash = network.indexOf('/');
    if (slash < 0) {
      return false;
    }
    try {
      byte[] given = InetAddress.ofLiteral(host).getAddress();
      byte[] wanted = InetAddress.ofLiteral(network.substring(0, slash)).getAddress();
      int bits = Integer.parseInt(network.substring(slash + 1));
      boolean same = given.length == wanted.length && bits >= 0 && bits <= wanted.length * 8;
      for (int bit = 0; same && bit < bits; bit++) {
        same = ((given[bit / 8] ^ wanted[bit / 8]) >> (7 - bit % 8) & 1) == 0;
      }
      return same;
    } catch (IllegalArgumentException noNetwork) {
      return false;
    }
  }
}
