package io.noetl.runtime.endpoint.host;

import io.noetl.runtime.text.AmbiguousHost;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host with an optional port, as in the header {@code Host}.
 *
 * @param host in its canonical form: lower case, no trailing dot, no brackets
 * @param port the port; -1 when none is given
 */
public record Authority(String host, int port) {

  private static final int LONGEST_HOST = 253;
  private static final int HIGHEST_PORT = 65_535;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Parses a text; null when it is not an unambiguous host. */
  static @Nullable Authority of(String text) {
    boolean isBracketed = text.startsWith("[");
    int end = isBracketed ? text.indexOf(']') + 1 : text.indexOf(':');
    if (isBracketed && end == 0) {
      return null;
    }
    String rest = end < 0 ? "" : text.substring(end);
    String host = end < 0 ? text : text.substring(0, end);
    String canonical = isBracketed ? address(host.substring(1, end - 1)) : name(host);
    int port = port(rest);
    return canonical == null || port < -1 ? null : new Authority(canonical, port);
  }

  /** Parses a host without a port, an IPv6 address with or without brackets; null as above. */
  static @Nullable String host(String text) {
    if (text.indexOf(':') >= 0 && !text.startsWith("[")) {
      return address(text);
    }
    Authority authority = of(text);
    return authority == null || authority.port >= 0 || text.endsWith(":") ? null : authority.host;
  }

  /** Whether an origin such as http://host:8080 has this host and port. */
  boolean isSiteOf(String origin) {
    try {
      URI page = new URI(origin);
      String authority = page.getRawAuthority();
      if (authority == null || !origin.toLowerCase(Locale.ROOT).matches("https?://[^/]*")) {
        return false;
      }
      Authority site = of(authority);
      int usual = "https".equalsIgnoreCase(page.getScheme()) ? HTTPS : HTTP;
      return site != null && site.host.equals(host) && site.portOr(usual) == portOr(usual);
    } catch (URISyntaxException odd) {
      return false;
    }
  }

  private int portOr(int usual) {
    return port < 0 ? usual : port;
  }

  /** Whether browsers always resolve the host to their own machine, without DNS. */
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || (isAddress(host) && InetAddress.ofLiteral(host).isLoopbackAddress());
  }

  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private static @Nullable String name(String text) {
    String host = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    boolean isPlain =
        !host.isEmpty()
            && host.length() <= LONGEST_HOST
            && host.chars().allMatch(Authority::isPartOfAName)
            && !host.startsWith(".")
            && !host.endsWith(".")
            && !AmbiguousHost.is(host);
    if (!isPlain) {
      return null;
    }
    return isAddress(host) ? address(host) : host.toLowerCase(Locale.ROOT);
  }

  private static boolean isPartOfAName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }

  private static @Nullable String address(String literal) {
    try {
      // A zone id would be looked up among the interfaces of this machine.
      return literal.indexOf('%') >= 0 ? null : InetAddress.ofLiteral(literal).getHostAddress();
    } catch (IllegalArgumentException noAddress) {
      return null;
    }
  }

  /** The number after a colon; -1 when there is none, -2 when it is not a port. */
  private static int port(String rest) {
    if (rest.isEmpty() || rest.equals(":")) {
      return -1;
    }
    boolean isNumber =
        rest.startsWith(":")
            && rest.length() <= 6
            && rest.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    int port = isNumber ? Integer.parseInt(rest.substring(1)) : HIGHEST_PORT + 1;
    return port <= HIGHEST_PORT ? port : -2;
  }
}
