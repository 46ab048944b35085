package io.noetl.runtime.probe;

import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.text.HostPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a component is asked, and how.
 *
 * @param path what is asked for over HTTP; null where only a connection is opened
 */
record ProbeTarget(HostPort place, boolean isTls, @Nullable String path) {

  private static final String DEFAULT_PATH = "/health";

  /** Why a component cannot be asked. */
  static final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    private Unusable(String why) {
      super(why, null, false, false);
    }
  }

  static ProbeTarget of(RuntimeComponentInfo component) throws Unusable {
    String text = component.uri();
    if (text == null || text.isEmpty()) {
      throw new Unusable("it has no URI");
    }
    URI uri = uri(text);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    int usual =
        switch (scheme) {
          case "http" -> 80;
          case "https" -> 443;
          case "nats" -> 4222;
          default -> 0;
        };
    String authority = uri.getRawAuthority();
    HostPort place = authority == null ? null : HostPort.of(authority, usual);
    if (place == null) {
      throw new Unusable("its URI has no host with a port");
    }
    boolean isTls = scheme.equals("https");
    return new ProbeTarget(place, isTls, isTls || scheme.equals("http") ? path(component) : null);
  }

  private static URI uri(String text) throws Unusable {
    try {
      return new URI(text);
    } catch (URISyntaxException broken) {
      throw new Unusable("its URI has no host with a port");
    }
  }

  /** A path with another character could add lines to the request. */
  private static String path(RuntimeComponentInfo component) throws Unusable {
    String path = component.json().object("runtime").text("health_path");
    if (path == null) {
      return DEFAULT_PATH;
    }
    if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new Unusable("its meta.health_path is not a path such as /health");
    }
    return path;
  }
}
