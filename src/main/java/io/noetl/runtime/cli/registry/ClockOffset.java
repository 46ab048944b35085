package io.noetl.runtime.cli.registry;

import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.time.Instant;

/** The offset of the local clock from the registry's clock. */
public record ClockOffset(Duration ahead) {

  /** Two seconds, and one more because the Date header of HTTP leaves the fraction out. */
  private static final Duration TOLERATED = Duration.ofSeconds(3);

  public static ClockOffset between(Instant there, Instant here) {
    return new ClockOffset(Duration.between(there, here));
  }

  /** Whether the offset is small enough to be ignored. */
  public boolean isTolerated() {
    return ahead.abs().compareTo(TOLERATED) <= 0;
  }

  /** The offset in words, such as {@code 5s behind the registry's}. */
  public String text() {
    return AgeFormat.text(ahead.abs())
        + (ahead.isNegative() ? " behind" : " ahead of")
        + " the registry's";
  }
}
