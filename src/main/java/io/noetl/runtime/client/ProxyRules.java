package io.noetl.runtime.client;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.text.AmbiguousHost;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxies to use, from the variables that curl and most tools read: {@code HTTP_PROXY},
 * {@code HTTPS_PROXY} and {@code NO_PROXY}, in upper or lower case.
 *
 * @param http the proxy for {@code http://}; null for none
 * @param https the proxy for {@code https://}; null for none
 * @param direct the entries of {@code NO_PROXY}, in lower case; see {@link NoProxyEntry}
 */
public record ProxyRules(@Nullable URI http, @Nullable URI https, List<String> direct) {

  public static final ProxyRules NONE = new ProxyRules(null, null, List.of());

  /**
   * Reads the variables; an empty one counts as unset.
   *
   * @throws RuntimeApiException.InvalidRequest when one names no HTTP proxy
   */
  public static ProxyRules from(Map<String, String> environment) {
    List<String> direct = new ArrayList<>();
    for (String entry : value(environment, "NO_PROXY").split(",", -1)) {
      if (!entry.isBlank()) {
        direct.add(entry.strip().toLowerCase(Locale.ROOT));
      }
    }
    return new ProxyRules(
        proxy(environment, "HTTP_PROXY"), proxy(environment, "HTTPS_PROXY"), direct);
  }

  /** The proxy for {@code target}; null for a direct connection. */
  @Nullable URI to(URI target) {
    URI proxy = "https".equalsIgnoreCase(target.getScheme()) ? https : http;
    return proxy == null || isDirect(target) ? null : proxy;
  }

  /**
   * The credentials for the proxy of {@code target} as a header value; null where its address has
   * none. An {@code Authenticator} would also answer for servers, and fail on their 401.
   */
  @Nullable String authorization(URI target) {
    URI proxy = to(target);
    if (proxy == null || proxy.getRawUserInfo() == null) {
      return null;
    }
    String user = proxy.getRawUserInfo().replace("+", "%2B");
    byte[] decoded =
        URLDecoder.decode(user.contains(":") ? user : user + ":", StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(decoded);
  }

  /** Host and port of a proxy, without its password. */
  static InetSocketAddress address(URI proxy) {
    return InetSocketAddress.createUnresolved(
        proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort());
  }

  private boolean isDirect(URI target) {
    return direct.stream().anyMatch(entry -> NoProxyEntry.matches(entry, target));
  }

  private static @Nullable URI proxy(Map<String, String> environment, String variable) {
    String value = value(environment, variable);
    if (value.isEmpty()) {
      return null;
    }
    try {
      URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
      if ("http".equalsIgnoreCase(proxy.getScheme())
          && proxy.getHost() != null
          && !AmbiguousHost.is(proxy.getHost())
          && !value.startsWith("unix:")) {
        return proxy;
      }
    } catch (IllegalArgumentException broken) {
      // Same error, which does not repeat a password.
    }
    throw new RuntimeApiException.InvalidRequest(
        new FieldError("url", variable, "Input should be http://host:port"));
  }

  private static String value(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable.toLowerCase(Locale.ROOT), "");
    return value.isEmpty() ? environment.getOrDefault(variable, "") : value;
  }
}
