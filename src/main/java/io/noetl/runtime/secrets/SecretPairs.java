package io.noetl.runtime.secrets;

/** Masks values that follow the name of a secret in a text. */
final class SecretPairs {

  private SecretPairs() {}

  /** Masks what follows {@code name=}, as in a query, a list of labels or a DSN. */
  static String assignments(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    int done = 0;
    for (int equals = text.indexOf('=');
        equals >= 0;
        equals = text.indexOf('=', Math.max(done, equals + 1))) {
      int nameEnd = endOfName(text, equals, done);
      int begin = startOfName(text, nameEnd, done);
      // The name first: where it is no secret's, nothing of the value needs to be looked at.
      boolean isSecret = begin < nameEnd && SecretNames.isSecret(text.substring(begin, nameEnd));
      // As in a DSN: blanks may stand on both sides of the sign.
      int value = isSecret ? skipSpaces(text, equals + 1) : equals + 1;
      int end = isSecret ? endOfValue(text, value) : value;
      if (end > value) {
        masked.append(text, done, value).append(SecretMask.MASK);
        done = end;
      }
    }
    return done == 0 ? text : masked.append(text, done, text.length()).toString();
  }

  private static int endOfName(String text, int equals, int least) {
    int end = equals;
    while (end > least && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static int skipSpaces(String text, int from) {
    int place = from;
    while (place < text.length() && isSpace(text.charAt(place))) {
      place++;
    }
    return place;
  }

  /** What may stand around the sign; a value is in the same line. */
  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static int startOfName(String text, int end, int least) {
    int begin = end;
    while (begin > least && isOfName(text.charAt(begin - 1))) {
      begin--;
    }
    return begin;
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private static int endOfValue(String text, int from) {
    char first = from < text.length() ? text.charAt(from) : ' ';
    if (first == '\'' || first == '"') {
      int close = text.indexOf(first, from + 1);
      return close < 0 ? text.length() : close + 1;
    }
    int end = from;
    while (end < text.length() && !endsValue(text, end)) {
      end++;
    }
    return end;
  }

  /** A comma may be part of a password; one that another assignment follows is not. */
  private static boolean endsValue(String text, int place) {
    char c = text.charAt(place);
    if (c == ',' || c == ';' || c == '&') {
      int name = place + 1;
      while (name < text.length() && isOfName(text.charAt(name))) {
        name++;
      }
      return c == '&' || (name > place + 1 && name < text.length() && text.charAt(name) == '=');
    }
    return Character.isWhitespace(c) || c == '"';
  }

  /** Masks what follows {@code "name":} in JSON, be the JSON whole or not. */
  static String members(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    int done = 0;
    int open = text.indexOf('"');
    while (open >= 0) {
      int close = endOfString(text, open);
      int colon = skipBlanks(text, close);
      if (colon < text.length()
          && text.charAt(colon) == ':'
          && close > open + 1
          && SecretNames.isSecret(text.substring(open + 1, close - 1))) {
        int begin = skipBlanks(text, colon + 1);
        int end = endOfMember(text, begin);
        if (end > begin) {
          masked.append(text, done, begin).append('"').append(SecretMask.MASK).append('"');
          done = end;
          close = end;
        }
      }
      open = text.indexOf('"', close);
    }
    return done == 0 ? text : masked.append(text, done, text.length()).toString();
  }

  private static int skipBlanks(String text, int from) {
    int place = from;
    while (place < text.length() && Character.isWhitespace(text.charAt(place))) {
      place++;
    }
    return place;
  }

  /** Behind the quotation mark that ends a string. */
  private static int endOfString(String text, int open) {
    int place = open + 1;
    while (place < text.length() && text.charAt(place) != '"') {
      place += text.charAt(place) == '\\' ? 2 : 1;
    }
    return Math.min(place + 1, text.length());
  }

  /** Behind a string, an object or a list; where it begins for another value, which is shown. */
  private static int endOfMember(String text, int begin) {
    char first = begin < text.length() ? text.charAt(begin) : ' ';
    if (first == '"') {
      return endOfString(text, begin);
    }
    if (first != '{' && first != '[') {
      return begin;
    }
    int depth = 0;
    int place = begin;
    while (place < text.length()) {
      char c = text.charAt(place);
      if (c == '"') {
        place = endOfString(text, place);
        continue;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      place++;
      if (depth == 0) {
        break;
      }
    }
    return place;
  }
}
