package io.noetl.runtime.endpoint.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** A part of the endpoint that has its own metrics. */
@FunctionalInterface
public interface MetricSource {

  /** Registers its metrics. */
  void registerAt(PrometheusRegistry metrics);
}
