package io.noetl.runtime.text;

import org.jspecify.annotations.Nullable;

/**
 * The host and the port of an address.
 *
 * @param host an address of IPv6 is in brackets
 */
public record HostPort(String host, int port) {

  private static final int MOST = 65_535;

  /**
   * Reads the authority of a URI, without a user; takes names with an underscore, too.
   *
   * @param defaultPort the port where none is given; 0 for none
   * @return null for what is no host with a port
   */
  public static @Nullable HostPort of(String authority, int defaultPort) {
    String place = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = place.indexOf(':', Math.max(0, place.indexOf(']')));
    String host = colon < 0 ? place : place.substring(0, colon);
    String port = colon < 0 ? "" : place.substring(colon + 1);
    int number = port.isEmpty() ? defaultPort : number(port);
    return isHost(host) && number > 0 ? new HostPort(host, number) : null;
  }

  private static boolean isHost(String host) {
    return host.matches("[a-zA-Z0-9._-]{1,253}") || host.matches("\\[[0-9a-fA-F:.]{2,45}]");
  }

  private static int number(String port) {
    int number = port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
    return number <= MOST ? number : 0;
  }

  /** The host without brackets. */
  public String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
