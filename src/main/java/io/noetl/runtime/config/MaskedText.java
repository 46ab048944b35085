package io.noetl.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values as they may be shown: nothing of a password, a token or the value of a header is left. */
final class MaskedText {

  private static final String MASK = "****";

  private static final List<String> SECRET_WORDS = List.of("password", "token", "secret");

  private MaskedText() {}

  static String of(Setting setting, String value) {
    return switch (setting.kind()) {
      case SECRET -> MASK;
      case URL -> url(value);
      case HEADERS -> headers(value);
      case LABELS -> String.join(", ", ListText.entries(value));
      case TEXT, PATH, DURATION, COUNT, NODE, SWITCH -> value;
    };
  }

  private static String url(String url) {
    int question = startOfQuery(url);
    return question < 0
        ? withoutPassword(url)
        : withoutPassword(url.substring(0, question)) + '?' + query(url.substring(question + 1));
  }

  /** People paste passwords unescaped, so the first question mark may be part of one. */
  private static int startOfQuery(String url) {
    int question = url.indexOf('?');
    int at = url.lastIndexOf('@');
    boolean isInPassword =
        question >= 0
            && question < at
            && url.lastIndexOf('@', question) < 0
            && !url.substring(question, at).contains("=");
    return isInPassword ? url.indexOf('?', at) : question;
  }

  /** Masks {@code user:password@host} up to the last {@code @}, whatever the password holds. */
  private static String withoutPassword(String url) {
    int scheme = url.indexOf("://");
    int colon = url.indexOf(':', scheme < 0 ? 0 : scheme + "://".length());
    int at = url.lastIndexOf('@');
    return colon < 0 || at < colon ? url : url.substring(0, colon + 1) + MASK + url.substring(at);
  }

  private static String query(String query) {
    List<String> parameters = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      parameters.add(
          equals >= 0 && isSecret(parameter.substring(0, equals))
              ? parameter.substring(0, equals + 1) + MASK
              : parameter);
    }
    return String.join("&", parameters);
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SECRET_WORDS.stream().anyMatch(lower::contains);
  }

  private static String headers(String lines) {
    List<String> headers = new ArrayList<>();
    for (String header : ListText.entries(lines)) {
      int colon = header.indexOf(':');
      headers.add(colon < 0 ? MASK : header.substring(0, colon) + ": " + MASK);
    }
    return String.join(", ", headers);
  }
}
