package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Checks the hosts of a PostgreSQL URL, of which one has to be reachable. */
public final class PostgresHostCheck {

  private static final int PORT = 5432;

  private final String description;
  private final List<PostgresHost> hosts;
  private final Duration timeout;

  public PostgresHostCheck(PostgresUrl url, Duration timeout) {
    this.description = url.description();
    this.hosts = url.hosts();
    this.timeout = timeout;
  }

  /** Resolves their names. */
  public Finding resolve() {
    return any(host -> {
      InetAddress[] addresses = InetAddress.getAllByName(target(host));
      List<String> texts = new ArrayList<>();
      for (InetAddress address : addresses) {
        texts.add(address.getHostAddress());
      }
      return target(host) + " is " + String.join(", ", texts);
    });
  }

  /** Opens a TCP connection to each. */
  public Finding connect() {
    int millis = (int) Math.max(1, timeout.toMillis() / hosts.size());
    return any(host -> {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(target(host), port(host)), millis);
        return target(host) + ":" + port(host) + " takes connections";
      }
    });
  }

  private Finding any(Look look) {
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    Throwable last = null;
    for (PostgresHost host : hosts) {
      try {
        good.add(look.at(host));
      } catch (IOException failure) {
        last = failure;
        bad.add(reason(host, failure));
      }
    }
    if (last != null && good.isEmpty()) {
      throw new RuntimeApiException.Unreachable(
          "cannot reach " + description + ": " + String.join(", ", bad),
          Details.causedBy(last).withHint("start the database, or check --database"));
    }
    String text = String.join(", ", good);
    return bad.isEmpty()
        ? Finding.ok(text)
        : Finding.warning(text + ", but " + String.join(", ", bad));
  }

  private static String reason(PostgresHost host, IOException failure) {
    String place = target(host) + ":" + port(host);
    return switch (failure) {
      case UnknownHostException unknown -> "the host name " + target(host) + " is unknown";
      case SocketTimeoutException silent -> place + " does not answer the connection";
      case ConnectException refused -> place + " refuses the connection";
      default -> place + " fails: " + failure.getMessage();
    };
  }

  private static String target(PostgresHost place) {
    return place.address() == null ? place.name() : place.address();
  }

  private static int port(PostgresHost place) {
    return place.port() == null ? PORT : Integer.parseInt(place.port());
  }

  /** The check of one host. */
  private interface Look {
    String at(PostgresHost host) throws IOException;
  }
}
