package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a loop beats.
 *
 * @param interval the time between two beats
 * @param splay the first beat comes at a moment drawn from this time; zero for at once
 * @param maxFailures after how many failures in a row the loop gives up; null for never
 * @param unknownGrace how long a name may stay unknown that nobody knows how to register
 * @param reportEvery the time between two {@link HeartbeatEvent.Report}s; null for none
 * @param guard takes each registration that the next call may write, and throws where it must not
 */
public record HeartbeatOptions(
    Duration interval,
    Duration splay,
    @Nullable Integer maxFailures,
    Duration unknownGrace,
    @Nullable Duration reportEvery,
    Consumer<RuntimeRegistrationRequest> guard) {

  /** A loop that begins at once and never gives up on a registry that does not answer. */
  public static HeartbeatOptions every(Duration interval) {
    return new HeartbeatOptions(interval, Duration.ZERO, null, Duration.ZERO, null, any -> {});
  }
}
