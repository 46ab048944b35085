package io.noetl.runtime.endpoint;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** How long the answers of one route took, by status. */
final class Timings {

  private static final int STATUSES = 600;

  private final AtomicReferenceArray<Histogram> byStatus = new AtomicReferenceArray<>(STATUSES);

  void record(int status, long nanos) {
    Histogram histogram = byStatus.get(status);
    if (histogram == null) {
      byStatus.compareAndSet(status, null, new Histogram());
      histogram = byStatus.get(status);
    }
    histogram.record(nanos);
  }

  /** How many answers had this status or a higher one. */
  long count(int lowest) {
    long count = 0;
    for (int status = lowest; status < STATUSES; status++) {
      Histogram histogram = byStatus.get(status);
      count += histogram == null ? 0 : histogram.count();
    }
    return count;
  }

  void writeTo(MetricsText text, String name, String method, String route) {
    for (int status = 0; status < STATUSES; status++) {
      Histogram histogram = byStatus.get(status);
      if (histogram != null) {
        histogram.writeTo(
            text, name, "method", method, "route", route, "status", Integer.toString(status));
      }
    }
  }
}
