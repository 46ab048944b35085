import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server that gives the answers of a registry, for the commands that train the start-up cache.
 */
final class TrainingServer implements AutoCloseable {

  private static final String ITEM =
      """
      {"name":"demo","kind":"worker_pool","runtime":{"type":"python"},"status":"ready",\
      "capacity":10,"labels":{"env":"prod"},"heartbeat":"2026-11-23T18:07:20.933533+00:00",\
      "created_at":"2026-11-23T18:07:20.933533+00:00",\
      "updated_at":"2026-11-23T18:07:20.933533+00:00"}\
      """;
  private static final String LIST = "{\"items\":[" + ITEM + "],\"count\":1,\"error\":null}";
  private static final String DONE =
      """
      {"status":"ok","name":"demo","kind":"worker_pool","runtime_id":"383317589704572928"}\
      """;

  private static final String UNKNOWN =
      """
      {"detail":{"status":"unknown","name":"ghost"}}\
      """;

  private static final String PASSWORD = "training";

  private final HttpServer server;
  private final String scheme;

  private TrainingServer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", TrainingServer::answer);
    server.start();
  }

  static TrainingServer plain() throws IOException {
    return new TrainingServer(HttpServer.create(free(), 0), "http");
  }

  /** A server with a certificate that it makes itself, kept in the folder. */
  static TrainingServer secure(Path folder) throws IOException, InterruptedException {
    HttpsServer server = HttpsServer.create(free(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(folder.resolve("training.p12"))));
    return new TrainingServer(server, "https");
  }

  private static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static SSLContext context(Path file) throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    List<String> keytool =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    if (new ProcessBuilder(keytool).redirectErrorStream(true).start().waitFor() != 0) {
      throw new IOException("keytool made no certificate to train with");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(stream, PASSWORD.toCharArray());
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IOException("no TLS to train with", impossible);
    }
  }

  String address() {
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean unknown = request.contains("ghost");
    String answer = exchange.getRequestMethod().equals("GET") ? LIST : DONE;
    byte[] body = (unknown ? UNKNOWN : answer).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(unknown ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
