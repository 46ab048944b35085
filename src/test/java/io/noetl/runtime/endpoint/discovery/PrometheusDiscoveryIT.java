package io.noetl.runtime.endpoint.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.TestServer;
import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real Prometheus finds its targets through the server. */
@IntegrationTest
class PrometheusDiscoveryIT extends EndpointFixture {

  private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<TestServer> targets = new ArrayList<>();
  private Process prometheus;

  @AfterEach
  void end() throws InterruptedException {
    if (prometheus != null) {
      prometheus.destroyForcibly().waitFor();
    }
    targets.forEach(TestServer::close);
    client.close();
  }

  /** A small target that has one metric at one path; answers its port. */
  private int target(String path, int value) throws IOException {
    TestServer server =
        TestServer.start(exchange -> {
          boolean isIt = exchange.getRequestURI().toString().equals(path);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          TestServer.answer(exchange, isIt ? 200 : 404, "jobs_active " + value + "\n");
        });
    targets.add(server);
    return server.port();
  }

  /** Starts Prometheus on a free port; answers its address. */
  private String startPrometheus() throws Exception {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "needs " + PROGRAM + ": install Debian's package prometheus (.ci/run does)");
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        """
        scrape_configs:
          - job_name: noetl
            scrape_interval: 1s
            http_sd_configs:
              - url: %s/api/discovery/prometheus?label=scraped
                refresh_interval: 500ms
            relabel_configs:
              - source_labels: [__meta_noetl_name]
                target_label: component
              - source_labels: [__meta_noetl_label_scraped]
                target_label: scraped
        """
            .formatted(endpoint.address()));
    Path log = folder.resolve("prometheus.log");
    prometheus =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    String listening = "msg=\"Listening on\" address=";
    long start = System.nanoTime();
    while (!Files.readString(log).contains(listening)) {
      assertTrue(prometheus.isAlive(), Files.readString(log));
      pause(start, Files.readString(log));
    }
    String after = Files.readString(log).split(listening, 2)[1];
    return "http://" + after.lines().findFirst().orElseThrow().strip();
  }

  private static void pause(long start, String what) {
    assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), what);
    LockSupport.parkNanos(50_000_000);
  }

  private Map<String, String> values(String prometheus, String query) throws Exception {
    String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    String body =
        client
            .send(
                HttpRequest.newBuilder(URI.create(prometheus + path)).build(),
                BodyHandlers.ofString())
            .body();
    Map<String, String> values = new TreeMap<>();
    JsonObject data = TestJson.object(body).object("data");
    for (JsonObject result :
        data.has("result") ? TestJson.items(data, "result") : List.<JsonObject>of()) {
      JsonObject labels = result.object("metric");
      values.put(
          labels.text("component") + " " + labels.text("scraped"),
          result.get("value").get(1).asString());
    }
    return values;
  }

  private void awaitValues(String prometheus, String query, Map<String, String> expected)
      throws Exception {
    long start = System.nanoTime();
    Map<String, String> values = values(prometheus, query);
    while (!values.equals(expected)) {
      pause(start, query + ": " + values + Files.readString(folder.resolve("prometheus.log")));
      values = values(prometheus, query);
    }
  }

  private void register(String body) {
    assertEquals(200, endpoint.post("/api/runtime/register", body).status());
  }

  @Test
  void serverAndComponentsAreScraped() throws Exception {
    serve();
    register(
        "{'name':'api','kind':'server_api','uri':'%s','labels':{'scraped':'a'}}"
            .formatted(endpoint.address()));
    register(
        "{'name':'one','hostname':'127.0.0.1','labels':{'scraped':'b'},'meta':{'metrics_port':%d}}"
            .formatted(target("/metrics", 3)));
    register("{'name':'not','uri':'http://127.0.0.1:1'}");
    String prometheus = startPrometheus();
    awaitValues(prometheus, "up", Map.of("api a", "1", "one b", "1"));
    awaitValues(prometheus, "jobs_active", Map.of("one b", "3"));
    register(
        "{'name':'two','labels':{'scraped':'c'},'meta':{'metrics_uri':'http://127.0.0.1:%d/own?a=b'}}"
            .formatted(target("/own?a=b", 7)));
    awaitValues(prometheus, "jobs_active", Map.of("one b", "3", "two c", "7"));
    assertEquals(
        Map.of("api a", "1"), values(prometheus, "noetl_runtime_database_up"), "the server's own");
  }
}
