package io.noetl.runtime.client;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.text.AmbiguousHost;
import io.noetl.runtime.text.HostText;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of a server.
 *
 * @param base scheme, host, port and path prefix, without {@code /api} and without a slash at the
 *     end
 */
public record ServerAddress(URI base) {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /**
   * Parses an address with or without {@code http://} and with or without a trailing {@code /api}.
   *
   * @throws RuntimeApiException.InvalidRequest when it has no host or a scheme that is not HTTP
   */
  public static ServerAddress of(String text) {
    String address = text.strip();
    if (address.startsWith("unix:")) {
      throw invalid(
          "URL should start with http:// or https://, Unix sockets are not supported", text);
    }
    if (!address.contains("://")) {
      address = "http://" + address;
    }
    URI uri = parse(address, text);
    String scheme = uri.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw invalid("URL should start with http:// or https://", text);
    }
    if (uri.getHost() == null
        && uri.getRawAuthority() != null
        && uri.getRawAuthority().contains("_")) {
      throw invalid(
          "URL should name a host without an underscore, which Java does not connect to", text);
    }
    if (uri.getHost() == null) {
      throw invalid("URL should name a host", text);
    }
    if (AmbiguousHost.is(uri.getHost())) {
      throw invalid("URL should have an IPv4 address of four numbers from 0 to 255", text);
    }
    if (uri.getRawUserInfo() != null) {
      throw invalid("URL should contain no credentials: use --token-file or --header", "…");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw invalid("URL should end with the path", text);
    }
    if (uri.getPort() > 65_535) {
      throw invalid("URL should have a port from 1 to 65535", text);
    }
    return new ServerAddress(URI.create(withoutApi(address)));
  }

  /**
   * The canonical text of the address: one process serves a host and port, whatever the scheme; all
   * loopback names are {@code localhost}; and paths with dots or escapes equal the normalised path.
   */
  public String place() {
    int port = base.getPort();
    if (port < 0) {
      port = "https".equalsIgnoreCase(base.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    }
    return HostText.of(base.getHost()) + ":" + port + withoutApi(base.normalize().getPath());
  }

  /** Whether the server is below a path, and so behind a proxy or gateway. */
  boolean hasPath() {
    return !base.getRawPath().isEmpty();
  }

  /** The address of a path of the API, such as {@code /api/worker/pools}. */
  URI resolve(String path) {
    return URI.create(base + path);
  }

  private static URI parse(String address, String given) {
    try {
      return new URI(address);
    } catch (URISyntaxException broken) {
      throw invalid("URL should look like http://host:port", given);
    }
  }

  private static String withoutApi(String address) {
    String trimmed = withoutSlashes(address);
    int end = trimmed.length() - "/api".length();
    // The host may be called api, too.
    boolean isPath = trimmed.endsWith("/api") && !trimmed.startsWith("://", end - 2);
    return isPath ? withoutSlashes(trimmed.substring(0, end)) : trimmed;
  }

  private static String withoutSlashes(String address) {
    int end = address.length();
    while (end > 0 && address.charAt(end - 1) == '/') {
      end--;
    }
    return address.substring(0, end);
  }

  private static RuntimeApiException invalid(String message, String input) {
    return new RuntimeApiException.InvalidRequest(new FieldError("url", "server", message, input));
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
