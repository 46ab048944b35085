package io.noetl.runtime.endpoint.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;

/**
 * A client as limits see it: an IPv4 address, or the /64 network of an IPv6 address, all of which
 * one client may own.
 */
public record Peer(Object key) {

  private static final Peer UNKNOWN = new Peer("");

  /** The peer of a connection. */
  static Peer of(EndPoint end) {
    return of(end.getRemoteSocketAddress());
  }

  /** The peer of an address; all addresses other than IP are one peer. */
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
