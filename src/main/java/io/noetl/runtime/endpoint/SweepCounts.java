package io.noetl.runtime.endpoint;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How the sweeps ended. */
final class SweepCounts implements Metrics.Counts {

  /** What came of a sweep. */
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

  SweepCounts() {
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
  public void writeTo(MetricsText text) {
    text.family("noetl_runtime_sweeps_total", "counter", "Sweeps by their result.");
    results.forEach((result, count) ->
        text.sample("noetl_runtime_sweeps_total", count.sum(), "result", result.word));
    text.single(
        "noetl_runtime_swept_components_total",
        "counter",
        "Components that this process marked offline.",
        marked.sum());
  }
}
