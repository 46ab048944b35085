package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.client.PrivateAuthority;
import io.noetl.runtime.json.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients without a token that want to take all the memory that the launcher gives serve. */
@Timeout(300)
@IntegrationTest
class HostileClientsIT {

  private static final String BEAT =
      "POST /api/worker/pool/heartbeat HTTP/1.1\r\nHost: localhost\r\n";

  @TempDir private Path folder;
  private ProcessHome home;
  private Process process;
  private URI address;
  private HttpClient client;
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();

  @BeforeEach
  void open() throws IOException {
    home = new ProcessHome(folder);
  }

  @AfterEach
  void leaveNothing() throws IOException {
    hangUp();
    home.close();
  }

  private void serve(String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of(Launcher.PROGRAM, "serve", "--access-log"));
    line.addAll(List.of("--listen", "127.0.0.1:0", "--database", home.database()));
    line.addAll(List.of(more));
    process = home.start(line);
    home.await("it listens", () -> home.file("err").contains("\"listening\""));
    String listening =
        home.file("err")
            .lines()
            .filter(one -> one.contains("\"listening\""))
            .findFirst()
            .orElseThrow();
    address = URI.create(Json.readObject(listening).text("address"));
    client = HttpClient.newBuilder().sslContext(PrivateAuthority.MADE.clientContext()).build();
    home.await("it registers", () -> post("register"));
  }

  private void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private boolean post(String what) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/worker/pool/" + what))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"demo\"}"))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException tryAgain) {
      return false;
    }
  }

  /** A worker that sends heartbeats, and retries them without an answer, as workers do. */
  private Thread beating() {
    return Thread.startVirtualThread(() -> {
      try {
        while (!Thread.interrupted()) {
          answered.addAndGet(post("heartbeat") ? 1 : 0);
          Thread.sleep(20);
        }
      } catch (InterruptedException enough) {
        // The attack is over.
      }
    });
  }

  private long metric(String sample) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve("/metrics")).build();
    return client
        .send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .map(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElseThrow()
        .longValue();
  }

  private long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return all.count();
    }
  }

  /** Sends bytes on many open connections, beside a worker that sends heartbeats. */
  private void attack(int connections, byte[] bytes, String counter, int atLeast) throws Exception {
    long before = descriptors();
    Thread worker = beating();
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", address.getPort());
    for (int i = 0; i < connections; i++) {
      Socket socket = new Socket();
      sockets.add(socket);
      try {
        socket.connect(server, 60_000);
        socket.getOutputStream().write(bytes);
      } catch (IOException cut) {
        // As others are.
      }
    }
    int during = answered.get();
    home.await("beats are answered while it lasts", () -> answered.get() > during + 3);
    home.await("some are cut", () -> metric(counter) >= atLeast);
    worker.interrupt();
    worker.join();
    hangUp();
    home.await("descriptors are as before", () -> descriptors() <= before + 5);
    for (String what : List.of("heads", "bodies", "tls", "answers")) {
      String held = "noetl_runtime_held_bytes{of=\"" + what + "\"}";
      home.await("nothing is held: " + what, () -> metric(held) == 0);
    }
    assertTrue(post("heartbeat"));
    assertTrue(process.isAlive());
    assertEquals(-1, home.file("err").indexOf("OutOfMemoryError"));
  }

  @Test
  void endlessBodiesAndHeadsDoNotAffectOtherClients() throws Exception {
    serve();
    String body = BEAT + "Content-Length: 1048576\r\n\r\n" + "x".repeat((1 << 20) - 1);
    attack(
        40,
        body.getBytes(StandardCharsets.US_ASCII),
        "noetl_runtime_bodies_refused_total{reason=\"cut\"}",
        25);
    String head = BEAT + "X: " + "x".repeat(15_000);
    attack(
        1500,
        head.getBytes(StandardCharsets.US_ASCII),
        "noetl_runtime_connections_lost_total{reason=\"head_limit\"}",
        1000);
  }

  @Test
  void endlessTlsRecordsDoNotAffectOtherClients() throws Exception {
    PrivateAuthority authority = PrivateAuthority.MADE;
    serve(
        "--tls-cert",
        authority.certificate("server").toString(),
        "--tls-key",
        authority.key("server").toString());
    byte[] record = new byte[16_000];
    System.arraycopy(new byte[] {22, 3, 1, 0x40, 0, 1, 0, 0x3f, (byte) 0xfc}, 0, record, 0, 9);
    attack(1000, record, "noetl_runtime_connections_lost_total{reason=\"tls_limit\"}", 500);
  }
}
