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
 * Java's own name resolution, with addresses that refused a connection behind the others.
 *
 * <p>This is the one place where {@code java.net.http} lets anybody say which address of a host it
 * connects to, and the JVM makes the provider, so what is known of hosts is remembered in a static
 * map.
 */
public final class FailoverResolver extends InetAddressResolverProvider {

  private static final Map<String, HostAddresses> HOSTS = new ConcurrentHashMap<>();

  /** Called by the JVM, once, at the first look-up of a name. */
  public FailoverResolver() {
    super();
  }

  /** What is known of a host; null for one that was never looked up, or is an address itself. */
  static @Nullable HostAddresses of(String host) {
    return HOSTS.get(host);
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return above(configuration.builtinResolver());
  }

  /** The way to resolve names that asks {@code builtin}. */
  static InetAddressResolver above(InetAddressResolver builtin) {
    // The cache would keep the first order for half a minute.
    Security.setProperty("networkaddress.cache.ttl", "0");
    return new Resolver(builtin);
  }

  @Override
  public String name() {
    return "refused-last";
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
}
