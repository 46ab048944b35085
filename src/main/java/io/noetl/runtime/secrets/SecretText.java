package io.noetl.runtime.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Masks what is secret in a text: passwords of addresses, and values beside a secret's name. */
public final class SecretText {

  private static final String SCHEME_END = "://";

  /** Where a user without a password is a token. */
  private static final Set<String> TOKENS_FOR_USERS =
      Set.of("nats", "natss", "tls", "ws", "wss", "http", "https");

  private SecretText() {}

  /** A text with its secrets masked; the same one where it has none. */
  public static String of(String text) {
    String masked = text.contains(SCHEME_END) ? addresses(text) : text;
    masked = masked.indexOf('=') >= 0 ? SecretPairs.assignments(masked) : masked;
    masked = masked.indexOf('"') >= 0 ? SecretPairs.members(masked) : masked;
    return masked.equals(text) ? text : masked;
  }

  /** An address, which may lack its scheme, with its secrets masked. */
  public static String address(String address) {
    int question = startOfQuery(address);
    return question < 0
        ? withoutPassword(address)
        : withoutPassword(address.substring(0, question))
            + '?'
            + query(address.substring(question + 1));
  }

  private static String addresses(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    int done = 0;
    int end;
    for (int slashes = text.indexOf(SCHEME_END);
        slashes >= 0;
        slashes = text.indexOf(SCHEME_END, end)) {
      int begin = startOfScheme(text, slashes, done);
      end = endOfAddress(text, begin, slashes + SCHEME_END.length());
      masked.append(text, done, begin).append(address(text.substring(begin, end)));
      done = end;
    }
    return masked.append(text, done, text.length()).toString();
  }

  private static int startOfScheme(String text, int slashes, int least) {
    int begin = slashes;
    while (begin > least && isOfScheme(text.charAt(begin - 1))) {
      begin--;
    }
    return begin;
  }

  private static boolean isOfScheme(char c) {
    return Character.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.';
  }

  /** An address in quotes ends with them, another at a blank, and both before the next one. */
  private static int endOfAddress(String text, int begin, int from) {
    char before = begin == 0 ? ' ' : text.charAt(begin - 1);
    boolean isQuoted = before == '"' || before == '\'' || before == '`';
    int end = from;
    while (end < text.length()
        && (isQuoted ? text.charAt(end) != before : !Character.isWhitespace(text.charAt(end)))) {
      if (text.startsWith(SCHEME_END, end)) {
        return startOfScheme(text, end, from);
      }
      end++;
    }
    return end;
  }

  /** People paste passwords unescaped, so the first question mark may be part of one. */
  private static int startOfQuery(String address) {
    int question = address.indexOf('?');
    int at = address.lastIndexOf('@');
    boolean isInPassword =
        question >= 0
            && question < at
            && address.lastIndexOf('@', question) < 0
            && !address.substring(question, at).contains("=");
    return isInPassword ? address.indexOf('?', at) : question;
  }

  /** Masks {@code user:password@host} up to the last {@code @}, whatever the password holds. */
  private static String withoutPassword(String address) {
    int scheme = address.indexOf(SCHEME_END);
    int begin = scheme < 0 ? 0 : scheme + SCHEME_END.length();
    int colon = address.indexOf(':', begin);
    int at = address.lastIndexOf('@');
    if (at < begin) {
      return address;
    }
    if (colon < 0 || at < colon) {
      boolean isToken =
          scheme > 0
              && TOKENS_FOR_USERS.contains(address.substring(0, scheme).toLowerCase(Locale.ROOT));
      return isToken && isBefore(at, '/', address, begin)
          ? address.substring(0, begin) + SecretMask.MASK + address.substring(at)
          : address;
    }
    return at == colon + 1 || isPort(address, colon, at)
        ? address
        : address.substring(0, colon + 1) + SecretMask.MASK + address.substring(at);
  }

  private static boolean isBefore(int at, char other, String address, int begin) {
    int place = address.indexOf(other, begin);
    return place < 0 || at < place;
  }

  /** A number before the first slash is a port, and an at sign behind it part of the path. */
  private static boolean isPort(String address, int colon, int at) {
    int slash = address.indexOf('/', colon);
    if (slash < 0 || at < slash || slash == colon + 1) {
      return false;
    }
    for (int i = colon + 1; i < slash; i++) {
      if (!Character.isDigit(address.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String query(String query) {
    List<String> parameters = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      parameters.add(
          equals >= 0
                  && equals + 1 < parameter.length()
                  && SecretNames.isSecret(parameter.substring(0, equals))
              ? parameter.substring(0, equals + 1) + SecretMask.MASK
              : parameter);
    }
    return String.join("&", parameters);
  }
}
