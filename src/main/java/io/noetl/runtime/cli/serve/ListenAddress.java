package io.noetl.runtime.cli.serve;

import io.noetl.runtime.text.AmbiguousHost;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Parses the address to listen on. */
final class ListenAddress {

  private static final int HIGHEST_PORT = 65_535;

  private ListenAddress() {}

  /**
   * Parses {@code HOST:PORT}; an IPv6 host is in brackets, an empty host means all addresses.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static InetSocketAddress of(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (colon < 0 || (host.indexOf(':') >= 0 && !bracketed)) {
      throw new IllegalArgumentException("it should be HOST:PORT, such as 127.0.0.1:8083");
    }
    if (AmbiguousHost.is(host)) {
      throw new IllegalArgumentException(
          "its IPv4 address should be four numbers from 0 to 255, such as 127.0.0.1");
    }
    int port = port(text.substring(colon + 1));
    try {
      return host.isEmpty()
          ? new InetSocketAddress(port)
          : new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException("unknown host", unknown);
    }
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // The message is the same as for a port that is too high.
    }
    throw new IllegalArgumentException("its port should be a number from 0 to 65535");
  }
}
