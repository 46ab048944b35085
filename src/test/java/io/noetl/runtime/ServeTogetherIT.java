package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the distribution's serve on one PostgreSQL. */
@IntegrationTest
class ServeTogetherIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path home;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Served> running = new ArrayList<>();
  private PostgresDatabase database;

  @BeforeEach
  void createTable() {
    database = PostgresServer.shared(18).createDatabase().withTable();
  }

  @AfterEach
  void end() {
    running.forEach(served -> served.process.destroyForcibly());
    client.close();
  }

  /** A process that serves, and what it logs. */
  private record Served(Process process, String address, List<String> log) {

    long swept(String component) {
      return log.stream()
          .map(TestJson::object)
          .filter(line -> "swept".equals(line.text("event")))
          .filter(
              line -> String.valueOf(TestJson.plain(line.get("components"))).contains(component))
          .count();
    }
  }

  private Served serve() throws IOException {
    ServeProcess process =
        ServeProcess.start(
            home,
            Map.of(
                "NOETL_RUNTIME_OFFLINE_SECONDS", "2s", "NOETL_WORKER_HEARTBEAT_INTERVAL", "250ms"),
            "--database",
            database.url(),
            "--sweep-interval",
            "200ms");
    Served served = new Served(process.process(), process.address(), new CopyOnWriteArrayList<>());
    Thread.ofPlatform().daemon().start(() -> process.log().lines().forEach(served.log::add));
    running.add(served);
    return served;
  }

  private HttpResponse<String> post(Served to, String path, String name) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(to.address + path))
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString("{\"name\":\"" + name + "\"}"))
            .build(),
        BodyHandlers.ofString());
  }

  private String register(Served to, String name) throws Exception {
    return id(post(to, "/api/worker/pool/register", name));
  }

  private String beat(Served to, String name) throws Exception {
    return id(post(to, "/api/worker/pool/heartbeat", name));
  }

  private static String id(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    return TestJson.object(answer.body()).text("runtime_id");
  }

  private JsonObject look(Served at, String kind, String name) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(at.address + "/api/runtimes/" + kind + "/" + name))
                .timeout(PATIENCE)
                .build(),
            BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return TestJson.object(answer.body());
  }

  /** The server as the component that it is. */
  private static String ownName(Served served, List<String> names) {
    String port = served.address.substring(served.address.lastIndexOf(':'));
    return names.stream().filter(name -> name.endsWith(port)).findFirst().orElseThrow();
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), () -> "never came: " + what);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Test
  void whatComesThroughOneIsSeenThroughTheOther() throws Exception {
    Served one = serve();
    Served other = serve();
    String id = register(one, "shared");
    JsonObject before = look(other, "worker_pool", "shared");
    assertEquals(id + " ready", before.text("runtime_id") + " " + before.text("status"));
    assertEquals(id, beat(other, "shared"));
    JsonObject after = look(one, "worker_pool", "shared");
    assertTrue(after.instant("heartbeat").isAfter(before.instant("heartbeat")));
    assertEquals(id, beat(one, "shared"));
    assertTrue(
        look(other, "worker_pool", "shared")
            .instant("heartbeat")
            .isAfter(after.instant("heartbeat")));
    assertEquals(id, register(other, "shared"), "the row is the same");
    assertEquals(id, id(post(other, "/api/worker/pool/deregister", "shared")));
    assertEquals("offline", look(one, "worker_pool", "shared").text("status"));
    await(
        "both are components",
        () ->
            database
                .rows("SELECT count(*) FROM noetl.runtime WHERE kind = 'server_api'")
                .equals(List.of("2")));
  }

  @Test
  void oneMarksStaleComponentsAndTheOtherTakesOverWhenItDies() throws Exception {
    Served one = serve();
    Served other = serve();
    await(
        "both are components",
        () ->
            database
                .rows("SELECT count(*) FROM noetl.runtime WHERE kind = 'server_api'")
                .equals(List.of("2")));
    String name =
        ownName(one, database.rows("SELECT name FROM noetl.runtime WHERE kind = 'server_api'"));
    register(one, "first");
    await(
        "the silent one is marked",
        () -> look(other, "worker_pool", "first").text("status").equals("offline"));
    await(
        "it is told", () -> one.swept("worker_pool/first") + other.swept("worker_pool/first") > 0);

    one.process.destroyForcibly().waitFor();

    await(
        "the dead server is marked",
        () -> look(other, "server_api", name).text("status").equals("offline"));
    register(other, "second");
    await("the next silent one is marked", () -> other.swept("worker_pool/second") == 1);
    assertEquals("offline", look(other, "worker_pool", "second").text("status"));
    assertEquals(
        1, one.swept("worker_pool/first") + other.swept("worker_pool/first"), "one of them did it");
  }

  @Test
  void heartbeatsOfOneComponentThroughBothServersAreAllAcknowledged() throws Exception {
    Served one = serve();
    Served other = serve();
    String id = register(one, "shared");
    List<Thread> clients = new ArrayList<>();
    Map<Served, List<String>> answers =
        Map.of(one, new CopyOnWriteArrayList<>(), other, new CopyOnWriteArrayList<>());
    for (Served to : List.of(one, other, one, other)) {
      clients.add(
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < 25; i++) {
              try {
                answers.get(to).add(beat(to, "shared"));
              } catch (Exception | AssertionError failed) {
                answers.get(to).add(failed.toString());
              }
            }
          }));
    }
    for (Thread beats : clients) {
      assertTrue(beats.join(PATIENCE));
    }
    for (Served to : List.of(one, other)) {
      assertEquals(50, answers.get(to).size());
      assertEquals(List.of(id), answers.get(to).stream().distinct().toList());
    }
  }
}
