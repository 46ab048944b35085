package io.noetl.runtime.output;

/** Numbers as a row of small bars, the highest of which is the largest number. */
public final class Sparkline {

  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** One bar for each number; the lowest bar is for zero alone. */
  public static String of(int... numbers) {
    int largest = 1;
    for (int number : numbers) {
      largest = Math.max(largest, number);
    }
    StringBuilder line = new StringBuilder(numbers.length);
    int highest = BARS.length() - 1;
    for (int number : numbers) {
      // Rounded up, so that one of many is still to be seen.
      line.append(BARS.charAt((number * highest + largest - 1) / largest));
    }
    return line.toString();
  }
}
