package io.noetl.runtime.endpoint.metrics;

import io.noetl.runtime.schema.maintenance.DatabaseWork;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** The metrics of database connections and commits. */
final class DatabaseMetrics {

  private static final String CONNECTIONS = "noetl_runtime_database_connections";
  private static final String COMMITS = "noetl_runtime_heartbeats_per_commit";

  private DatabaseMetrics() {}

  /** Adds all of them to a page. */
  static void write(DatabaseWork work, MetricSnapshots.Builder page) {
    page.metricSnapshot(
        GaugeSnapshot.builder()
            .name(CONNECTIONS)
            .help("Connections to the database by their state.")
            .dataPoint(gauge(work.active(), Labels.of("state", "active")))
            .dataPoint(gauge(work.idle(), Labels.of("state", "idle")))
            .build());
    page.metricSnapshot(
        GaugeSnapshot.builder()
            .name("noetl_runtime_database_connections_max")
            .help("Maximum number of connections to the database.")
            .dataPoint(gauge(work.most(), Labels.EMPTY))
            .build());
    page.metricSnapshot(
        GaugeSnapshot.builder()
            .name("noetl_runtime_database_connections_waiting")
            .help("Calls that wait for a connection.")
            .dataPoint(gauge(work.waiting(), Labels.EMPTY))
            .build());
    page.metricSnapshot(commits(work));
  }

  private static HistogramSnapshot commits(DatabaseWork work) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (DatabaseWork.Commits commits : work.commits()) {
      boolean isLast = commits.largest() == Integer.MAX_VALUE;
      buckets.bucket(isLast ? Double.POSITIVE_INFINITY : commits.largest(), commits.count());
    }
    return HistogramSnapshot.builder()
        .name(COMMITS)
        .help("Heartbeats committed in one batch.")
        .dataPoint(
            HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum((double) work.heartbeats())
                .build())
        .build();
  }

  /** One data point of a gauge. */
  static GaugeSnapshot.GaugeDataPointSnapshot gauge(double value, Labels labels) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }
}
