package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.process.MonotonicClock;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.diagnosis.Finding;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Observes a component for a while: its heartbeat interval and the processes that register it. */
final class HeartbeatObserver {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  private final RuntimeApi registry;
  private final RuntimeKind kind;
  private final String name;
  private final MonotonicClock time;
  private final Set<Instant> heartbeats = new LinkedHashSet<>();
  private final Set<String> owners = new LinkedHashSet<>();

  HeartbeatObserver(RuntimeApi registry, RuntimeKind kind, String name, MonotonicClock time) {
    this.registry = registry;
    this.kind = kind;
    this.name = name;
    this.time = time;
  }

  /** Polls the component for a duration and reports its heartbeats. */
  Finding observe(RuntimeComponentInfo first, Duration observed) {
    record(first);
    if (observed.isZero()) {
      return Finding.skipped("not watched");
    }
    long end = time.nanos() + observed.toNanos();
    while (time.nanos() < end) {
      pause(Duration.ofNanos(Math.min(POLL_INTERVAL.toNanos(), end - time.nanos())));
      registry.list(RuntimeListQuery.named(kind, name)).items().forEach(this::record);
    }
    int seen = heartbeats();
    if (owners.size() > 1) {
      return Finding.warning(several() + " in " + AgeFormat.text(observed));
    }
    return Finding.ok(
        switch (seen) {
          case 0 -> "no heartbeat in " + AgeFormat.text(observed);
          case 1 -> "one heartbeat in " + AgeFormat.text(observed);
          default -> seen + " heartbeats in " + AgeFormat.text(observed) + ", " + span(seen);
        });
  }

  /** The number of heartbeats since the first row. */
  int heartbeats() {
    return Math.max(0, heartbeats.size() - 1);
  }

  /** The processes that registered the name during the observation. */
  Set<String> owners() {
    return owners;
  }

  private String several() {
    return String.join(" and ", owners) + " register it in turn";
  }

  private String span(int seen) {
    List<Instant> all = List.copyOf(heartbeats);
    Duration span = Duration.between(all.get(1), all.getLast());
    long millis = Math.max(1, span.toMillis() / Math.max(1, seen - 1));
    return "one every " + millis + " ms";
  }

  private void record(RuntimeComponentInfo row) {
    Instant heartbeat = row.heartbeat();
    if (heartbeat != null) {
      heartbeats.add(heartbeat);
    }
    if (row.hostname() != null || row.pid() != null) {
      owners.add(row.process().inWords());
    }
  }

  private void pause(Duration pause) {
    try {
      time.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RuntimeApiException.TimedOut(
          "interrupted while watching " + name, Details.causedBy(interrupted));
    }
  }
}
