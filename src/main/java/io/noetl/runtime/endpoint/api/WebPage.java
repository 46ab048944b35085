package io.noetl.runtime.endpoint.api;

import io.noetl.runtime.endpoint.route.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page for people. Its one script and its one style sheet are named by their digests, so that a
 * browser runs nothing else on it, whatever a component is called.
 */
final class WebPage {

  private WebPage() {}

  static Reply reply() {
    String html = Resource.text("page.html");
    String policy =
        "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'; script-src "
            + digest(between(html, "<script>", "</script>"))
            + "; style-src "
            + digest(between(html, "<style>", "</style>"));
    return Reply.text(200, "text/html; charset=utf-8", html)
        .with("Content-Security-Policy", policy);
  }

  private static String between(String html, String start, String end) {
    int from = html.indexOf(start) + start.length();
    return html.substring(from, html.indexOf(end, from));
  }

  private static String digest(String text) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(sha) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
