package io.noetl.runtime.cli.resident;

import io.noetl.runtime.agent.HeartbeatEvent;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;

/** The lines of the log about heartbeats. */
final class HeartbeatMessages {

  private HeartbeatMessages() {}

  static void started(Duration interval, String registry, Diagnostics diagnostics) {
    diagnostics.event(
        "started",
        "started: a heartbeat every " + text(interval) + " to " + registry,
        JsonObject.EMPTY.with("interval_ms", interval.toMillis()).with("registry", registry));
  }

  /** An interval in the largest units that it has, such as {@code 15s} or {@code 250ms}. */
  private static String text(Duration interval) {
    return interval.toMillisPart() == 0 ? AgeFormat.text(interval) : interval.toMillis() + "ms";
  }

  static void lost(HeartbeatEvent.Lost lost, Diagnostics diagnostics) {
    diagnostics.problem(
        "lost", "lost: " + String.valueOf(lost.why().getMessage()), JsonObject.EMPTY);
  }

  static void recovered(HeartbeatEvent.Recovered recovered, Diagnostics diagnostics) {
    long seconds = recovered.after().plusMillis(500).toSeconds();
    diagnostics.event(
        "recovered",
        "recovered after "
            + seconds
            + " s, "
            + recovered.missed()
            + (recovered.missed() == 1 ? " heartbeat missed" : " heartbeats missed"),
        JsonObject.EMPTY.with("outage_s", seconds).with("missed", recovered.missed()));
  }

  static void registered(HeartbeatEvent.Registered registered, Diagnostics diagnostics) {
    String id = registered.runtimeId();
    diagnostics.event(
        "registered",
        written(registered) + (id == null ? "" : " (runtime_id " + id + ")"),
        JsonObject.EMPTY.withPresent("runtime_id", id));
  }

  private static String written(HeartbeatEvent.Registered registered) {
    if (registered.first()) {
      return "registered";
    }
    return registered.wasUnknown() ? "was unknown, registered again" : "registered again";
  }

  /** With {@code -v} only, as every heartbeat. */
  static void succeeded(HeartbeatEvent.Succeeded alive, Diagnostics diagnostics) {
    if (diagnostics.isVerbose()) {
      long millis = alive.latency().toMillis();
      diagnostics.event(
          "heartbeat",
          "heartbeat sent in " + millis + " ms",
          JsonObject.EMPTY.with("latency_ms", millis).withPresent("runtime_id", alive.runtimeId()));
    }
  }

  /** With {@code -v} only: the first one of an outage is reported anyway. */
  static void failed(HeartbeatEvent.Failed failed, Diagnostics diagnostics) {
    if (diagnostics.isVerbose()) {
      diagnostics.problem(
          "heartbeat_failed",
          "heartbeat failed, "
              + failed.inARow()
              + " in a row: "
              + String.valueOf(failed.why().getMessage()),
          JsonObject.EMPTY.with("in_a_row", failed.inARow()));
    }
  }
}
