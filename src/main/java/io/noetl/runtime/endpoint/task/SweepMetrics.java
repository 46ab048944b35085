package io.noetl.runtime.endpoint.task;

import io.noetl.runtime.endpoint.metrics.MetricSource;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts sweeps by their result. */
public final class SweepMetrics implements MetricSource {

  /** The result of a sweep. */
  enum Result {
    SWEPT("swept"),
    NOTHING_SILENT("nothing_silent"),
    WAITING("waiting"),
    HELD_BACK("held_back"),
    FAILED("failed");

    private final String word;

    Result(String word) {
      this.word = word;
    }
  }

  private final Map<Result, LongAdder> results = new EnumMap<>(Result.class);
  private final LongAdder marked = new LongAdder();

  public SweepMetrics() {
    for (Result result : Result.values()) {
      results.put(result, new LongAdder());
    }
  }

  void count(Result result) {
    Objects.requireNonNull(results.get(result)).increment();
  }

  void marked(int components) {
    marked.add(components);
  }

  @Override
  public void registerAt(PrometheusRegistry metrics) {
    CounterWithCallback.builder()
        .name("noetl_runtime_sweeps_total")
        .help("Sweeps by their result.")
        .labelNames("result")
        .callback(page ->
            results.forEach((result, count) -> page.call((double) count.sum(), result.word)))
        .register(metrics);
    CounterWithCallback.builder()
        .name("noetl_runtime_swept_components_total")
        .help("Components that this process marked offline.")
        .callback(page -> page.call((double) marked.sum()))
        .register(metrics);
  }
}
