package io.noetl.runtime.cli.process;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The time of this host.
 *
 * @param wall the local time of day; ages are measured with the registry's own clock where it tells
 *     its time
 * @param time the time that passes, for commands that wait
 */
public record Clock(InstantSource wall, MonotonicClock time) implements InstantSource {

  @Override
  public Instant instant() {
    return wall.instant();
  }

  /** The moment from which ages are measured: the registry's time, or the local one for null. */
  public Instant asOf(@Nullable Instant registryTime) {
    return registryTime == null ? instant() : registryTime;
  }
}
