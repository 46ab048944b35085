package io.noetl.runtime.secrets;

import java.util.List;
import java.util.Locale;

/** Decides by the name of a field whether it holds a secret. */
final class SecretNames {

  /** Anywhere in a name, written together or apart. */
  private static final List<String> WORDS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "credential",
          "apikey",
          "accesskey",
          "privatekey",
          "secretkey",
          "encryptionkey",
          "signingkey",
          "authorization");

  private static final List<String> WHOLE_NAMES = List.of("pass", "pwd", "auth", "bearer");

  private static final String TOKEN = "token";

  private static final List<String> ADDRESSES = List.of("url", "uri", "dsn", "endpoint");

  private SecretNames() {}

  /** One of these is in every name above; most names have none, which is seen at a glance. */
  private static final String[] STEMS = {
    "pass", "pwd", "secret", "credential", "key", "token", "auth", "bearer"
  };

  /** Whether a field of that name holds a secret. */
  static boolean isSecret(String name) {
    if (!hasStem(name)) {
      return false;
    }
    String plain = plain(name);
    return WHOLE_NAMES.contains(plain) || hasToken(name) || containsOne(plain, WORDS);
  }

  private static boolean hasStem(String name) {
    for (String stem : STEMS) {
      for (int i = 0; i + stem.length() <= name.length(); i++) {
        if (name.regionMatches(true, i, stem, 0, stem.length())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean containsOne(String plain, List<String> words) {
    for (String word : words) {
      if (plain.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it may as well hold a number, as {@code max_tokens} does. */
  static boolean maySayHowMany(String name) {
    return plain(name).endsWith("tokens");
  }

  /** Whether a field of that name holds an address, with or without a scheme. */
  static boolean isAddress(String name) {
    String plain = plain(name);
    for (String word : ADDRESSES) {
      if (plain.endsWith(word)) {
        return true;
      }
    }
    return false;
  }

  /** A token ends a word, be it alone or in the plural; a tokenizer is none. */
  private static boolean hasToken(String name) {
    for (int i = 0; i + TOKEN.length() <= name.length(); i++) {
      if (name.regionMatches(true, i, TOKEN, 0, TOKEN.length())) {
        int end = i + TOKEN.length();
        boolean isPlural = end < name.length() && (name.charAt(end) | 0x20) == 's';
        if (endsWord(name, end) || (isPlural && endsWord(name, end + 1))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean endsWord(String name, int end) {
    return end == name.length()
        || !Character.isLetter(name.charAt(end))
        || (Character.isUpperCase(name.charAt(end)) && Character.isLowerCase(name.charAt(end - 1)));
  }

  /** Letters and digits alone, small. */
  private static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        plain.append(c);
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }
}
