package io.noetl.runtime.secrets;

import io.noetl.runtime.text.DatabaseUrl;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Masks secrets in messages, since a user may have typed one in the wrong place: beside what {@link
 * SecretText} finds, logins without a scheme and the values of headers. It masks too much rather
 * than too little; what programs read is masked by {@link SecretMask}.
 */
public final class SecretMessage {

  private static final List<String> HEADERS =
      List.of("authorization:", "cookie:", "x-api-key:", "Bearer ", "Basic ");

  /** What ends a word in a sentence or in JSON. */
  private static final String BREAKS = "\"'`,;{}()[]<>|=";

  private SecretMessage() {}

  /** A sentence with its secrets masked; the same one where it has none. */
  public static String of(String text) {
    String masked = SecretText.of(text.indexOf('%') >= 0 ? readable(text) : text);
    masked = masked.indexOf('@') >= 0 ? logins(masked) : masked;
    return headers(masked);
  }

  /** Shows what is written with percent signs as what it means where a secret is in it. */
  private static String readable(String text) {
    String readable = text;
    for (String word : text.split("\\s", -1)) {
      if (word.indexOf('%') >= 0) {
        String meant = decoded(word);
        boolean isPlain = meant.equals(word) || of(meant).equals(meant);
        readable = isPlain ? readable : readable.replace(word, meant);
      }
    }
    return readable;
  }

  private static String decoded(String word) {
    try {
      String meant = URLDecoder.decode(word, StandardCharsets.UTF_8);
      return meant.indexOf('%') >= 0 ? word : meant;
    } catch (IllegalArgumentException noEscape) {
      return word;
    }
  }

  /** Masks the password of {@code user:password@host}. */
  private static String logins(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    int done = 0;
    for (int at = lastOfWord(text, 0); at >= 0; at = lastOfWord(text, at + 1)) {
      int begin = at;
      while (begin > done && !isBreak(text.charAt(begin - 1))) {
        begin--;
      }
      int colon = text.indexOf(':', begin);
      String word = text.substring(begin, at);
      boolean isLogin = colon > begin && colon < at - 1;
      if (isLogin && !word.contains("://") && !word.startsWith(DatabaseUrl.SQLITE)) {
        masked.append(text, done, colon + 1).append(SecretMask.MASK);
        done = at;
      }
    }
    return done == 0 ? text : masked.append(text, done, text.length()).toString();
  }

  /** The next at sign that no other follows in its word; -1 for none. */
  private static int lastOfWord(String text, int from) {
    int at = text.indexOf('@', from);
    for (int i = at; i >= 0 && i < text.length() && !isBreak(text.charAt(i)); i++) {
      at = text.charAt(i) == '@' ? i : at;
    }
    return at;
  }

  private static boolean isBreak(char c) {
    return Character.isWhitespace(c) || BREAKS.indexOf(c) >= 0;
  }

  /** Masks what follows the name of a header up to the end of the quotation, or of the line. */
  private static String headers(String text) {
    String masked = text;
    for (String header : HEADERS) {
      for (int i = 0; i + header.length() < masked.length(); i++) {
        if (masked.regionMatches(!header.endsWith(" "), i, header, 0, header.length())) {
          int begin = i + header.length();
          int end = endOfHeader(masked, begin, header.endsWith(" "));
          if (end > begin && !masked.substring(begin, end).contains(SecretMask.MASK)) {
            masked = masked.substring(0, begin) + SecretMask.MASK + masked.substring(end);
          }
        }
      }
    }
    return masked;
  }

  private static int endOfHeader(String text, int from, boolean isWord) {
    int end = from;
    while (end < text.length()
        && "\"'\n".indexOf(text.charAt(end)) < 0
        && !(isWord && isBreak(text.charAt(end)))) {
      end++;
    }
    return end;
  }
}
