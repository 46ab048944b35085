package io.noetl.runtime.cli.registry;

import io.noetl.runtime.output.Ages;
import java.time.Duration;
import java.time.Instant;

/** How far this machine's clock is ahead of the registry's. */
public record ClockOffset(Duration ahead) {

  /** Two seconds, and one more because the Date header of HTTP leaves the fraction out. */
  private static final Duration TOLERATED = Duration.ofSeconds(3);

  public static ClockOffset between(Instant there, Instant here) {
    return new ClockOffset(Duration.between(there, here));
  }

  /** Whether the two count as the same. */
  public boolean isTolerated() {
    return ahead.abs().compareTo(TOLERATED) <= 0;
  }

  /** Such as {@code 5s behind the registry's}. */
  public String text() {
    return Ages.text(ahead.abs())
        + (ahead.isNegative() ? " behind" : " ahead of")
        + " the registry's";
  }
}
