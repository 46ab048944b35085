package io.noetl.runtime.agent;

import io.noetl.runtime.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts the events of a loop, for a line of JSON at intervals. */
public final class HeartbeatStatistics implements Consumer<HeartbeatEvent> {

  /** Limits the memory; more latencies would hardly change the percentiles. */
  private static final int MOST_LATENCIES = 4096;

  private final List<Long> latencies = new ArrayList<>();
  private long sent;
  private long missed;
  private long missing;
  private long registeredAgain;

  @Override
  public void accept(HeartbeatEvent event) {
    switch (event) {
      case HeartbeatEvent.Succeeded alive -> {
        sent++;
        if (latencies.size() < MOST_LATENCIES) {
          latencies.add(alive.latency().toNanos());
        }
      }
      case HeartbeatEvent.Recovered recovered -> {
        missed += recovered.missed();
        missing = 0;
      }
      case HeartbeatEvent.Registered registered -> registeredAgain += registered.first() ? 0 : 1;
      case HeartbeatEvent.Failed failed -> {
        sent++;
        missing = failed.missed();
      }
      case HeartbeatEvent.Lost lost -> {}
      case HeartbeatEvent.Report report -> {}
      case HeartbeatEvent.Ended ended -> {}
    }
  }

  /**
   * The counts since the beginning, and the latencies in milliseconds since the last call of this.
   */
  public JsonObject take() {
    latencies.sort(null);
    JsonObject line =
        JsonObject.EMPTY
            .with("sent", sent)
            .with("missed", missed + missing)
            .with("re_registered", registeredAgain)
            .with("latency_ms_p50", atRank(0.5))
            .with("latency_ms_p95", atRank(0.95))
            .with("latency_ms_max", atRank(1));
    latencies.clear();
    return line;
  }

  /** The nearest rank, in whole milliseconds; null where there is none. */
  private @Nullable Long atRank(double part) {
    if (latencies.isEmpty()) {
      return null;
    }
    int rank = Math.max(1, (int) Math.ceil(part * latencies.size()));
    return Duration.ofNanos(latencies.get(rank - 1)).toMillis();
  }
}
