package io.noetl.runtime.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestServer;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The versions that doctor reports for servers and workers. */
class DoctorVersionTest {

  private static final String RUST_HEALTH =
      "{\"status\":\"ok\",\"database\":\"connected\",\"nats\":\"removed\",\"uptime_seconds\":3600,"
          + "\"version\":\"3.123.2\"}";

  /** What the Rust server's registry gives. */
  private static final String RUST_METRICS =
      """
      # HELP noetl_server_build_info Always 1; the version label identifies the running binary.
      # TYPE noetl_server_build_info gauge
      noetl_server_build_info{version="3.123.2"} 1
      """;

  /** What the Python server writes. */
  private static final String PYTHON_METRICS =
      """
      # HELP noetl_up NoETL server up status
      # TYPE noetl_up gauge
      noetl_up 1
      # HELP noetl_info Build and server info
      # TYPE noetl_info gauge
      noetl_info{version="0.1.39",name="server"} 1
      # HELP noetl_process_start_time_seconds Start time of the NoETL process
      # TYPE noetl_process_start_time_seconds gauge
      noetl_process_start_time_seconds 1763892000.75
      """;

  private static final String WORKER_METRICS =
      """
      # TYPE noetl_worker_build_info gauge
      noetl_worker_build_info{pod="w-1",version="5.108.1"} 1
      """;

  @TempDir private Path home;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, String> authorizations = new LinkedHashMap<>();
  private TestServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server =
        TestServer.start(exchange -> {
          String path = exchange.getRequestURI().getPath();
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          authorizations.put(path, String.valueOf(token));
          String text = answers.get(path);
          int code = text == null ? 404 : path.equals("/api/health") ? status : 200;
          TestServer.answer(exchange, code, text == null ? "" : text);
        });
    answers.put("/api/worker/pools", "[]");
    answers.put("/api/worker/pool/register", "{}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String url() {
    return server.address();
  }

  private static String step(String name, Ended ended) {
    return ended
        .out()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.replaceFirst("^\\S+ +(\\S+) +\\d+ ms +", "$1: "))
        .findFirst()
        .orElse(ended.toString());
  }

  private String version() {
    Ended ended = new CommandRun(home).run("doctor", "--server", url());
    assertEquals(0, ended.status(), ended.out());
    return step("version", ended);
  }

  @Test
  void rustServerSaysItInItsHealth() {
    answers.put("/api/health", RUST_HEALTH);
    answers.put("/metrics", "noetl_server_build_info{version=\"of the metrics\"} 1\n");
    assertTrue(
        version().matches("ok: 3\\.123\\.2, up since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"),
        version());
    status = 503;
    assertTrue(version().startsWith("ok: 3.123.2, up since "), "unhealthy, but it answers");
  }

  @Test
  void metricsSayItWhereTheHealthDoesNot() {
    answers.put("/metrics", RUST_METRICS);
    assertEquals("ok: 3.123.2", version());
    answers.put("/api/health", "{\"status\":\"ok\"}");
    assertEquals("ok: 3.123.2", version());
    answers.put("/metrics", PYTHON_METRICS);
    assertEquals("ok: 0.1.39, up since 2025-11-23T10:00:00Z", version());
  }

  @Test
  void descriptionIsTheLastPlaceToLook() {
    answers.put("/metrics", "noetl_up 1\nnoetl_info{name=\"server\"} 1\n");
    answers.put("/openapi.json", "{\"info\":{\"title\":\"NoETL API\",\"version\":\"0.1.39\"}}");
    assertEquals("ok: 0.1.39", version());
    answers.remove("/openapi.json");
    assertEquals("skipped: the server does not report its version", version());
    answers.put("/metrics", "<html>noetl_info{version=</html>");
    answers.put("/api/health", "[1]");
    assertEquals("skipped: the server does not report its version", version());
  }

  // Components

  private CommandRun direct() {
    return CommandRun.direct(home).with("NOETL_API_TOKEN", "s3cret");
  }

  private String values(String... component) {
    String[] line = {"doctor", "c", "--observe", "0s", "-k", component[0]};
    return step("values", direct().run(line));
  }

  @Test
  void versionOfTheRegistrationIsShown() {
    direct().run("register", "c", "--meta", "version=1.4.2", "--capacity", "2");
    assertEquals("ok: capacity 2, labels none, version 1.4.2", values("worker_pool"));
    assertEquals(List.of("version:      1.4.2"), version(direct().run("get", "c")));
    assertEquals(
        "name,version\nc,1.4.2\n",
        direct().run("list", "--columns", "name,version", "-o", "csv").out());
  }

  @Test
  void metricsAtTheAddressOfAComponentAreAskedWithoutTheToken() {
    direct().run("register", "c", "--uri", url() + "/api", "--runtime", "rust");
    answers.put("/metrics", WORKER_METRICS);
    assertEquals(
        "ok: capacity unknown, labels none, version 5.108.1 (from its metrics)",
        values("worker_pool"));
    assertEquals("null", authorizations.get("/metrics"));
    answers.put("/metrics", "prometheus_build_info{version=\"2.51\"} 1\n");
    assertEquals("ok: capacity unknown, labels none", values("worker_pool"), "another program");
  }

  @Test
  void addressWithoutAnHttpSchemeIsRefused() {
    direct().run("register", "c", "-k", "broker", "--uri", "nats://127.0.0.1:" + url().length());
    assertEquals("ok: capacity unknown, labels none", values("broker"));
    direct().run("register", "c", "--uri", url());
    assertEquals("ok: capacity unknown, labels none", values("worker_pool"), "it has no metrics");
    server.close();
    assertEquals("ok: capacity unknown, labels none", values("worker_pool"), "nobody listens");
  }

  @Test
  void getDoesNotAsk() {
    direct().run("register", "c", "--uri", url());
    answers.put("/metrics", WORKER_METRICS);
    assertEquals(List.of(), version(direct().run("get", "c")));
    assertNull(authorizations.get("/metrics"));
  }

  private static List<String> version(Ended got) {
    return got.out().lines().filter(line -> line.startsWith("version:")).toList();
  }
}
