package io.noetl.runtime.metric;

/** A number as metrics are written. */
public final class MetricNumber {

  /** More than any double needs. */
  private static final int LONGEST = 400;

  private MetricNumber() {}

  /** A finite number in decimal or scientific notation; NaN for any other text. */
  public static double parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Double.NaN;
    }
    for (int i = 0; i < text.length(); i++) {
      // Java also reads 1f, 0x1p3 and Infinity.
      if ("+-.0123456789eE".indexOf(text.charAt(i)) < 0) {
        return Double.NaN;
      }
    }
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : Double.NaN;
    } catch (NumberFormatException wrong) {
      return Double.NaN;
    }
  }
}
