package io.noetl.runtime.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The limits of numbers in labels and meta: every registry stores such numbers exactly, and none is
 * longer than a text could be.
 */
public final class NumberLimits {

  public static final String SHOULD_BE =
      "Number should have at most 64 significant digits and an exponent from -400 to 400";

  private static final int MOST_DIGITS = 64;
  private static final int HIGHEST_EXPONENT = 400;

  /** The parsing time grows with the square of the digits; no integer field needs more. */
  private static final int LONGEST_WHOLE_NUMBER = 32;

  private NumberLimits() {}

  public static boolean isAllowed(Number number) {
    if (number instanceof Integer || number instanceof Long) {
      return true;
    }
    BigDecimal decimal;
    try {
      decimal =
          number instanceof BigInteger whole
              ? new BigDecimal(whole)
              : new BigDecimal(number.toString());
    } catch (NumberFormatException infinite) {
      return false;
    }
    // The exponent first: stripping the zeros of a huge number would take too long.
    return Math.abs(exponent(decimal)) <= HIGHEST_EXPONENT
        && (decimal.precision() <= MOST_DIGITS
            || decimal.stripTrailingZeros().precision() <= MOST_DIGITS);
  }

  /** The power of ten that the first digit stands for. */
  public static long exponent(BigDecimal decimal) {
    return (long) decimal.precision() - decimal.scale() - 1;
  }

  /** Whether a text is short enough to be read as a whole number. */
  public static boolean isReadable(String text) {
    return text.length() <= LONGEST_WHOLE_NUMBER;
  }
}
