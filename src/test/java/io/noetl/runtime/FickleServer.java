package io.noetl.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/** A NoETL server that goes away, comes back, forgets, refuses and hangs as a test wants it. */
final class FickleServer implements AutoCloseable {

  /** What happens between a request and its answer. */
  interface Pause {
    void before(String verb) throws InterruptedException;
  }

  /** The last word of the path of each request, when it came. */
  final List<String> arrived = new CopyOnWriteArrayList<>();

  /** The same when it was done. */
  final List<String> done = new CopyOnWriteArrayList<>();

  /** The status of each verb that is not answered with 200. */
  final Map<String, Integer> statuses = new ConcurrentHashMap<>();

  volatile boolean known = true;

  /** The names of the pools that it lists. */
  volatile List<String> pools = List.of();

  volatile Pause pause = verb -> {};

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReadWriteLock answering = new ReentrantReadWriteLock();
  private HttpServer server;
  private final int port;

  FickleServer() throws IOException {
    listen(0);
    this.port = server.getAddress().getPort();
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Stops listening, after earlier requests have been answered. */
  void down() {
    answering.writeLock().lock();
    try {
      server.stop(0);
    } finally {
      answering.writeLock().unlock();
    }
  }

  /** Listens again where it did. */
  void up() throws IOException {
    listen(port);
  }

  private void listen(int where) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answerWhole);
    server.start();
  }

  private void answerWhole(HttpExchange exchange) throws IOException {
    answering.readLock().lock();
    try {
      answer(exchange);
    } finally {
      answering.readLock().unlock();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String verb = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
    exchange.getRequestBody().readAllBytes();
    arrived.add(verb);
    try {
      pause.before(verb);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      return;
    }
    boolean unknown = verb.equals("heartbeat") && !known;
    int status = unknown ? 404 : statuses.getOrDefault(verb, 200);
    if (verb.equals("register")) {
      known = true;
    }
    String body =
        unknown
            ? "{\"detail\":{\"status\":\"unknown\",\"name\":\"demo\"}}"
            : verb.equals("pools")
                ? listed()
                : "{\"status\":\"ok\",\"name\":\"demo\",\"runtime_id\":\"7\"}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    done.add(verb);
    exchange.close();
  }

  private String listed() {
    String items =
        pools.stream()
            .map(name -> "{\"name\":\"" + name + "\",\"status\":\"ready\"}")
            .collect(Collectors.joining(","));
    return "{\"items\":[" + items + "],\"count\":" + pools.size() + "}";
  }

  /** How often a request came. */
  long count(String verb) {
    return arrived.stream().filter(verb::equals).count();
  }

  /** How many requests came. */
  int asked() {
    return arrived.size();
  }

  /** The requests that write, in the order in which they were done. */
  List<String> writes() {
    return done.stream().filter(verb -> !verb.equals("pools")).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
