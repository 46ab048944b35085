package io.noetl.runtime.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * NoETL's gateway: requires the token of a session, puts {@code /api} in the place of {@code
 * /noetl}, and drops the bodies of deletions.
 */
final class GatewayServer implements AutoCloseable {

  private static final String PREFIX = "/noetl";

  private final String upstream;
  private final String token;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  GatewayServer(String upstream, String token) throws IOException {
    this.upstream = upstream;
    this.token = token;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PREFIX + "/", this::forward);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PREFIX;
  }

  /** Method and path of each request, in order. */
  List<String> asked() {
    return asked;
  }

  private void forward(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String method = exchange.getRequestMethod();
    URI uri = exchange.getRequestURI();
    asked.add(method + " " + uri.getPath());
    if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, null, "Missing authentication token".getBytes(StandardCharsets.UTF_8));
      return;
    }
    boolean keepsBody = !method.equals("GET") && !method.equals("DELETE");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(upstream + "/api" + uri.toString().substring(PREFIX.length())))
            .method(method, keepsBody ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody())
            .header("Content-Type", "application/json")
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      String type = answer.headers().firstValue("Content-Type").orElse(null);
      answer(exchange, answer.statusCode(), type, answer.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    if (type != null) {
      exchange.getResponseHeaders().set("Content-Type", type);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
