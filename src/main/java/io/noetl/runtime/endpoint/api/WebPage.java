package io.noetl.runtime.endpoint.api;

import io.noetl.runtime.endpoint.route.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The web page. Its content security policy allows only its script and style sheet, by their
 * digests, so that no component's name can inject code.
 */
final class WebPage {

  /** The resources that replace their names in braces in the page. */
  private static final List<String> PARTS =
      List.of("page.css", "page-model.js", "page-view.js", "page-main.js");

  private WebPage() {}

  static Reply reply() {
    String html = Resource.text("page.html");
    for (String part : PARTS) {
      html = html.replace("{" + part + "}", Resource.text(part));
    }
    String policy =
        "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action"
            + " 'none'; frame-ancestors 'none'; script-src "
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
