package io.noetl.runtime.client;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.secrets.SecretMask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The headers of every request, and which of them are secret. */
public final class Headers {

  static final String MASK = SecretMask.MASK;
  static final String AUTHORIZATION = "Authorization";

  private static final List<String> SECRET_WORDS =
      List.of("auth", "token", "cookie", "secret", "password", "key");

  /** Headers that the HTTP library sets. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final Map<String, String> common = new LinkedHashMap<>();
  private final Set<String> added = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  Headers(String userAgent, @Nullable String token, Map<String, String> extra) {
    common.put("Accept", "application/json");
    common.put("User-Agent", userAgent);
    if (token != null) {
      common.put(AUTHORIZATION, "Bearer " + token);
    }
    common.putAll(extra);
    added.addAll(extra.keySet());
  }

  /** Passes each header of a call to {@code header}. */
  void forEach(Call call, BiConsumer<String, String> header) {
    if (call.hasBody()) {
      header.accept("Content-Type", "application/json");
    }
    common.forEach(header);
  }

  /**
   * Rejects a header that a client may not set, and a value of several lines.
   *
   * @throws RuntimeApiException.InvalidRequest with the name; the value may be a secret
   */
  static void check(String name, String value) {
    if (!isToken(name)
        || !isLine(value)
        || OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
      throw new RuntimeApiException.InvalidRequest(
          new FieldError(
              "value_error",
              "header",
              "Header should be one that a client may set, with a value of one line",
              name));
    }
  }

  /**
   * Whether a header may be secret: every header that the user added, and names that suggest a
   * secret.
   */
  boolean isPrivate(String name) {
    return added.contains(name) || !mask(name, "").isEmpty();
  }

  /** The value of a request header as it may be shown. */
  String shown(String name, String value) {
    return isPrivate(name) ? MASK : value;
  }

  /** The value of a response header as it may be shown. */
  static String mask(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String word : SECRET_WORDS) {
      if (lower.contains(word)) {
        return MASK;
      }
    }
    return value;
  }

  /** Whether a word is a token of RFC 9110, as the names of headers are. */
  public static boolean isToken(String word) {
    for (int i = 0; i < word.length(); i++) {
      char sign = word.charAt(i);
      boolean isLetter = (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
      if (!isLetter && "0123456789!#$%&'*+-.^_`|~".indexOf(sign) < 0) {
        return false;
      }
    }
    return !word.isEmpty();
  }

  private static boolean isLine(String value) {
    for (int i = 0; i < value.length(); i++) {
      char sign = value.charAt(i);
      if (sign != '\t' && (sign < ' ' || sign == 127)) {
        return false;
      }
    }
    return true;
  }
}
