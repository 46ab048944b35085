package io.noetl.runtime.text;

import java.net.InetAddress;
import java.util.Locale;

/** One text for the ways to write the name or address of a host; asks no name service. */
public final class HostText {

  private static final String LOOPBACK = "localhost";

  private HostText() {}

  /** The host in lower case, an address in its usual form, this machine as {@code localhost}. */
  public static String of(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.equals(LOOPBACK) || name.endsWith("." + LOOPBACK)) {
      return LOOPBACK;
    }
    try {
      InetAddress address = InetAddress.ofLiteral(name);
      // To connect to the address of all interfaces reaches this machine.
      return address.isLoopbackAddress() || address.isAnyLocalAddress()
          ? LOOPBACK
          : address.getHostAddress();
    } catch (IllegalArgumentException named) {
      return name;
    }
  }
}
