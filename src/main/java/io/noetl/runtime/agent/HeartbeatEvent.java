package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RuntimeApiException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An event of a heartbeat loop; its listener is called on the thread of the loop. */
public sealed interface HeartbeatEvent {

  /**
   * A heartbeat succeeded.
   *
   * @param runtimeId the registry's id of the component; null if the response has none
   * @param latency how long the registry took
   * @param interval when the next one is due, jitter aside
   */
  record Succeeded(
      HeartbeatTarget subject, @Nullable String runtimeId, Duration latency, Duration interval)
      implements HeartbeatEvent {}

  /**
   * The registration was written.
   *
   * @param wasUnknown whether the registry did not know it; else it was requested
   * @param first whether nothing of this loop had succeeded before
   */
  record Registered(
      HeartbeatTarget subject, @Nullable String runtimeId, boolean wasUnknown, boolean first)
      implements HeartbeatEvent {}

  /**
   * A heartbeat failed.
   *
   * @param inARow the number of failures since the last heartbeat that succeeded
   * @param missed the number of heartbeats that were due in that time
   */
  record Failed(RuntimeApiException why, int inARow, long missed) implements HeartbeatEvent {}

  /** The first failure, or the first one after a success. */
  record Lost(HeartbeatTarget subject, RuntimeApiException why) implements HeartbeatEvent {}

  /**
   * The first success after failures.
   *
   * @param after the time since the first failure
   * @param missed the number of heartbeats that were due in that time
   */
  record Recovered(HeartbeatTarget subject, Duration after, long missed)
      implements HeartbeatEvent {}

  /** It is time to report. */
  record Report() implements HeartbeatEvent {}

  /** Nothing more comes. */
  record Ended() implements HeartbeatEvent {}
}
