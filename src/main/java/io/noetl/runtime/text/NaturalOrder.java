package io.noetl.runtime.text;

/** The order of names for people: numbers in them count by their value. */
public final class NaturalOrder {

  private NaturalOrder() {}

  /** Compares two names; names that differ are never equal. */
  public static int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      if (isDigit(one.charAt(i)) && isDigit(other.charAt(j))) {
        int endOfOne = endOfNumber(one, i);
        int endOfOther = endOfNumber(other, j);
        int order = compareNumbers(one.substring(i, endOfOne), other.substring(j, endOfOther));
        if (order != 0) {
          return order;
        }
        i = endOfOne;
        j = endOfOther;
      } else if (one.charAt(i) == other.charAt(j)) {
        i++;
        j++;
      } else {
        return Character.compare(one.charAt(i), other.charAt(j));
      }
    }
    int rest = Integer.compare(one.length() - i, other.length() - j);
    return rest == 0 ? one.compareTo(other) : rest;
  }

  /** Compares by length without leading zeros first, since numbers may be of any length. */
  private static int compareNumbers(String one, String other) {
    String left = one.substring(leadingZeros(one));
    String right = other.substring(leadingZeros(other));
    int order = Integer.compare(left.length(), right.length());
    return order == 0 ? left.compareTo(right) : order;
  }

  private static int leadingZeros(String digits) {
    int zeros = 0;
    while (zeros < digits.length() && digits.charAt(zeros) == '0') {
      zeros++;
    }
    return zeros;
  }

  private static int endOfNumber(String text, int begin) {
    int end = begin;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
