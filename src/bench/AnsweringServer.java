import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** Answers as a NoETL server answers heartbeats and lists; writes its port into a file. */
final class AnsweringServer {

  private static final String DONE =
      """
      {"status":"ok","name":"demo","runtime_id":"383317589704572928","runtime":null}\
      """;
  private static final String LIST =
      """
      {"items":[{"name":"demo","runtime":{"type":"python"},"status":"ready","capacity":10,\
      "labels":{},"heartbeat":"2026-11-23T18:07:20.933533+00:00"}],"count":1,"error":null}\
      """;

  private AnsweringServer() {}

  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          boolean isList = exchange.getRequestMethod().equals("GET");
          byte[] answer = (isList ? LIST : DONE).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    Files.writeString(Path.of(args[0]), Integer.toString(server.getAddress().getPort()));
  }
}
