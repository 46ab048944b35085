package io.noetl.runtime.agent;

import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When a loop sends heartbeats, and when it gives up.
 *
 * @param interval the time between two heartbeats
 * @param splay the first heartbeat is sent at a random moment within this time; zero for at once
 * @param maxFailures after how many failures in a row the loop gives up; null for never
 * @param unknownGrace how long a name may stay unknown that the loop cannot register
 * @param reportEvery the time between two {@link HeartbeatEvent.Report}s; null for none
 * @param guard takes each registration before it is sent, and throws where it must not be sent
 * @param metrics what the component reports with a heartbeat; null for nothing
 */
public record HeartbeatOptions(
    Duration interval,
    Duration splay,
    @Nullable Integer maxFailures,
    Duration unknownGrace,
    @Nullable Duration reportEvery,
    Consumer<RuntimeRegistrationRequest> guard,
    Supplier<@Nullable HeartbeatMetrics> metrics) {

  /** A loop that begins at once, and does not give up while the registry does not answer. */
  public static HeartbeatOptions every(Duration interval) {
    return new HeartbeatOptions(
        interval, Duration.ZERO, null, Duration.ZERO, null, any -> {}, () -> null);
  }

  /** The same with a random start. */
  public HeartbeatOptions withSplay(Duration time) {
    return new HeartbeatOptions(
        interval, time, maxFailures, unknownGrace, reportEvery, guard, metrics);
  }

  /** The same with another number of failures; null for no limit. */
  public HeartbeatOptions withMaxFailures(@Nullable Integer limit) {
    return new HeartbeatOptions(interval, splay, limit, unknownGrace, reportEvery, guard, metrics);
  }

  /** The same with another time for an unknown name. */
  public HeartbeatOptions withUnknownGrace(Duration time) {
    return new HeartbeatOptions(interval, splay, maxFailures, time, reportEvery, guard, metrics);
  }

  /** The same with reports; null for none. */
  public HeartbeatOptions withReportEvery(@Nullable Duration time) {
    return new HeartbeatOptions(interval, splay, maxFailures, unknownGrace, time, guard, metrics);
  }

  /** The same with another guard. */
  public HeartbeatOptions withGuard(Consumer<RuntimeRegistrationRequest> other) {
    return new HeartbeatOptions(
        interval, splay, maxFailures, unknownGrace, reportEvery, other, metrics);
  }

  /** The same with metrics, which are read for each heartbeat. */
  public HeartbeatOptions withMetrics(Supplier<@Nullable HeartbeatMetrics> other) {
    return new HeartbeatOptions(
        interval, splay, maxFailures, unknownGrace, reportEvery, guard, other);
  }
}
