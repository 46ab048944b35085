package io.noetl.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** A plain HTTP server of a test, on a free port of the loopback interface. */
public final class TestServer implements AutoCloseable {

  private final HttpServer server;

  private TestServer(HttpServer server) {
    this.server = server;
  }

  /** A server that answers one request at a time. */
  public static TestServer start(HttpHandler handler) throws IOException {
    return start(Runnable::run, handler);
  }

  /** A server that answers requests in the given threads. */
  public static TestServer start(Executor threads, HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
    return new TestServer(server);
  }

  /** Answers a request, once it was read. */
  public static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String address() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
