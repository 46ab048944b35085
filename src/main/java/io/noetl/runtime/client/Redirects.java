package io.noetl.runtime.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Decides which redirects are followed: all for GET, and for changes only 307 and 308 on the same
 * host, which keep method and body and do not disclose them to another host.
 */
final class Redirects {

  private Redirects() {}

  /** The next address; null when the answer is final. */
  static @Nullable URI next(Call call, URI asked, HttpAnswer answer) {
    boolean keepsMethod = answer.status() == 307 || answer.status() == 308;
    boolean changesToGet =
        answer.status() == 301 || answer.status() == 302 || answer.status() == 303;
    String location = answer.header("Location");
    if (location == null || !(keepsMethod || changesToGet)) {
      return null;
    }
    URI target = resolve(asked, location);
    if (target == null || target.getHost() == null || losesTls(asked, target)) {
      return null;
    }
    return call.method().equals("GET") || (keepsMethod && sameOrigin(asked, target))
        ? target
        : null;
  }

  /** The same host and port, or the step from http to https on one host. */
  static boolean sameOrigin(URI one, URI other) {
    boolean startsTls =
        !"https".equalsIgnoreCase(other.getScheme()) ^ !"https".equalsIgnoreCase(one.getScheme());
    return one.getHost().equalsIgnoreCase(other.getHost())
        && (startsTls || port(one) == port(other));
  }

  private static boolean losesTls(URI asked, URI target) {
    String scheme = target.getScheme();
    return !"https".equalsIgnoreCase(scheme)
        && ("https".equalsIgnoreCase(asked.getScheme()) || !"http".equalsIgnoreCase(scheme));
  }

  /** The explicit or default port of an address. */
  static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }

  private static @Nullable URI resolve(URI asked, String location) {
    try {
      return asked.resolve(location);
    } catch (IllegalArgumentException noAddress) {
      return null;
    }
  }
}
