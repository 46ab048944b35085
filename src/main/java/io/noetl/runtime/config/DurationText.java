package io.noetl.runtime.config;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as people write them: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
public final class DurationText {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** More digits than the longest duration in its smallest unit has, a fraction included. */
  private static final int MOST_DIGITS = 20;

  private DurationText() {}

  /**
   * Reads a duration from one millisecond to a year; a number without a unit is in seconds.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Duration parse(String text) {
    String stripped = text.strip();
    int numberEnd = numberEnd(stripped);
    long unit = nanosOf(stripped.substring(numberEnd));
    String number = stripped.substring(0, numberEnd);
    if (unit == 0 || !isDecimal(number)) {
      throw new IllegalArgumentException(
          EscapedText.quoted(text) + " is not a duration: use 500ms, 5s, 2m or 1h");
    }
    BigDecimal nanos = new BigDecimal(number).multiply(BigDecimal.valueOf(unit));
    if (nanos.compareTo(BigDecimal.valueOf(SHORTEST.toNanos())) < 0) {
      throw new IllegalArgumentException(
          EscapedText.quoted(text) + " is too short for a duration: use 1ms or more");
    }
    if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      throw new IllegalArgumentException(
          EscapedText.quoted(text) + " is too long for a duration: use 8760h or less");
    }
    return Duration.ofNanos(nanos.longValue());
  }

  private static int numberEnd(String text) {
    int end = 0;
    while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    return end;
  }

  /** How many nanoseconds the unit has; 0 where there is no such unit. */
  private static long nanosOf(String unit) {
    return switch (unit) {
      case "ms" -> 1_000_000L;
      case "s", "" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 0;
    };
  }

  /** Whether it is digits with at most one point, which has digits on both sides. */
  private static boolean isDecimal(String number) {
    int point = number.indexOf('.');
    return !number.isEmpty()
        && number.length() <= MOST_DIGITS
        && point == number.lastIndexOf('.')
        && point != 0
        && point != number.length() - 1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
