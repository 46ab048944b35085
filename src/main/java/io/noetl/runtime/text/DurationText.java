package io.noetl.runtime.text;

import java.time.Duration;

/**
 * Durations as people write them: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 7d}.
 */
public final class DurationText {

  private static final long SHORTEST_NANOS = 1_000_000L;
  private static final long LONGEST_NANOS = 8760 * 3_600_000_000_000L;

  /** As many digits as a long holds whatever they are. */
  private static final int MOST_DIGITS = 18;

  /** What the smallest unit can be divided into. */
  private static final int MOST_DECIMALS = 6;

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
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    String decimals = point < 0 ? "0" : number.substring(point + 1);
    if (unit == 0 || !isDigits(whole, MOST_DIGITS) || !isDigits(decimals, MOST_DECIMALS)) {
      throw refused(text, "is not a duration: use 500ms, 5s, 2m, 1h or 7d");
    }
    long nanos = nanos(Long.parseLong(whole), decimals, unit);
    if (nanos < SHORTEST_NANOS) {
      throw refused(text, "is too short for a duration: use 1ms or more");
    }
    if (nanos > LONGEST_NANOS) {
      throw refused(text, "is too long for a duration: use 8760h or less");
    }
    return Duration.ofNanos(nanos);
  }

  /** Without BigDecimal: loading its classes would take longer than all else that happens here. */
  private static long nanos(long units, String decimals, long unit) {
    if (units > LONGEST_NANOS / unit) {
      return Long.MAX_VALUE;
    }
    long millionths = Long.parseLong((decimals + "000000").substring(0, MOST_DECIMALS));
    return units * unit + millionths * (unit / 1_000_000);
  }

  private static IllegalArgumentException refused(String text, String problem) {
    return new IllegalArgumentException(EscapedText.quoted(text) + " " + problem);
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
      case "d" -> 86_400_000_000_000L;
      default -> 0;
    };
  }

  /** Whether digits are all that is there, at least one and no more than {@code most}. */
  private static boolean isDigits(String text, int most) {
    return !text.isEmpty() && text.length() <= most && text.indexOf('.') < 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
