package io.noetl.runtime.text;

import java.time.Duration;

/** Durations as people read them in a table: two units at most, the smaller one with two digits. */
public final class AgeFormat {

  private AgeFormat() {}

  /** The text of an age, such as {@code 59s}, {@code 2m05s}, {@code 3h12m} or {@code 4d07h}. */
  public static String text(Duration age) {
    if (age.isNegative()) {
      return "0s";
    }
    if (age.toDays() > 0) {
      return text(age.toDays(), 'd', age.toHoursPart(), 'h');
    }
    if (age.toHours() > 0) {
      return text(age.toHours(), 'h', age.toMinutesPart(), 'm');
    }
    if (age.toMinutes() > 0) {
      return text(age.toMinutes(), 'm', age.toSecondsPart(), 's');
    }
    return age.toSeconds() + "s";
  }

  private static String text(long large, char largeUnit, int small, char smallUnit) {
    StringBuilder text = new StringBuilder().append(large).append(largeUnit);
    if (small < 10) {
      text.append('0');
    }
    return text.append(small).append(smallUnit).toString();
  }
}
