package io.noetl.runtime.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One probe. The name of the host is resolved once, and the connection goes to an address that was
 * checked, so that a name whose address changes between the two gains nothing. Redirects are not
 * followed.
 */
final class ProbeAttempt {

  /** The longest first line of an answer that is read. */
  private static final int LONGEST_LINE = 256;

  private final ProbeTarget target;
  private final ProbeAllowList allowed;
  private final HostResolver resolver;
  private @Nullable Socket socket;
  private boolean isCut;

  /** Finds the addresses of a host. */
  @FunctionalInterface
  interface HostResolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** An attempt without a time limit: {@link #cut} ends it. */
  ProbeAttempt(ProbeTarget target, ProbeAllowList allowed, HostResolver resolver) {
    this.target = target;
    this.allowed = allowed;
    this.resolver = resolver;
  }

  ProbeResult run() {
    String host = target.place().bareHost();
    try {
      List<InetAddress> addresses = allowed.allowed(host, resolver.resolve(host));
      return addresses.isEmpty()
          ? ProbeResult.notAsked("host " + host + " is not allowed by --probe-allow")
          : ask(host, addresses);
    } catch (UnknownHostException unknown) {
      return ProbeResult.failed("host " + host + " cannot be resolved");
    } catch (ConnectException refused) {
      return ProbeResult.failed("connection refused");
    } catch (SSLException failure) {
      return ProbeResult.failed("TLS failed: " + failure.getMessage());
    } catch (IOException broken) {
      return ProbeResult.failed("the connection was lost");
    }
  }

  /** Asks the first address that accepts a connection, as clients of the component do. */
  private ProbeResult ask(String host, List<InetAddress> addresses) throws IOException {
    SocketException failure = new SocketException();
    for (InetAddress address : addresses) {
      try (Socket connection = new Socket(Proxy.NO_PROXY)) {
        if (!hold(connection)) {
          return ProbeResult.failed("it was asked too late");
        }
        try {
          // Without a time limit of its own, which could end before or after that of the probe.
          connection.connect(new InetSocketAddress(address, target.place().port()));
        } catch (SocketException refused) {
          failure = refused;
          continue;
        }
        String path = target.path();
        return path == null
            ? ProbeResult.reached("accepts connections")
            : answer(target.isTls() ? encrypted(connection, host) : connection, path);
      }
    }
    throw failure;
  }

  private synchronized boolean hold(Socket connection) {
    socket = connection;
    return !isCut;
  }

  /** Ends the attempt from another thread. */
  synchronized void cut() {
    isCut = true;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException closed) {
        // It is of no use any more.
      }
    }
  }

  private Socket encrypted(Socket plain, String host) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket encrypted =
        (SSLSocket) factory.createSocket(plain, host, target.place().port(), true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    encrypted.startHandshake();
    return encrypted;
  }

  private ProbeResult answer(Socket connection, String path) throws IOException {
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + target.place()
            + "\r\nUser-Agent: noetl-runtime\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    connection.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    connection.getOutputStream().flush();
    String line = firstLine(connection.getInputStream());
    if (!line.matches("HTTP/1\\.[01] [1-9][0-9][0-9]( .*)?")) {
      return ProbeResult.failed("it does not answer in HTTP");
    }
    int query = path.indexOf('?');
    String words =
        "GET "
            + (query < 0 ? path : path.substring(0, query))
            + " answers "
            + line.substring(9, 12);
    return line.charAt(9) == '2' ? ProbeResult.reached(words) : ProbeResult.failed(words);
  }

  private static String firstLine(InputStream answer) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = answer.read();
    while (c >= 0 && c != '\n' && line.length() < LONGEST_LINE) {
      line.append((char) c);
      c = answer.read();
    }
    return line.toString().strip();
  }
}
