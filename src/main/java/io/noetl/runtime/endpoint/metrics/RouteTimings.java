package io.noetl.runtime.endpoint.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The durations of one route's answers by status; looks each histogram up only once. */
public final class RouteTimings {

  private static final int STATUSES = 600;
  private static final double NANOS = 1e9;

  private final String method;
  private final String route;
  private final AtomicReferenceArray<DistributionDataPoint> byStatus =
      new AtomicReferenceArray<>(STATUSES);

  /** Timings without an answer; method and route are labels. */
  public RouteTimings(String method, String route) {
    this.method = method;
    this.route = route;
  }

  public void record(Histogram durations, int status, long nanos) {
    DistributionDataPoint point = byStatus.get(status);
    if (point == null) {
      point = durations.labelValues(method, route, Integer.toString(status));
      byStatus.set(status, point);
    }
    point.observe(nanos / NANOS);
  }

  /** How many answers had this status or a higher one. */
  public long count(int lowest) {
    long count = 0;
    for (int status = lowest; status < STATUSES; status++) {
      DistributionDataPoint point = byStatus.get(status);
      count += point == null ? 0 : point.getCount();
    }
    return count;
  }
}
