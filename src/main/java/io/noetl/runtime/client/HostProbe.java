package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of the host of the first hop, which is the server or its proxy. */
final class HostProbe {

  private final String name;
  private final int port;
  private final String toward;
  private final ClientOptions options;
  private List<InetAddress> addresses = List.of();
  private @Nullable InetSocketAddress open;

  HostProbe(URI firstHop, String server, ClientOptions options) {
    String host = firstHop.getHost();
    this.name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    boolean tls = "https".equalsIgnoreCase(firstHop.getScheme());
    this.port = firstHop.getPort() >= 0 ? firstHop.getPort() : tls ? 443 : 80;
    this.toward = firstHop.equals(options.server().base()) ? "" : ", the proxy to " + server;
    this.options = options;
  }

  /** Resolves the host name. */
  Finding resolve() {
    try {
      addresses = List.of(InetAddress.getAllByName(name));
    } catch (UnknownHostException unknown) {
      throw HttpDiagnosis.unreachable(options, "the host name " + name + " is unknown", unknown);
    }
    List<String> texts = addresses.stream().map(InetAddress::getHostAddress).toList();
    return Finding.ok(
        (texts.equals(List.of(name)) ? name + " needs none" : name + " is " + joined(texts))
            + toward);
  }

  /** Connects to the addresses in turn, until one accepts. */
  Finding connect() {
    List<String> refusals = new ArrayList<>();
    IOException last = null;
    for (InetAddress address : addresses) {
      InetSocketAddress target = new InetSocketAddress(address, port);
      try (Socket socket = new Socket()) {
        socket.connect(target, (int) Math.max(1, options.timeout().toMillis() / 2));
        open = target;
        break;
      } catch (IOException failure) {
        last = failure;
        refusals.add(text(target) + " " + reason(failure));
      }
    }
    if (open == null) {
      throw refused(refusals, last);
    }
    String accepts = text(open) + " takes connections";
    return refusals.isEmpty()
        ? Finding.ok(accepts)
        : Finding.warning(accepts + ", but " + joined(refusals));
  }

  /** The host name that the certificate must match. */
  String name() {
    return name;
  }

  /** The address that accepted a connection. */
  InetSocketAddress open() {
    InetSocketAddress found = open;
    if (found == null) {
      throw new IllegalStateException("nothing was connected to yet");
    }
    return found;
  }

  private RuntimeApiException refused(List<String> refusals, @Nullable IOException last) {
    RuntimeApiException failure =
        HttpDiagnosis.unreachable(
            options, joined(refusals), last == null ? new ConnectException() : last);
    OtherServer other = OtherServer.of(options);
    return other == null ? failure : other.explain(failure);
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case SocketTimeoutException silent -> "does not answer the connection";
      case ConnectException refused -> "refuses the connection";
      default -> "fails: " + failure.getMessage();
    };
  }

  private static String text(InetSocketAddress target) {
    String address = target.getAddress().getHostAddress();
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + target.getPort();
  }

  private static String joined(List<String> texts) {
    return String.join(", ", texts);
  }
}
