package io.noetl.runtime.endpoint.metrics;

import io.noetl.runtime.schema.maintenance.ComponentCount;
import io.noetl.runtime.schema.maintenance.RuntimeMaintenance;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The metrics of the endpoint, and their page. */
public final class Metrics {

  /** The upper bounds of the buckets in seconds. */
  private static final double[] BOUNDS = {
    0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final RuntimeMaintenance maintenance;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Histogram durations = durations();
  private final RouteTimings withoutRoute = new RouteTimings("", "none");
  private final ExpositionFormatWriter plain = PrometheusTextFormatWriter.builder().build();
  private final ExpositionFormatWriter open = OpenMetricsTextFormatWriter.create();
  private final SharedCount<List<ComponentCount>> counts;

  public Metrics(
      RuntimeMaintenance maintenance,
      Duration staleAfter,
      String version,
      List<MetricSource> sources) {
    this.maintenance = maintenance;
    this.counts = new SharedCount<>(() -> maintenance.counts(staleAfter));
    registry.register(durations);
    Info.builder()
        .name("noetl_runtime_info")
        .help("Version of the running server.")
        .labelNames("version")
        .register(registry)
        .setLabelValues(version);
    sources.forEach(source -> source.registerAt(registry));
    GaugeWithCallback.builder()
        .name("jvm_memory_used_bytes")
        .help("Used bytes of the heap.")
        .callback(page ->
            page.call(
                (double) (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory())))
        .register(registry);
    ProcessMetrics.builder().register(registry);
  }

  /** The empty histogram of all durations. */
  public static Histogram durations() {
    return Histogram.builder()
        .name("http_request_duration_seconds")
        .help("Time from the request head to the response.")
        .labelNames("method", "route", "status")
        .classicUpperBounds(BOUNDS)
        .classicOnly()
        .withoutExemplars()
        .build();
  }

  /**
   * Counts an answer.
   *
   * @param route the timings of its route; null where it has none
   */
  public void answered(@Nullable RouteTimings route, int status, long nanos) {
    (route == null ? withoutRoute : route).record(durations, status, nanos);
  }

  /** A page of metrics. */
  public record Page(String contentType, byte[] text) {}

  /**
   * The page of all metrics.
   *
   * @param isReachable whether the last call reached the database
   * @param accept the media types that the client accepts; null where it names none
   */
  public Page page(boolean isReachable, @Nullable String accept) {
    List<ComponentCount> components = components();
    MetricSnapshots.Builder page = MetricSnapshots.builder();
    registry.scrape().forEach(page::metricSnapshot);
    boolean isUp = components != null && isReachable;
    page.metricSnapshot(
        GaugeSnapshot.builder()
            .name("noetl_runtime_database_up")
            .help("Whether the database can be reached.")
            .dataPoint(DatabaseMetrics.gauge(isUp ? 1 : 0, Labels.EMPTY))
            .build());
    if (components != null) {
      page.metricSnapshot(snapshot(components));
    }
    DatabaseMetrics.write(maintenance.work(), page);
    ExpositionFormatWriter writer = open.accepts(accept) ? open : plain;
    ByteArrayOutputStream text = new ByteArrayOutputStream(16 * 1024);
    try {
      writer.write(text, page.build());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Page(writer.getContentType(), text.toByteArray());
  }

  private static GaugeSnapshot snapshot(List<ComponentCount> components) {
    GaugeSnapshot.Builder family =
        GaugeSnapshot.builder()
            .name("noetl_runtime_components")
            .help("Components by kind and effective status, uncommon ones as other.");
    components.forEach(same ->
        family.dataPoint(
            DatabaseMetrics.gauge(
                (double) same.count(), Labels.of("kind", same.kind(), "status", same.status()))));
    return family.build();
  }

  /** Null when the database does not answer. */
  private @Nullable List<ComponentCount> components() {
    try {
      return counts.get();
    } catch (TimeoutException | ExecutionException noAnswer) {
      return null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
