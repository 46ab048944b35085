package io.noetl.runtime.endpoint;

import io.noetl.runtime.endpoint.metrics.MetricSource;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The metrics of one part, in text format. */
public final class MetricsPage {

  private MetricsPage() {}

  public static String of(MetricSource counts) {
    PrometheusRegistry metrics = new PrometheusRegistry();
    counts.registerAt(metrics);
    return PrometheusTextFormatWriter.builder().build().toDebugString(metrics.scrape());
  }
}
