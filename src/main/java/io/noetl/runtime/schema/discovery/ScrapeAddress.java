package io.noetl.runtime.schema.discovery;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The address of metrics as Prometheus takes it: host and port, and labels for the rest. A user and
 * a password belong to the configuration of Prometheus and are dropped.
 */
record ScrapeAddress(String hostAndPort, Map<String, String> labels) {

  private static final String LABEL_NAME = "[a-zA-Z0-9_]+";

  /** The address of an absolute HTTP URI; null for what is none. */
  static @Nullable ScrapeAddress ofUri(String text) {
    URI uri = http(text);
    String address = uri == null ? null : hostAndPort(uri);
    if (uri == null || address == null) {
      return null;
    }
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("__scheme__", uri.getScheme().toLowerCase(Locale.ROOT));
    if (!uri.getRawPath().isEmpty()) {
      labels.put("__metrics_path__", uri.getPath());
    }
    return addParameters(uri, labels) ? new ScrapeAddress(address, labels) : null;
  }

  /** The address of an absolute HTTP URI without its path, which is not that of metrics. */
  static @Nullable ScrapeAddress ofHost(String text) {
    URI uri = http(text);
    String address = uri == null ? null : hostAndPort(uri);
    return uri == null || address == null
        ? null
        : new ScrapeAddress(
            address, Map.of("__scheme__", uri.getScheme().toLowerCase(Locale.ROOT)));
  }

  /** The address of a port of a host; null for what is none. */
  static @Nullable ScrapeAddress ofPort(@Nullable String host, String port) {
    if (host == null || !isPort(port)) {
      return null;
    }
    String bracketed = host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
    return isHost(bracketed) ? new ScrapeAddress(bracketed + ":" + port, Map.of()) : null;
  }

  private static @Nullable URI http(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      return uri.getRawAuthority() != null
              && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
          ? uri
          : null;
    } catch (URISyntaxException wrong) {
      return null;
    }
  }

  /** Unlike {@link URI#getHost}, takes names with an underscore, too. */
  private static @Nullable String hostAndPort(URI uri) {
    String authority = uri.getRawAuthority();
    String place = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = place.indexOf(':', Math.max(0, place.indexOf(']')));
    String host = colon < 0 ? place : place.substring(0, colon);
    String port = colon < 0 ? "" : place.substring(colon + 1);
    if (port.isEmpty()) {
      port = uri.getScheme().equalsIgnoreCase("https") ? "443" : "80";
    }
    return isHost(host) && isPort(port) ? host + ":" + port : null;
  }

  private static boolean isHost(String host) {
    return host.matches("[a-zA-Z0-9._-]{1,253}") || host.matches("\\[[0-9a-fA-F:.]{2,45}]");
  }

  private static boolean isPort(String port) {
    if (!port.matches("[0-9]{1,5}")) {
      return false;
    }
    int number = Integer.parseInt(port);
    return number > 0 && number <= 65_535;
  }

  /** Adds the first value of each parameter; false where Prometheus has no label for a name. */
  private static boolean addParameters(URI uri, Map<String, String> labels) {
    String query = uri.getRawQuery();
    for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!name.matches(LABEL_NAME)) {
        return false;
      }
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      labels.putIfAbsent("__param_" + name, URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return true;
  }
}
