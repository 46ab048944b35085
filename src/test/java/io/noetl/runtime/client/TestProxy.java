package io.noetl.runtime.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A small HTTP proxy that remembers the first line of each request: it tunnels what asks for {@code
 * CONNECT} and passes on what names a whole address, one request for each connection.
 */
final class TestProxy implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final String user;
  private ServerSocket listener;

  /** A proxy without authentication. */
  TestProxy() {
    this(null);
  }

  /** A proxy that requires {@code user:password}. */
  TestProxy(String user) {
    this.user = user;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    asked.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** Host and port. */
  String authority() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** The first line of each request. */
  List<String> asked() {
    return asked;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      List<String> head = head(client.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      asked.add(head.getFirst().replace(" HTTP/1.1", ""));
      String[] request = head.getFirst().split(" ");
      if (!isAllowed(head)) {
        write(
            client.getOutputStream(),
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic"
                + " realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      } else if (request[0].equals("CONNECT")) {
        URI target = URI.create("tcp://" + request[1]);
        try (Socket server = connect(target)) {
          write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
          join(client, server);
        }
      } else {
        URI target = URI.create(request[1]);
        try (Socket server = connect(target)) {
          write(server.getOutputStream(), passedOn(head, target));
          join(client, server);
        }
      }
    } catch (IOException broken) {
      // One of the two has gone.
    }
  }

  private boolean isAllowed(List<String> head) {
    if (user == null) {
      return true;
    }
    String proof =
        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    return head.stream().anyMatch(("Proxy-Authorization: " + proof)::equalsIgnoreCase);
  }

  /** The head as the server gets it: no whole address, and nothing that is meant for the proxy. */
  private static String passedOn(List<String> head, URI target) {
    List<String> lines = new ArrayList<>();
    String path =
        target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
    lines.add(head.getFirst().split(" ")[0] + " " + path + " HTTP/1.1");
    lines.add("Connection: close");
    for (String line : head.subList(1, head.size())) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (!lower.startsWith("proxy-") && !lower.startsWith("connection:")) {
        lines.add(line);
      }
    }
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private Socket connect(URI target) throws IOException {
    Socket server = new Socket(target.getHost(), target.getPort());
    open.add(server);
    return server;
  }

  private static void join(Socket client, Socket server) throws IOException {
    Thread up =
        Thread.ofVirtual()
            .start(() -> {
              try {
                client.getInputStream().transferTo(server.getOutputStream());
              } catch (IOException closed) {
                // The other direction has ended.
              }
            });
    server.getInputStream().transferTo(client.getOutputStream());
    client.close();
    try {
      up.join();
    } catch (InterruptedException interrupted) {
      throw new UncheckedIOException(new IOException(interrupted));
    }
  }

  private static List<String> head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return List.of();
      }
      head.append((char) next);
    }
    return List.of(head.toString().strip().split("\r\n"));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
