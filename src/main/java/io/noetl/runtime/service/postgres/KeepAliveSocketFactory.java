package io.noetl.runtime.service.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.List;
import java.util.Properties;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets with the TCP keepalive times of libpq's parameters {@code keepalives_…}. The driver
 * instantiates it by class name.
 */
public final class KeepAliveSocketFactory extends SocketFactory {

  /** The parameters in the order of the options below. */
  static final List<LibpqParameter> TIMES =
      List.of(
          LibpqParameter.KEEPALIVES_IDLE,
          LibpqParameter.KEEPALIVES_INTERVAL,
          LibpqParameter.KEEPALIVES_COUNT);

  private static final List<SocketOption<Integer>> OPTIONS =
      List.of(
          ExtendedSocketOptions.TCP_KEEPIDLE,
          ExtendedSocketOptions.TCP_KEEPINTERVAL,
          ExtendedSocketOptions.TCP_KEEPCOUNT);

  private final Properties properties;

  /** Called by the driver with its properties. */
  public KeepAliveSocketFactory(Properties properties) {
    this.properties = properties;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    for (int i = 0; i < OPTIONS.size(); i++) {
      String value = properties.getProperty(TIMES.get(i).word());
      if (value != null) {
        socket.setOption(OPTIONS.get(i), Integer.valueOf(value));
      }
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  private Socket connected(InetSocketAddress place) throws IOException {
    Socket socket = createSocket();
    socket.connect(place);
    return socket;
  }
}
