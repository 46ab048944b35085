package io.noetl.runtime.endpoint.api;

import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Components as metrics in the text formats of Prometheus. The samples of one metric stand
 * together, so each has a buffer while the components are read one by one.
 */
final class ComponentMetricsPage {

  private final Family up =
      new Family("noetl_component_up", "Whether the component is neither stale nor offline.");
  private final Family age =
      new Family("noetl_component_heartbeat_age_seconds", "Time since the last heartbeat.");
  private final Family capacity =
      new Family("noetl_component_capacity", "Number of jobs the component runs at once.");
  private final Family metric =
      new Family("noetl_component_metric", "Metrics that the component reported.");

  void add(RuntimeComponentInfo component, Liveness liveness) {
    String labels = label("kind", component.kind()) + "," + label("name", component.name());
    up.add(labels, liveness.isAlive() ? "1" : "0");
    Duration silence = liveness.age();
    if (silence != null) {
      age.add(labels, Double.toString(silence.toMillis() / 1000.0));
    }
    JsonNode jobs = component.json().get("capacity");
    if (jobs != null && isReadable(jobs)) {
      capacity.add(labels, jobs.asString());
    }
    for (Map.Entry<String, JsonNode> reported : component.metrics().properties()) {
      if (isReadable(reported.getValue())) {
        metric.add(
            labels + "," + label("metric", reported.getKey()), reported.getValue().asString());
      }
    }
  }

  /** Prometheus drops a whole page for a number that no double holds. */
  private static boolean isReadable(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.doubleValue(Double.NaN));
  }

  byte[] text(boolean isOpenMetrics) {
    ByteArrayOutputStream page = new ByteArrayOutputStream(up.size() * 4);
    for (Family family : new Family[] {up, age, capacity, metric}) {
      family.writeTo(page);
    }
    if (isOpenMetrics) {
      page.writeBytes("# EOF\n".getBytes(StandardCharsets.US_ASCII));
    }
    return page.toByteArray();
  }

  private static String label(String name, @Nullable String value) {
    String text = value == null ? "" : value;
    StringBuilder label = new StringBuilder(text.length() + 16).append(name).append("=\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> label.append("\\\\");
        case '"' -> label.append("\\\"");
        case '\n' -> label.append("\\n");
        default -> label.append(c);
      }
    }
    return label.append('"').toString();
  }

  private static final class Family {

    private final String name;
    private final String help;
    private final ByteArrayOutputStream samples = new ByteArrayOutputStream();

    Family(String name, String help) {
      this.name = name;
      this.help = help;
    }

    void add(String labels, String value) {
      String line = name + "{" + labels + "} " + value + "\n";
      samples.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    }

    int size() {
      return samples.size();
    }

    void writeTo(ByteArrayOutputStream page) {
      if (samples.size() > 0) {
        String head = "# TYPE " + name + " gauge\n# HELP " + name + " " + help + "\n";
        page.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        page.writeBytes(samples.toByteArray());
      }
    }
  }
}
