package io.noetl.runtime.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Java's name resolution, with the addresses that refused a connection moved to the end.
 *
 * <p>Name resolution is the only way to choose the address that {@code java.net.http} connects to.
 * The JVM creates the provider, so the state of the hosts is kept in a static map.
 */
public final class FailoverResolver extends InetAddressResolverProvider {

  private static final Map<String, HostAddresses> HOSTS = new ConcurrentHashMap<>();

  /** Called by the JVM once, at the first lookup of a name. */
  public FailoverResolver() {
    super();
  }

  /** The addresses of a host; null for one that was never looked up, or is an address itself. */
  static @Nullable HostAddresses of(String host) {
    return HOSTS.get(host);
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return above(configuration.builtinResolver());
  }

  /** A resolver that reorders the addresses of {@code builtin}. */
  static InetAddressResolver above(InetAddressResolver builtin) {
    // The JDK's cache would keep the first order for 30 s.
    Security.setProperty("networkaddress.cache.ttl", "0");
    return new Resolver(builtin);
  }

  @Override
  public String name() {
    return "failover";
  }

  private record Resolver(InetAddressResolver builtin) implements InetAddressResolver {

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      List<InetAddress> addresses = builtin.lookupByName(host, policy).toList();
      HostAddresses known = HOSTS.get(host);
      if (known == null) {
        known = new HostAddresses();
        HOSTS.put(host, known);
      }
      return known.inOrder(addresses).stream();
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return builtin.lookupByAddress(address);
    }
  }

  /**
   * The attempts of one request at the addresses of one host. An HTTP client connects to the first
   * address that it resolves; after a refusal, the resolver returns another one first.
   */
  static final class Attempts {

    private final String host;
    private int refused;

    Attempts(String host) {
      this.host = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Moves the address that refused to the end; false when all have refused. */
    boolean tryAnother() {
      HostAddresses addresses = of(host);
      refused++;
      return addresses != null && refused < addresses.firstRefused();
    }

    /** Records that the last address answered: later requests start with it. */
    void answered() {
      HostAddresses addresses = refused == 0 ? null : of(host);
      if (addresses != null) {
        addresses.firstWorked();
      }
    }
  }
}
