package io.noetl.runtime.probe;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts may be asked. Everybody who registers a component chooses an address, so nothing is
 * allowed that is not named: otherwise a registry would scan a network for strangers.
 */
public final class ProbeAllowList {

  private final List<Network> networks = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** Addresses that begin with the same bits. */
  private record Network(InetAddress first, int bits) {

    boolean contains(InetAddress address) {
      byte[] own = first.getAddress();
      byte[] other = address.getAddress();
      if (own.length != other.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Reads networks such as {@code 10.0.0.0/8}, addresses and names of hosts.
   *
   * @throws IllegalArgumentException with the entry that is none of them
   */
  public ProbeAllowList(List<String> entries) {
    for (String entry : entries) {
      add(entry.strip());
    }
  }

  private void add(String entry) {
    int slash = entry.indexOf('/');
    InetAddress address = literal(slash < 0 ? entry : entry.substring(0, slash));
    if (address != null) {
      int length = address.getAddress().length * 8;
      // Java makes an address of IPv4 from ::ffff:10.0.0.0.
      int mapped = length == 32 && entry.indexOf(':') >= 0 ? 96 : 0;
      int bits = (slash < 0 ? length + mapped : bits(entry.substring(slash + 1))) - mapped;
      if (bits < 0 || bits > length) {
        throw new IllegalArgumentException(entry);
      }
      networks.add(new Network(address, bits));
    } else if (entry.matches("[a-zA-Z0-9_]([a-zA-Z0-9._-]{0,252})") && !entry.matches("[0-9.]+")) {
      names.add(name(entry));
    } else {
      throw new IllegalArgumentException(entry);
    }
  }

  private static int bits(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
  }

  private static @Nullable InetAddress literal(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (!bare.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(bare);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  private static String name(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** The addresses of a host that may be asked, in their order. */
  List<InetAddress> allowed(String host, InetAddress[] addresses) {
    List<InetAddress> all = List.of(addresses);
    return names.contains(name(host))
        ? all
        : all.stream()
            .filter(address -> networks.stream().anyMatch(network -> network.contains(address)))
            .toList();
  }
}
