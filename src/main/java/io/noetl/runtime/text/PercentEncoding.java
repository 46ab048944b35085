package io.noetl.runtime.text;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding in URLs, where, unlike in a form, a plus sign is no blank. */
public final class PercentEncoding {

  private PercentEncoding() {}

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Decodes a part of a URL.
   *
   * @throws IllegalArgumentException when it is not percent-encoded
   */
  public static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
