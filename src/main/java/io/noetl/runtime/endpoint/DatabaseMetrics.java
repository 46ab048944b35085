package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.DatabaseWork;

/** What the page of metrics says of connections and commits. */
final class DatabaseMetrics {

  private static final String CONNECTIONS = "noetl_runtime_database_connections";
  private static final String COMMITS = "noetl_runtime_heartbeats_per_commit";

  private DatabaseMetrics() {}

  static void write(DatabaseWork work, MetricsText text) {
    text.family(CONNECTIONS, "gauge", "Connections to the database by their state.");
    text.sample(CONNECTIONS, work.active(), "state", "active");
    text.sample(CONNECTIONS, work.idle(), "state", "idle");
    text.single(
        "noetl_runtime_database_connections_max",
        "gauge",
        "How many connections there may be.",
        work.most());
    text.single(
        "noetl_runtime_database_connections_waiting",
        "gauge",
        "Callers that wait for a connection.",
        work.waiting());
    text.family(COMMITS, "histogram", "Heartbeats that were committed together.");
    long count = 0;
    for (DatabaseWork.Commits commits : work.commits()) {
      count += commits.count();
      boolean isLast = commits.largest() == Integer.MAX_VALUE;
      text.sample(
          COMMITS + "_bucket",
          count,
          "le",
          isLast ? "+Inf" : MetricsText.number(commits.largest()));
    }
    text.sample(COMMITS + "_sum", work.heartbeats());
    text.sample(COMMITS + "_count", count);
  }
}
