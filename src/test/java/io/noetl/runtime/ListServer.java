package io.noetl.runtime;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** A server that lists worker pools, all of one status, and that can be stopped and restarted. */
final class ListServer implements AutoCloseable {

  volatile String status = "ready";
  volatile List<String> names = List.of("demo");

  /** A permit for each request. */
  final Semaphore requests = new Semaphore(0);

  private HttpServer server;
  private final int port;

  ListServer() throws IOException {
    listen(0);
    this.port = server.getAddress().getPort();
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  void stop() {
    server.stop(0);
  }

  void restart() throws IOException {
    listen(port);
  }

  private void listen(int where) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.release();
          byte[] body = list().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private String list() {
    Instant now = Instant.now();
    return names.stream()
        .map(name ->
            """
            {"name":"%s","kind":"worker_pool","status":"%s","heartbeat":"%s"}\
            """
                .formatted(name, status, now))
        .collect(Collectors.joining(",", "{\"items\":[", "],\"count\":" + names.size() + "}"));
  }

  @Override
  public void close() {
    stop();
  }
}
