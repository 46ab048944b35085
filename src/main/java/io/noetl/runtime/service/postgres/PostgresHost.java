package io.noetl.runtime.service.postgres;

import io.noetl.runtime.text.AmbiguousHost;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The host, address and port of a PostgreSQL server.
 *
 * @param name the host name, which certificates and the password file use; an IPv6 address has no
 *     brackets
 * @param address the address to connect to instead of resolving the name; null to resolve it
 * @param port null for the default
 */
public record PostgresHost(String name, @Nullable String address, @Nullable String port) {

  public static final String DEFAULT_PORT = "5432";

  private static final String NO_SOCKET =
      "Unix sockets are not supported; name a host such as localhost";

  /** The hosts of a URL and the variables, of which one has to be reachable. */
  static List<PostgresHost> of(LibpqValues values) {
    String names = values.get(LibpqParameter.HOST);
    String addresses = values.get(LibpqParameter.HOSTADDR);
    List<String> hosts = names == null ? List.of() : hosts(names, values);
    List<String> dialled = addresses == null ? List.of() : addresses(addresses, values);
    int count = Math.max(1, Math.max(hosts.size(), dialled.size()));
    if (!hosts.isEmpty() && !dialled.isEmpty() && hosts.size() != dialled.size()) {
      throw values.refused(
          LibpqParameter.HOSTADDR, dialled.size() + " addresses for " + hosts.size() + " hosts");
    }
    String[] ports = ports(values, count);
    List<PostgresHost> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String address = dialled.isEmpty() || dialled.get(i).isEmpty() ? null : dialled.get(i);
      String name = hosts.isEmpty() ? address : hosts.get(i);
      String port = ports[ports.length == 1 ? 0 : i];
      places.add(
          new PostgresHost(
              name == null ? "localhost" : name, address, port.isEmpty() ? null : port));
    }
    return places;
  }

  static boolean isPort(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > 0 && port < 65_536 && text.charAt(0) != '+';
    } catch (NumberFormatException noNumber) {
      return false;
    }
  }

  /** The name and, if given, the port. */
  String text() {
    return withPort(name.replace("%", "%25"));
  }

  /** The address or name to connect to and, if given, the port. */
  String target() {
    return withPort(address == null ? name : address);
  }

  private String withPort(String host) {
    String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port == null ? bracketed : bracketed + ":" + port;
  }

  private static List<String> hosts(String text, LibpqValues values) {
    List<String> hosts = new ArrayList<>();
    for (String written : text.split(",", -1)) {
      boolean isBracketed = written.startsWith("[") && written.endsWith("]");
      String host = isBracketed ? written.substring(1, written.length() - 1) : written;
      if (host.startsWith("/") || host.startsWith("@")) {
        throw values.refused(LibpqParameter.HOST, NO_SOCKET);
      }
      if (!isHost(host)) {
        throw values.refused(LibpqParameter.HOST, "Input should be a host's name or address");
      }
      hosts.add(host);
    }
    return hosts;
  }

  private static List<String> addresses(String text, LibpqValues values) {
    List<String> addresses = List.of(text.split(",", -1));
    for (String address : addresses) {
      boolean isNumeric = address.indexOf(':') >= 0 || address.chars().allMatch(c -> c < 'A');
      if (!address.isEmpty() && !(isNumeric && isHost(address))) {
        throw values.refused(LibpqParameter.HOSTADDR, "Input should be an IP address");
      }
    }
    return addresses;
  }

  private static String[] ports(LibpqValues values, int count) {
    String text = values.get(LibpqParameter.PORT);
    String[] ports = text == null ? new String[] {""} : text.split(",", -1);
    for (String port : ports) {
      if (!port.isEmpty() && !isPort(port)) {
        throw values.refused(LibpqParameter.PORT, "Input should be a port, 1 to 65535");
      }
    }
    if (ports.length != 1 && ports.length != count) {
      throw values.refused(LibpqParameter.PORT, ports.length + " ports for " + count + " hosts");
    }
    return ports;
  }

  /**
   * Whether a text is a host name or an address; only IPv6 addresses have colons, and may have a
   * zone.
   */
  static boolean isHost(String host) {
    boolean isIpv6 = host.indexOf(':') >= 0;
    return !host.isEmpty()
        && !AmbiguousHost.is(host)
        && host.chars()
            .allMatch(c ->
                isIpv6
                    ? Character.isLetterOrDigit(c) || ":.%_-".indexOf(c) >= 0
                    : c > ' ' && c != 0x7f && "[]@%/?#".indexOf(c) < 0);
  }
}
