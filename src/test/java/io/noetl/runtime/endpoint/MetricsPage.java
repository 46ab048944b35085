package io.noetl.runtime.endpoint;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The page of one part's metrics. */
final class MetricsPage {

  private MetricsPage() {}

  static String of(Metrics.Counts counts) {
    PrometheusRegistry metrics = new PrometheusRegistry();
    counts.registerAt(metrics);
    return PrometheusTextFormatWriter.builder().build().toDebugString(metrics.scrape());
  }
}
