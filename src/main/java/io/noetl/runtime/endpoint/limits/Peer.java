package io.noetl.runtime.endpoint.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;

/**
 * Who is at the other end, as far as limits tell clients apart: an IPv4 address, or the network of
 * 64 bits that an IPv6 address is in, all of which one client may have.
 */
public record Peer(Object key) {

  private static final Peer UNKNOWN = new Peer("");

  /** The peer at the other end of a connection. */
  static Peer of(EndPoint end) {
    return of(end.getRemoteSocketAddress());
  }

  /** The peer of an address; what is no address of the internet is all one. */
  public static Peer of(SocketAddress remote) {
    if (remote instanceof InetSocketAddress inet && inet.getAddress() != null) {
      InetAddress address = inet.getAddress();
      return new Peer(
          address instanceof Inet6Address && !address.isLoopbackAddress()
              ? List.of(ByteBuffer.wrap(address.getAddress()).getLong())
              : address);
    }
    return UNKNOWN;
  }
}
