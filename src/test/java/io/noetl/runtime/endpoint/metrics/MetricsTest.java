package io.noetl.runtime.endpoint.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.TestEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of metrics. */
class MetricsTest extends EndpointFixture {

  @BeforeEach
  void serveRegistry() {
    serve();
  }

  private List<String> lines(String prefix) {
    return endpoint.get("/metrics").text().lines().filter(line -> line.startsWith(prefix)).toList();
  }

  @Test
  void answersAreCountedByRouteMethodAndStatus() {
    endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}");
    endpoint.post("/api/worker/pool/heartbeat/", "{'name':'b'}");
    endpoint.get("/api/runtimes/broker/secret-name");
    endpoint.get("/nowhere");
    assertEquals(
        """
        http_request_duration_seconds_count{method="",route="none",status="404"} 1
        http_request_duration_seconds_count{method="GET",route="/api/runtimes/{kind}/{name}",status="404"} 1
        http_request_duration_seconds_count{method="POST",route="/api/worker/pool/heartbeat",status="404"} 2
        """
            .strip(),
        String.join("\n", lines("http_request_duration_seconds_count")));
    List<String> buckets =
        lines("http_request_duration_seconds_bucket{method=\"POST\"").stream()
            .map(line -> line.replaceAll(".*le=\"(.*)\"} .*", "$1"))
            .toList();
    assertEquals(
        "0.001 0.002 0.005 0.01 0.025 0.05 0.1 0.25 0.5 1.0 2.5 5.0 10.0 +Inf",
        String.join(" ", buckets));
    assertTrue(
        lines("http_request_duration_seconds_bucket{method=\"POST\"").getLast().endsWith(" 2"));
  }

  @Test
  void componentsAreCountedByKindAndEffectiveStatus() {
    endpoint.post("/api/runtime/register", "{'name':'a'}");
    endpoint.post("/api/runtime/register", "{'name':'b'}");
    endpoint.post("/api/runtime/register", "{'name':'n','kind':'broker','uri':'u'}");
    endpoint.post("/api/broker/deregister", "{'name':'n'}");
    assertEquals(
        """
        noetl_runtime_components{kind="broker",status="offline"} 1.0
        noetl_runtime_components{kind="worker_pool",status="ready"} 2.0
        """
            .strip(),
        String.join("\n", lines("noetl_runtime_components{")));
    assertEquals(List.of("noetl_runtime_database_up 1.0"), lines("noetl_runtime_database_up"));
  }

  @Test
  void databaseConnectionsAndCommitsAreShown() {
    endpoint.post("/api/runtime/register", "{'name':'a'}");
    endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}");
    endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}");
    endpoint.post("/api/worker/pool/heartbeat", "{'name':'nobody'}");
    assertEquals(
        """
        noetl_runtime_database_connections{state="active"} 0.0
        noetl_runtime_database_connections{state="idle"} 1.0
        noetl_runtime_database_connections_max 1.0
        noetl_runtime_database_connections_waiting 0.0
        """
            .strip(),
        String.join("\n", lines("noetl_runtime_database_connections")));
    assertEquals(
        """
        noetl_runtime_heartbeats_per_commit_bucket{le="1.0"} 2
        noetl_runtime_heartbeats_per_commit_bucket{le="2.0"} 2
        noetl_runtime_heartbeats_per_commit_bucket{le="5.0"} 2
        noetl_runtime_heartbeats_per_commit_bucket{le="10.0"} 2
        noetl_runtime_heartbeats_per_commit_bucket{le="20.0"} 2
        noetl_runtime_heartbeats_per_commit_bucket{le="50.0"} 2
        noetl_runtime_heartbeats_per_commit_bucket{le="100.0"} 2
        noetl_runtime_heartbeats_per_commit_bucket{le="200.0"} 2
        noetl_runtime_heartbeats_per_commit_bucket{le="500.0"} 2
        noetl_runtime_heartbeats_per_commit_bucket{le="+Inf"} 2
        noetl_runtime_heartbeats_per_commit_count 2
        noetl_runtime_heartbeats_per_commit_sum 2.0
        """
            .strip(),
        String.join("\n", lines("noetl_runtime_heartbeats_per_commit")));
  }

  @Test
  void dashboardUsesOnlyExistingMetrics() throws IOException {
    endpoint.get("/health");
    endpoint.post("/api/runtime/register", "{'name':'a','capacity':4}");
    endpoint.post("/api/runtime/heartbeat", "{'name':'a','metrics':{'active':3}}");
    Set<String> samples =
        Stream.concat(lines("").stream(), endpoint.get("/metrics/components").text().lines())
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replaceAll("[{ ].*", ""))
            .collect(Collectors.toSet());
    String dashboard = Files.readString(Path.of("src/dist/grafana/noetl-runtime.json"));
    TestJson.object(dashboard);
    List<String> expressions =
        Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"")
            .matcher(dashboard)
            .results()
            .map(match -> match.group(1))
            .toList();
    Set<String> wanted = new HashSet<>(Set.of("noetl_runtime_info"));
    for (String expression : expressions) {
      List<String> names =
          Pattern.compile("([a-z_]+)\\{")
              .matcher(expression)
              .results()
              .map(match -> match.group(1))
              .toList();
      assertFalse(names.isEmpty(), expression);
      wanted.addAll(names);
    }
    assertTrue(expressions.size() >= 15, expressions.toString());
    assertTrue(dashboard.contains("label_values(noetl_runtime_info, job)"));
    wanted.removeAll(samples);
    assertEquals(Set.of(), wanted);
  }

  @Test
  void pageIsInPrometheusTextFormat() {
    endpoint.get("/health");
    endpoint.post("/api/runtime/register", "{'name':'a'}");
    TestEndpoint.Answer page = endpoint.get("/metrics");
    assertEquals("text/plain; version=0.0.4; charset=utf-8", page.header("Content-Type"));
    Set<String> families = new HashSet<>();
    for (String line : page.text().split("\n")) {
      if (line.startsWith("# TYPE ")) {
        assertTrue(families.add(line.split(" ")[2]), "a family stands together: " + line);
      } else if (!line.startsWith("# HELP ")) {
        assertTrue(line.matches("[a-z_]+(\\{([a-z]+=\"[^\"\\n]*\",?)+})? [0-9.+eE-]+"), line);
        assertTrue(
            families.contains(line.replaceAll("[{ ].*", "").replaceAll("_(bucket|sum|count)$", "")),
            line);
      }
    }
    assertEquals(
        "http_request_duration_seconds jvm_memory_used_bytes noetl_runtime_bodies_refused_total"
            + " noetl_runtime_calls_in_flight noetl_runtime_calls_refused_total"
            + " noetl_runtime_components noetl_runtime_components_blocked noetl_runtime_connections"
            + " noetl_runtime_connections_lost_total noetl_runtime_database_connections"
            + " noetl_runtime_database_connections_max noetl_runtime_database_connections_waiting"
            + " noetl_runtime_database_up noetl_runtime_heartbeats_per_commit"
            + " noetl_runtime_held_bytes noetl_runtime_info noetl_runtime_list_clients"
            + " noetl_runtime_log_lines_dropped_total noetl_runtime_requests_refused_total"
            + " noetl_runtime_sweeps_total noetl_runtime_swept_components_total"
            + " noetl_runtime_task_age_seconds process_cpu_seconds_total process_max_fds"
            + " process_open_fds process_resident_memory_bytes process_start_time_seconds"
            + " process_virtual_memory_bytes",
        families.stream().sorted().collect(Collectors.joining(" ")));
  }

  @Test
  void pageIsInOpenMetricsOnRequest() {
    endpoint.get("/health");
    TestEndpoint.Answer page =
        endpoint.send(
            "GET", "/metrics", null, "Accept", "application/openmetrics-text;version=1.0.0");
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8", page.header("Content-Type"));
    assertTrue(page.text().endsWith("\n# EOF\n"));
    assertTrue(page.text().contains("# TYPE noetl_runtime_sweeps counter\n"));
    Set<String> plain = samples(endpoint.get("/metrics").text());
    assertEquals(plain, samples(page.text()));
  }

  /** The names and labels of the samples, without values. */
  private static Set<String> samples(String page) {
    return page.lines()
        .filter(line -> !line.startsWith("#") && !line.contains("/metrics"))
        .map(line -> line.replaceAll(" [^ ]*$", ""))
        .collect(Collectors.toSet());
  }
}
