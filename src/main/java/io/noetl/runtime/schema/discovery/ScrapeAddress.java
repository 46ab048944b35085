package io.noetl.runtime.schema.discovery;

import io.noetl.runtime.text.HostPort;
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
    if (host == null || host.indexOf('@') >= 0) {
      return null;
    }
    String bracketed = host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
    HostPort place = HostPort.of(bracketed + ":" + port, 0);
    return place == null ? null : new ScrapeAddress(place.toString(), Map.of());
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

  private static @Nullable String hostAndPort(URI uri) {
    int usual = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    HostPort place = HostPort.of(uri.getRawAuthority(), usual);
    return place == null ? null : place.toString();
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
