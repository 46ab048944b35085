package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RuntimeApiException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a loop tells whoever listens, on the thread of the loop. */
public sealed interface HeartbeatEvent {

  /**
   * A beat arrived.
   *
   * @param runtimeId the registry's id of the component; null where it keeps it to itself
   * @param latency how long the registry took
   * @param interval when the next one is due, jitter aside
   */
  record Succeeded(
      HeartbeatTarget subject, @Nullable String runtimeId, Duration latency, Duration interval)
      implements HeartbeatEvent {}

  /**
   * The registration was written.
   *
   * @param wasUnknown whether the registry did not know it; else somebody asked for it
   * @param first whether nothing of this loop had arrived before
   */
  record Registered(
      HeartbeatTarget subject, @Nullable String runtimeId, boolean wasUnknown, boolean first)
      implements HeartbeatEvent {}

  /**
   * A try failed.
   *
   * @param inARow how many did since the last beat that arrived
   * @param missed how many beats should have been in that time
   */
  record Failed(RuntimeApiException why, int inARow, long missed) implements HeartbeatEvent {}

  /** The first failure after a beat that arrived, or of all. */
  record Lost(HeartbeatTarget subject, RuntimeApiException why) implements HeartbeatEvent {}

  /**
   * The first beat that arrives after failures.
   *
   * @param after the time since the first failure
   * @param missed how many beats should have been in that time
   */
  record Recovered(HeartbeatTarget subject, Duration after, long missed)
      implements HeartbeatEvent {}

  /** It is time to report. */
  record Report() implements HeartbeatEvent {}

  /** Nothing more comes. */
  record Ended() implements HeartbeatEvent {}
}
