package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's serve as a process: what signals make of it. */
@IntegrationTest
class ServeIT {

  @TempDir private Path home;
  private final HttpClient client = HttpClient.newHttpClient();
  private Process process;
  private ServeProcess serve;
  private String address;

  private void serve(String... more) throws IOException {
    serve(Map.of(), more);
  }

  private void serve(Map<String, String> variables, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("--database", "sqlite:" + database()));
    options.addAll(List.of(more));
    serve = ServeProcess.start(home, variables, options.toArray(String[]::new));
    process = serve.process();
    address = serve.address();
  }

  private Path database() {
    return home.resolve("runtime.db");
  }

  @AfterEach
  void end() {
    client.close();
    process.destroyForcibly();
  }

  private void signal(String name) throws Exception {
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
  }

  private int register(String name) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/worker/pool/register"))
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString("{\"name\":\"" + name + "\"}"))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    return answer.statusCode();
  }

  @Test
  void termAnswersTheRequestThatIsHalfHereAndEndsWithZero() throws Exception {
    serve();
    String body = "{\"name\":\"late\"}";
    try (Socket socket = new Socket("127.0.0.1", URI.create(address).getPort())) {
      socket.setSoTimeout(60_000);
      send(
          socket,
          "POST /api/worker/pool/register HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + body.length()
              + "\r\nContent-Type: application/json\r\n\r\n"
              + body.substring(0, 5));
      // The answer to a later request says that the half one has been taken, too.
      assertEquals(200, register("early"));
      signal("TERM");
      serve.awaitEvent("draining");
      send(socket, body.substring(5));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    assertEquals(0, process.exitValue());
    assertEquals(Set.of("early ready", "late ready"), rows());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  void systemdHearsOfItsStartAndOfItsEnd() throws Exception {
    String path = home.resolve("notify").toString();
    try (NotifySocket socket = new NotifySocket(path)) {
      serve(Map.of("NOTIFY_SOCKET", path));
      assertEquals("READY=1|STATUS=Serving at " + address, socket.next());
      assertEquals(200, register("early"));
      signal("TERM");
      assertEquals("STOPPING=1|STATUS=Finishing requests in flight", socket.next());
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
      assertEquals(0, process.exitValue());
    }
  }

  @Test
  void missingSystemdDoesNotPreventServing() throws Exception {
    serve(Map.of("NOTIFY_SOCKET", home.resolve("nobody").toString()));
    assertEquals(
        "{\"time\":\"TIME\",\"level\":\"info\",\"event\":\"note\",\"message\":\"cannot notify"
            + " systemd: no process receives datagrams at the socket\"}",
        serve.log().readLine().replaceFirst("[\\d-]{10}T[\\d:.]+Z", "TIME"));
    assertEquals(200, register("early"));
  }

  @Test
  void graceEndsTheWaitForARequestThatNeverComes() throws Exception {
    serve("--grace", "200ms");
    try (Socket socket = new Socket("127.0.0.1", URI.create(address).getPort())) {
      send(
          socket,
          "POST /api/worker/pool/register HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Content-Length: 100\r\n\r\n"
              + "{");
      assertEquals(200, register("early"));
      signal("TERM");
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
      assertEquals(0, process.exitValue());
    }
  }

  @Test
  void killLosesNothingThatWasAcknowledged() throws Exception {
    serve();
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        String prefix = "c" + i + "-";
        clients.execute(() -> registerUntilItEnds(prefix, acknowledged));
      }
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (acknowledged.size() < 200 && System.nanoTime() < end) {
        Thread.sleep(5);
      }
      signal("KILL");
    }
    assertTrue(acknowledged.size() >= 200, acknowledged.size() + " registrations");
    Set<String> lost = new HashSet<>(acknowledged);
    lost.removeAll(rows());
    assertEquals(Set.of(), lost);
  }

  private void registerUntilItEnds(String prefix, Set<String> acknowledged) {
    try {
      for (int i = 0; ; i++) {
        if (register(prefix + i) == 200) {
          acknowledged.add(prefix + i + " ready");
        }
      }
    } catch (IOException gone) {
      // As it should.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void hangupTakesNewTokens() throws Exception {
    Path tokens = Files.writeString(home.resolve("tokens"), "write old\n");
    serve("--tokens-file", tokens.toString());
    assertEquals(200, list("old"));
    Files.writeString(tokens, "read new\n");
    signal("HUP");
    serve.awaitEvent("reloaded");
    assertEquals(200, list("new"));
    assertEquals(401, list("old"));
  }

  private int list(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/worker/pools"))
            .header("Authorization", "Bearer " + token)
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** The worker pools and their status, read from the file. */
  private Set<String> rows() {
    try (RuntimeService registry = TestRegistry.sqlite(database())) {
      return registry.list(RuntimeListQuery.of(null)).items().stream()
          .filter(item -> "worker_pool".equals(item.kind()))
          .map(item -> item.name() + " " + item.status())
          .collect(Collectors.toSet());
    }
  }

  @Test
  void movedDatabaseIsAnError() throws Exception {
    serve("--sweep-interval", "1h");
    assertEquals(200, register("early"));
    Path aside = home.resolve("aside.db");
    Files.move(database(), aside);

    assertEquals(503, register("late"));
    assertEquals(503, register("late"));
    String reason = String.valueOf(serve.awaitEvent("database_unreachable").text("message"));
    assertTrue(reason.contains("was moved or removed while it was in use"), reason);
    assertFalse(Files.exists(database()));

    Files.move(aside, database());
    assertEquals(200, register("later"));
    signal("TERM");
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    assertEquals(Set.of("early ready", "later ready"), rows());
  }
}
